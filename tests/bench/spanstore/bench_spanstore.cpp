// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The station's span store: 600,000 spans of 60,000 traces as ten services send them in batches, six minutes at 100,000
// a minute, and searches over them. Sealing and merging are part of the price.
#include "models/store/spans/spanstore.h"
#include "tests/bench/benchline.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <random>

using namespace wf;
using namespace wf::store;

namespace {

constexpr qint64 startNs = 1'795'824'000 * base::nsPerSecond;
constexpr int traceCount = 60'000;
constexpr int services = 10;

signals::Trace pieceOf(int number, int service, std::mt19937 &random)
{
    signals::Trace piece;
    piece.traceId = QStringLiteral("%1").arg(number + 1, 32, 16, QLatin1Char('0'));
    piece.processes = {{QStringLiteral("service-%1").arg(service),
                        {{"host.name", "node-" + std::to_string(number % 20)},
                         {"k8s.pod.name", "service-" + std::to_string(service) + "-" + std::to_string(number % 7)}}}};
    signals::Span span;
    span.spanId = signals::SpanId(static_cast<quint64>(number) * 100 + static_cast<quint64>(service) + 1);
    if (service > 0)
        span.parentSpanId = signals::SpanId(static_cast<quint64>(number) * 100 + static_cast<quint64>(service));
    span.operation = QStringLiteral("GET /operation/%1").arg(number % 12);
    span.kind = signals::SpanKind::Server;
    span.startNs = startNs + number * (6 * base::nsPerMinute / traceCount) + service * base::nsPerMs;
    span.durationNs = static_cast<qint64>((1 + random() % 100) * 1'000'000 / static_cast<unsigned>(service + 1));
    span.error = random() % 100 == 0;
    span.tags = base::Labels{{"http.method", "GET"},
                             {"http.status_code", span.error ? "500" : "200"},
                             {"http.url", "https://shop.example/operation/" + std::to_string(random() % 5000)},
                             {"net.peer.ip", "10.0.3." + std::to_string(random() % 250)},
                             {"user.id", std::to_string(random() % 100'000)},
                             {"thread.name", "worker-" + std::to_string(random() % 16)}};
    piece.spans = {span};
    return piece;
}

template<class T>
T must(base::Result<T> result)
{
    if (!result)
        qFatal("%s %s", qPrintable(result.error().summary), qPrintable(result.error().detail));
    return std::move(result).value();
}

void searchFor(const SpanStore &store, const char *name, const SpanSearch &search, int least)
{
    int found = 0;
    const double ms =
        bench::medianCpuMs(5, [&] { found = static_cast<int>(must(store.search(search)).traces.size()); });
    if (found < least)
        qFatal("%s found %d traces", name, found);
    bench::record(name, ms, "ms");
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QTemporaryDir dir;
    base::ManualClock clock(startNs);
    SpanOptions options;
    options.directory = dir.filePath(QStringLiteral("spans"));
    options.background = false;
    const auto store = must(SpanStore::open(options, clock));
    std::mt19937 random(6);
    std::vector<signals::Trace> batch;
    double cpu = 0;
    for (int first = 0; first < traceCount; first += 50) {
        clock.advance(50 * (6 * base::nsPerMinute / traceCount));
        for (int service = 0; service < services; ++service) {
            batch.clear();
            for (int number = first; number < first + 50; ++number)
                batch.push_back(pieceOf(number, service, random));
            const double before = bench::cpuMs();
            if (must(store->append(batch)).taken != 50)
                qFatal("spans were refused");
            cpu += bench::cpuMs() - before;
        }
        if (first % 5000 == 0) {
            const double before = bench::cpuMs();
            must(store->tend());
            cpu += bench::cpuMs() - before;
        }
    }
    const double before = bench::cpuMs();
    clock.advance(10 * base::nsPerMinute);
    must(store->tend());
    cpu += bench::cpuMs() - before;
    constexpr double spans = double(traceCount) * services;
    bench::record("spanstore.ingest", cpu * 1e3 / spans, "us/span");
    bench::record("spanstore.core_at_100k_a_minute", cpu / spans * 100'000 / 60'000 * 100, "%");
    const auto statistics = store->statistics();
    bench::record("spanstore.bytes_per_span", static_cast<double>(statistics.blockBytes) / spans, "B");
    SpanSearch search;
    search.range = {startNs, startNs + base::nsPerHour};
    search.service = QStringLiteral("service-3");
    searchFor(*store, "spanstore.newest_of_a_service", search, 20);
    search.operation = QStringLiteral("GET /operation/7");
    search.tags = {{"http.status_code", "500"}};
    searchFor(*store, "spanstore.failed_of_an_operation", search, 20);
    search = {};
    search.range = {startNs, startNs + base::nsPerHour};
    search.tags = {{"user.id", "4711"}};
    searchFor(*store, "spanstore.one_tag_value", search, 1);
    bench::record("spanstore.trace_by_id",
                  bench::medianCpuMs(5, [&] { must(store->trace(QStringLiteral("7a1").rightJustified(32, u'0'))); }),
                  "ms");
    return 0;
}
