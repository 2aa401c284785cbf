// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Opening a trace of 50,000 spans from the bytes of its answer to the first frame of 1400 x 900, and one step of
// scrolling, in CPU milliseconds. The trace is the one that Jaeger UI was measured with; its figures are those of
// performance.md 4.
#include "models/analysis/criticalpath/criticalpath.h"
#include "models/analysis/criticalpath/spanfacts.h"
#include "models/wire/jaeger/jaeger.h"
#include "tests/bench/benchline.h"
#include "widgets/base/theme.h"
#include "widgets/waterfall/layout/minimapimage.h"
#include "widgets/waterfall/waterfallview.h"

#include <QApplication>
#include <QImage>
#include <QScrollBar>

#include <string>

using namespace wf;

namespace {

constexpr int spanCount = 50'000;
constexpr const char *peer = "jaeger-ui-2.14.0-recorded";

std::string hex16(int n)
{
    char text[24];
    std::snprintf(text, sizeof text, "%016x", static_cast<unsigned>(n));
    return text;
}

// 24 services, 14 levels, 8 tags a span, an event on every fifth; the same numbers every time.
std::string answerOf(int count)
{
    struct Made {
        long long start, length;
        int depth, parent;
    };
    unsigned state = 42;
    const auto random = [&state] {
        state = state * 1664525U + 1013904223U;
        return static_cast<double>(state) / 4294967296.0;
    };
    const std::string id = "abcdef0123456789abcdef0123456789";
    const char *const operations[] = {"GET /api/v1/users", "SELECT orders", "redis.get", "grpc.Checkout/Place",
                                      "publish order.created"};
    const long long zero = 1'763'700'000'000'000;
    std::vector<Made> spans{{0, 60'000'000, 0, -1}};
    for (int i = 1; i < count; ++i) {
        int p = std::max(0, i - 1 - static_cast<int>(random() * random() * std::min(i, 400)));
        while (spans[static_cast<std::size_t>(p)].depth > 13)
            p /= 2;
        const Made above = spans[static_cast<std::size_t>(p)];
        const auto start = above.start + static_cast<long long>(random() * static_cast<double>(above.length) * 0.6);
        const auto length =
            std::max(1LL, static_cast<long long>(random() * static_cast<double>(above.start + above.length - start)));
        spans.push_back({start, length, above.depth + 1, p});
    }
    std::string out = R"({"data":[{"traceID":")" + id + R"(","spans":[)";
    for (int i = 0; i < count; ++i) {
        const Made &s = spans[static_cast<std::size_t>(i)];
        const std::string n = std::to_string(i % 24);
        out += std::string(i ? "," : "") + R"({"traceID":")" + id + R"(","spanID":")" + hex16(i + 1) +
               R"(","operationName":")" + operations[i % 5] + R"(","references":[)";
        if (s.parent >= 0)
            out += R"({"refType":"CHILD_OF","traceID":")" + id + R"(","spanID":")" + hex16(s.parent + 1) + R"("})";
        out +=
            R"(],"startTime":)" + std::to_string(zero + s.start) + R"(,"duration":)" + std::to_string(s.length) +
            R"(,"tags":[{"key":"span.kind","type":"string","value":")" + (i % 2 ? "client" : "server") +
            R"("},{"key":"http.method","type":"string","value":"GET"},{"key":"http.status_code","type":"int64","value":)" +
            (i % 97 ? "200" : "500") +
            R"(},{"key":"component","type":"string","value":"net/http"},{"key":"peer.address","type":"string","value":"10.0.0.)" +
            n +
            R"(:8080"},{"key":"otel.scope.name","type":"string","value":"example"},{"key":"db.rows","type":"int64","value":)" +
            std::to_string(i % 1000) + "}" + (i % 97 ? "" : R"(,{"key":"error","type":"bool","value":true})") +
            R"(],"logs":[)";
        if (i % 5 == 0)
            out += R"({"timestamp":)" + std::to_string(zero + s.start + 1) +
                   R"(,"fields":[{"key":"event","type":"string","value":"acquired connection )" + std::to_string(i) +
                   R"("}]})";
        out += R"(],"processID":"p)" + n + R"(","warnings":null})";
    }
    out += R"(],"processes":{)";
    for (int p = 0; p < 24; ++p)
        out += std::string(p ? "," : "") + "\"p" + std::to_string(p) + R"(":{"serviceName":"service-)" +
               std::to_string(p) + R"(","tags":[]})";
    return out + R"(},"warnings":null}],"total":0,"limit":0,"offset":0,"errors":null})";
}

widgets::WaterfallDataPtr examined(signals::TracePtr trace)
{
    auto out = std::make_shared<widgets::WaterfallData>();
    for (const auto &section : analysis::criticalPath(*trace))
        out->criticalPath.push_back({section.span, section.startNs, section.endNs});
    out->errorPath = analysis::errorPath(*trace);
    for (const auto &span : trace->spans)
        out->waiting.push_back(analysis::isWaiting(span));
    for (std::size_t i = 0; i < trace->processes.size(); ++i)
        out->processColors.push_back(static_cast<int>(i));
    out->startNs = trace->startNs();
    out->endNs = trace->endNs();
    out->trace = std::move(trace);
    return out;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
    const QByteArray body = QByteArray::fromStdString(answerOf(spanCount));
    signals::TracePtr trace;
    const auto decode = [&] {
        auto traces = wire::jaeger::decodeSharedTraces(body);
        if (!traces || traces->empty()) {
            std::fprintf(stderr, "the trace could not be read\n");
            std::exit(1);
        }
        trace = std::make_shared<const signals::Trace>(std::move(traces->front()));
    };
    widgets::WaterfallView view;
    view.resize(1400, 850);
    QImage frame(1400, 850, QImage::Format_RGB32);
    const auto show = [&] {
        const auto wanted = examined(trace);
        view.setTrace(wanted);
        view.render(&frame);
        if (widgets::miniMapImage(*wanted, {1376, 40}, widgets::Theme::current()).isNull())
            std::exit(1);
    };
    const double before = bench::residentMiB();
    decode();
    show();
    bench::record("trace.open50k.memory", bench::residentMiB() - before, "MiB", "its-bytes",
                  static_cast<double>(body.size()) / 1048576.0);
    bench::record("trace.open50k",
                  bench::medianCpuMs(9,
                                     [&] {
                                         decode();
                                         show();
                                     }),
                  "ms", peer, 2430);
    bench::record("trace.open50k.read", bench::medianCpuMs(9, decode), "ms");
    bench::record("trace.open50k.arrange",
                  bench::medianCpuMs(9,
                                     [&] {
                                         auto copy = *trace;
                                         signals::arrange(copy);
                                     }),
                  "ms");
    bench::record("trace.open50k.paths", bench::medianCpuMs(9, [&] { static_cast<void>(examined(trace)); }), "ms");
    bench::record("trace.open50k.show", bench::medianCpuMs(9, show), "ms");
    int top = 0;
    bench::record("trace.scroll50k",
                  bench::medianCpuMs(99,
                                     [&] {
                                         top = (top + 36 * 22) % view.verticalScrollBar()->maximum();
                                         view.verticalScrollBar()->setValue(top);
                                         view.render(&frame);
                                     }),
                  "ms", peer, 72);
    return 0;
}
