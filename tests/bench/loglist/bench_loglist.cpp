// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The log list with ten thousand and with a million JSON lines, CPU milliseconds: filling the buffer, painting sixty
// visible rows anew, and scrolling by a page. Peer for the memory: one QString per line; for painting: QPlainTextEdit.
#include "models/analysis/logs/parseline.h"
#include "tests/bench/benchline.h"
#include "widgets/loglist/loglist.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QScrollBar>

#include <string>

using namespace wf;
using namespace wf::widgets;

namespace {

constexpr int rowsShown = 60;

std::vector<signals::LogLine> lines(int count)
{
    std::vector<signals::LogLine> out;
    out.reserve(static_cast<std::size_t>(count));
    const base::Labels stream{{"service_name", "payment"}, {"region", "eu-west"}};
    for (int i = 0; i < count; ++i) {
        signals::LogLine l;
        l.timeNs = 1'700'000'000 * base::nsPerSecond + i * base::nsPerMs;
        l.text = R"({"level":"info","msg":"psp pool acquire waited","wait_ms":)" + std::to_string(i % 5000) +
                 R"(,"order":"H-)" + std::to_string(88213047 + i) +
                 R"(","inUse":4,"max":4,"waiters":11,"version":"v2.31.0"})";
        l.stream = stream;
        l.level = i % 997 == 0  ? signals::LogLevel::Error
                  : i % 31 == 0 ? signals::LogLevel::Warn
                                : signals::LogLevel::Info;
        out.push_back(std::move(l));
    }
    return out;
}

// A page of the same lines in Qt's own text view, which keeps all of them as text.
double plainTextPage(const signals::LogBuffer &buffer, QImage &frame, QSize size)
{
    QPlainTextEdit peer;
    peer.setFont(Theme::current().font(TextRole::Mono));
    peer.setLineWrapMode(QPlainTextEdit::NoWrap);
    QString all;
    for (std::size_t i = 0; i < buffer.size(); ++i)
        all += QString::fromUtf8(buffer.at(i).text.data(), static_cast<qsizetype>(buffer.at(i).text.size())) + u'\n';
    peer.setPlainText(all);
    peer.resize(size);
    peer.show();
    int at = 0;
    return bench::medianCpuMs(21, [&] {
        peer.verticalScrollBar()->setValue(++at * rowsShown);
        peer.viewport()->render(&frame);
    });
}

void measure(const char *tag, int count)
{
    const auto name = [&](const char *what) { return std::string(what) + " " + tag; };
    auto made = lines(count);
    std::size_t textBytes = 0;
    for (const auto &l : made)
        textBytes += l.text.size();
    const double filling = bench::cpuMs();
    const auto buffer = signals::LogBuffer::empty()->with(std::move(made), 1'000'000);
    bench::record(name("loglist fill").c_str(), bench::cpuMs() - filling, "ms cpu");
    // A QString holds 24 bytes and an array of UTF-16 with its header.
    bench::record(name("loglist memory").c_str(), static_cast<double>(buffer->bytes()) / 1048576, "MiB",
                  "QString per line",
                  static_cast<double>(textBytes * 2 + static_cast<std::size_t>(count) * (24 + 16 + 16)) / 1048576);

    LogList list;
    LogReader reader;
    reader.present = [](std::string_view line, const base::Labels &stream) {
        return analysis::presentLine(line, stream);
    };
    reader.service = [](const base::Labels &stream, const base::Labels &) { return stream.text("service_name"); };
    list.setReader(std::move(reader));
    list.setLines(buffer);
    const int rowHeight = std::max(18, Theme::current().rowHeight - 4);
    list.resize(1600, rowsShown * rowHeight);
    list.show();
    QImage frame(list.viewport()->size(), QImage::Format_RGB32);
    const auto paint = [&] { list.viewport()->render(&frame); };
    const double repaint = bench::medianCpuMs(41, paint);
    int step = 0;
    auto *bar = list.verticalScrollBar();
    const double line = bench::medianCpuMs(41, [&] {
        bar->setValue(bar->maximum() / 2 + ++step * 3 * rowHeight);
        paint();
    });
    const double page = bench::medianCpuMs(41, [&] {
        ++step;
        bar->setValue(bar->maximum() / 3 + step * rowsShown * rowHeight);
        paint();
    });
    const double peer = count > 10'000 ? 0 : plainTextPage(*buffer, frame, list.size());
    const auto record = [&](const char *what, double value) {
        if (peer > 0)
            bench::record(name(what).c_str(), value, "ms cpu", "QPlainTextEdit, a page", peer);
        else
            bench::record(name(what).c_str(), value, "ms cpu");
    };
    record("loglist repaint 60 rows", repaint);
    record("loglist scroll 3 rows", line);
    record("loglist scroll a page", page);
    int appended = 0;
    auto grown = buffer;
    const double append = bench::medianCpuMs(21, [&] {
        std::vector<signals::LogLine> more = lines(100);
        for (auto &l : more)
            l.timeNs += 2'000'000 * base::nsPerMs + ++appended;
        grown = grown->with(std::move(more), 1'000'000);
        list.setLines(grown);
    });
    bench::record(name("loglist append 100 live lines").c_str(), append, "ms cpu");
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    applyTheme(Theme::bundled(ThemeMode::Dark));
    measure("10k", 10'000);
    measure("1M", 1'000'000);
    return 0;
}
