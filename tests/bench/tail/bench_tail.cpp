// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Following files without a store behind: how fast a backlog is read, and what thousands of silent files cost. With the
// log store behind: how long after a line was written a question finds it.
#include "models/station/tail/tailengine.h"
#include "models/station/tail/tailer.h"
#include "models/store/logs/logstore.h"
#include "tests/bench/benchline.h"
#include "tests/models/station/tail/logsonlyintake.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <thread>

#include <poll.h>

using namespace wf;

namespace {

class CountingIntake final : public stationtest::LogsOnlyIntake {
public:
    [[nodiscard]] base::Result<station::Accepted> takeMarkedLogs(std::vector<signals::LogLine> lines,
                                                                 std::vector<signals::LogMark>) override
    {
        count += static_cast<qint64>(lines.size());
        return station::Accepted{};
    }
    [[nodiscard]] base::Result<std::vector<signals::LogMark>> logMarks() const override
    {
        return std::vector<signals::LogMark>();
    }
    qint64 count = 0;
};

class KeepingIntake final : public stationtest::LogsOnlyIntake {
public:
    explicit KeepingIntake(store::LogStore &store) : m_store(store) {}
    [[nodiscard]] base::Result<station::Accepted> takeMarkedLogs(std::vector<signals::LogLine> lines,
                                                                 std::vector<signals::LogMark> marks) override
    {
        const auto appended = m_store.append(lines, marks);
        if (!appended)
            return appended.error();
        station::Accepted accepted;
        accepted.taken = appended->taken;
        return accepted;
    }
    [[nodiscard]] base::Result<std::vector<signals::LogMark>> logMarks() const override { return m_store.marks(); }

private:
    store::LogStore &m_store;
};

station::tail::TailSettings settingsFor(const QString &folder)
{
    station::tail::TailSettings settings;
    settings.watchesMachine = settings.followsJournal = false;
    station::tail::TailGroup group;
    group.include = {folder + QStringLiteral("/*.log")};
    group.start = station::tail::StartAt::Beginning;
    settings.groups = {group};
    return settings;
}

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("not written");
}

void backlog()
{
    constexpr int lines = 300'000;
    const QTemporaryDir folder;
    QByteArray text;
    for (int i = 0; i < lines; ++i)
        text += "2026-11-28 15:36:56,123 INFO  [http-nio-8080-exec-3] org.example.shop.PaymentService - authorised "
                "order H-" +
                QByteArray::number(1000 + i) + " in 12 ms\n";
    write(folder.filePath(QStringLiteral("a.log")), text);
    CountingIntake intake;
    const base::SystemClock clock;
    station::tail::TailEngine engine(settingsFor(folder.path()), intake, clock, folder.filePath(QStringLiteral("p")));
    const double before = bench::cpuMs();
    while (intake.count < lines - 1) // the last one waits for what may belong to it
        (void)engine.step();
    const double ms = bench::cpuMs() - before;
    bench::record("backlog", lines / ms * 1e3, "lines/s");
    bench::record("backlog MB/s", static_cast<double>(text.size()) / ms / 1e3, "MB/s");
}

void silentFiles()
{
    constexpr int files = 5000;
    constexpr double seconds = 20;
    const QTemporaryDir folder;
    for (int i = 0; i < files; ++i)
        write(folder.filePath(QStringLiteral("f%1.log").arg(i)), "2026-11-28 15:36:56 INFO one line\n");
    CountingIntake intake;
    const base::SystemClock clock;
    station::tail::TailEngine engine(settingsFor(folder.path()), intake, clock, folder.filePath(QStringLiteral("p")));
    while (intake.count < files)
        (void)engine.step();
    const double before = bench::cpuMs();
    const qint64 end = clock.monotonicNs() + static_cast<qint64>(seconds * 1e9);
    while (clock.monotonicNs() < end) {
        pollfd fd{engine.watchFd(), POLLIN, 0};
        ::poll(&fd, 1, static_cast<int>(engine.step() / base::nsPerMs) + 1);
    }
    bench::record("5000 silent files", (bench::cpuMs() - before) / seconds / 10, "% of a core");
}

bool isFound(const store::LogStore &logs, const std::string &text)
{
    store::LogScan scan;
    scan.endNs = std::numeric_limits<qint64>::max();
    scan.needles.push_back({{text}, false});
    bool isThere = false;
    const auto done = logs.scan(scan, [&](const store::StoredBatch &) {
        isThere = true;
        return false;
    });
    return done.ok() && isThere;
}

void writtenToFindable()
{
    const QTemporaryDir folder;
    const base::SystemClock clock;
    store::LogStoreOptions options;
    options.directory = folder.filePath(QStringLiteral("store"));
    const auto logs = store::LogStore::open(options, clock);
    if (!logs)
        qFatal("%s", qPrintable(logs.error().summary));
    KeepingIntake intake(**logs);
    station::tail::Tailer tailer(settingsFor(folder.path()), intake, clock, folder.filePath(QStringLiteral("p")));
    QFile file(folder.filePath(QStringLiteral("a.log")));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        qFatal("not written");
    std::vector<double> ms;
    for (int i = 0; i < 20; ++i) {
        const QByteArray text = "level=info msg=\"order H-" + QByteArray::number(7000 + i) + " authorised\"";
        const qint64 begin = clock.monotonicNs();
        file.write(text + '\n');
        while (!isFound(**logs, text.toStdString()))
            std::this_thread::yield();
        ms.push_back(static_cast<double>(clock.monotonicNs() - begin) / 1e6);
    }
    bench::record("written to findable, slowest of 20", *std::ranges::max_element(ms), "ms", "limit", 5000);
}

} // namespace

int main()
{
    backlog();
    silentFiles();
    writtenToFindable();
    return 0;
}
