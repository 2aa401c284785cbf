// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/rawseries.h"
#include "models/station/receive/loglabels.h"
#include "models/station/receive/otlpmetrics.h"
#include "models/station/sendon/otlp/logrequest.h"
#include "models/station/sendon/otlp/metricrequest.h"
#include "models/wire/otlp/encode/encode.h"
#include "models/wire/otlp/reply.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace wf;
using namespace wf::station;
using signals::MetricType;
using wire::otlp::DataPoint;
using wire::otlp::Metric;
using wire::otlp::MetricKind;

namespace {

MetricPoint point(const char *name, double value, base::Labels labels = {})
{
    return {labels.with("__name__", name).with("job", "shop").with("instance", "a:1"), 1'000, value, nullptr, {}};
}

// As a receiver reads it.
wire::otlp::MetricRequest sent(const MetricBatch &batch)
{
    const auto read = wire::otlp::decodeMetricRequest(wire::otlp::encodeMetrics(metricRequestOf(batch)),
                                                      wire::otlp::Encoding::Protobuf);
    return read ? *read : wire::otlp::MetricRequest();
}

const Metric *find(const wire::otlp::MetricRequest &request, std::string_view name)
{
    for (const auto &resource : request.resources)
        for (const auto &scope : resource.scopes)
            for (const auto &metric : scope.metrics)
                if (metric.name == name)
                    return &metric;
    return nullptr;
}

MetricBatch histogramBatch()
{
    MetricBatch batch;
    batch.families = {{QStringLiteral("lat_seconds"), MetricType::Histogram, QStringLiteral("how long"), {}}};
    batch.points = {point("lat_seconds_bucket", 1, {{"le", "0.1"}, {"path", "/"}}),
                    point("lat_seconds_bucket", 3, {{"le", "1"}, {"path", "/"}}),
                    point("lat_seconds_bucket", 4, {{"le", "+Inf"}, {"path", "/"}}),
                    point("lat_seconds_sum", 2.5, {{"path", "/"}}), point("lat_seconds_count", 4, {{"path", "/"}})};
    return batch;
}

} // namespace

class OtlpRequestsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countersAndGaugesSayWhatTheyAre();
    void bucketsBecomeOneHistogram();
    void bucketsOfAnUnknownTypeDoToo();
    void partsOfAHistogramStayWhatTheyAre();
    void quantilesBecomeOneSummary();
    void nativeHistogramsBecomeExponentialOnes();
    void aHistogramWithABucketAtEitherEndLosesResolution();
    void aStaleMarkerIsAPointWithoutAValue();
    void comesBackAsItWasThroughOurOwnReceiver();
    void linesBecomeRecordsAndBack();
    void readsWhatAReceiverDidNotKeep();
};

void OtlpRequestsTest::countersAndGaugesSayWhatTheyAre()
{
    MetricBatch batch;
    batch.families = {{QStringLiteral("http_requests"), MetricType::Counter, QStringLiteral("asked"), {}},
                      {QStringLiteral("temp_celsius"), MetricType::Gauge, {}, QStringLiteral("celsius")}};
    batch.points = {point("http_requests_total", 7, {{"code", "200"}}), point("temp_celsius", 21.5),
                    point("told_by_nobody", 1), point("guessed_total", 2)};
    batch.points[0].exemplar =
        signals::Exemplar{{}, {{"trace_id", "5b8efff798038103d269b633813fc60c"}, {"user", "x"}}, 1.5, 900};
    const auto request = sent(batch);
    QCOMPARE(request.points, std::size_t(4));
    QCOMPARE(request.resources.size(), std::size_t(1));
    QCOMPARE(request.resources[0].resource, (base::Labels{{"service.name", "shop"}, {"service.instance.id", "a:1"}}));
    const Metric *counter = find(request, "http_requests_total");
    QVERIFY(counter && counter->kind == MetricKind::Sum && counter->isMonotonic);
    QCOMPARE(counter->temporality, wire::otlp::Temporality::Cumulative);
    QCOMPARE(counter->description, "asked");
    QCOMPARE(counter->points[0].attributes, (base::Labels{{"code", "200"}}));
    QCOMPARE(counter->points[0].value, 7.0);
    QCOMPARE(counter->points[0].timeNs, 1'000'000'000);
    QCOMPARE(counter->points[0].exemplars.at(0).traceId, "5b8efff798038103d269b633813fc60c");
    QCOMPARE(counter->points[0].exemplars.at(0).attributes, (base::Labels{{"user", "x"}}));
    QCOMPARE(find(request, "temp_celsius")->kind, MetricKind::Gauge);
    QCOMPARE(find(request, "temp_celsius")->unit, "celsius");
    QCOMPARE(find(request, "told_by_nobody")->kind, MetricKind::Gauge);
    QCOMPARE(find(request, "guessed_total")->kind, MetricKind::Sum);
}

void OtlpRequestsTest::bucketsBecomeOneHistogram()
{
    const auto request = sent(histogramBatch());
    QCOMPARE(request.points, std::size_t(1));
    const Metric *metric = find(request, "lat_seconds");
    QVERIFY(metric && metric->kind == MetricKind::Histogram);
    QCOMPARE(metric->description, "how long");
    const DataPoint &p = metric->points.at(0);
    QCOMPARE(p.bounds, (std::vector<double>{0.1, 1}));
    QCOMPARE(p.bucketCounts, (std::vector<std::uint64_t>{1, 2, 1}));
    QCOMPARE(p.count, std::uint64_t(4));
    QCOMPARE(p.sum, 2.5);
    QCOMPARE(p.attributes, (base::Labels{{"path", "/"}}));
}

void OtlpRequestsTest::bucketsOfAnUnknownTypeDoToo()
{
    MetricBatch batch = histogramBatch();
    batch.families.clear();
    QCOMPARE(find(sent(batch), "lat_seconds")->kind, MetricKind::Histogram);
}

void OtlpRequestsTest::partsOfAHistogramStayWhatTheyAre()
{
    MetricBatch batch = histogramBatch();
    batch.points.erase(batch.points.begin() + 2); // +Inf
    const auto request = sent(batch);
    QVERIFY(!find(request, "lat_seconds"));
    const Metric *buckets = find(request, "lat_seconds_bucket");
    QVERIFY(buckets && buckets->points.size() == 2 && buckets->kind == MetricKind::Sum);
    QCOMPARE(buckets->points[0].attributes, (base::Labels{{"path", "/"}, {"le", "0.1"}}));
    QCOMPARE(find(request, "lat_seconds_sum")->points[0].value, 2.5);
    QCOMPARE(find(request, "lat_seconds_count")->points[0].value, 4.0);
}

void OtlpRequestsTest::quantilesBecomeOneSummary()
{
    MetricBatch batch;
    batch.families = {{QStringLiteral("gc_seconds"), MetricType::Summary, {}, {}}};
    batch.points = {point("gc_seconds", 0.1, {{"quantile", "0.5"}}), point("gc_seconds", 0.9, {{"quantile", "0.99"}}),
                    point("gc_seconds_sum", 12), point("gc_seconds_count", 40)};
    const auto request = sent(batch);
    const Metric *metric = find(request, "gc_seconds");
    QVERIFY(metric && metric->kind == MetricKind::Summary);
    QCOMPARE(metric->points.at(0).quantiles, (std::vector<std::pair<double, double>>{{0.5, 0.1}, {0.99, 0.9}}));
    QCOMPARE(metric->points.at(0).count, std::uint64_t(40));
    QCOMPARE(metric->points.at(0).sum, 12.0);
}

void OtlpRequestsTest::nativeHistogramsBecomeExponentialOnes()
{
    auto native = std::make_shared<signals::NativeHistogram>();
    native->schema = 3;
    native->count = 13;
    native->sum = 20;
    native->zeroThreshold = 0.001;
    native->zeroCount = 1;
    native->positiveSpans = {{-2, 2}, {3, 1}};
    native->positiveCounts = {2, 3, 4};
    native->negativeSpans = {{5, 1}};
    native->negativeCounts = {3};
    MetricBatch batch;
    batch.points = {point("h", 0)};
    batch.points[0].histogram = native;
    const auto request = sent(batch);
    const Metric *metric = find(request, "h");
    QVERIFY(metric && metric->kind == MetricKind::ExponentialHistogram);
    const auto back = nativeHistogram(metric->points.at(0));
    QVERIFY(back.ok());
    QCOMPARE(back->count, native->count);
    QCOMPARE(back->zeroThreshold, native->zeroThreshold);
    QCOMPARE(back->positiveCounts, native->positiveCounts);
    QVERIFY(back->positiveSpans == native->positiveSpans && back->negativeSpans == native->negativeSpans);
}

void OtlpRequestsTest::aHistogramWithABucketAtEitherEndLosesResolution()
{
    auto native = std::make_shared<signals::NativeHistogram>();
    native->schema = 8;
    native->count = 2;
    native->positiveSpans = {{-200'000, 1}, {399'999, 1}};
    native->positiveCounts = {1, 1};
    MetricBatch batch;
    batch.points = {point("h", 0)};
    batch.points[0].histogram = native;
    const auto request = sent(batch);
    const DataPoint &p = find(request, "h")->points.at(0);
    QVERIFY(p.positive.counts.size() <= 4'096);
    QVERIFY(p.scale < 8);
    QCOMPARE(p.count, std::uint64_t(2));
    QCOMPARE(p.positive.offset, ((-200'000 + 127) >> (8 - p.scale)) - 1);
}

void OtlpRequestsTest::aStaleMarkerIsAPointWithoutAValue()
{
    MetricBatch batch = histogramBatch();
    for (auto &p : batch.points)
        p.value = signals::staleMarker();
    batch.points.push_back(point("up", signals::staleMarker()));
    const auto request = sent(batch);
    QVERIFY(find(request, "lat_seconds")->points.at(0).hasNoValue);
    QVERIFY(find(request, "up")->points.at(0).hasNoValue);
}

void OtlpRequestsTest::comesBackAsItWasThroughOurOwnReceiver()
{
    MetricBatch batch = histogramBatch();
    batch.families.push_back({QStringLiteral("asked_total"), MetricType::Counter, {}, {}});
    batch.points.push_back(point("asked_total", 3, {{"code", "500"}}));
    DeltaState deltas;
    const auto back = translateMetrics(sent(batch), {}, deltas).batch;
    for (const auto &p : batch.points)
        QVERIFY2(std::ranges::any_of(back.points,
                                     [&](const MetricPoint &other) {
                                         return other.labels == p.labels && other.value == p.value &&
                                                other.timeMs == p.timeMs;
                                     }),
                 qPrintable(p.labels.toString()));
}

void OtlpRequestsTest::linesBecomeRecordsAndBack()
{
    signals::LogLine line;
    line.timeNs = 1'700'000'000'000'000'123;
    line.text = "it failed";
    line.stream = base::Labels{{"service_name", "cart"}, {"k8s_pod_name", "cart-1"}};
    line.metadata = base::Labels{{"severity_text", "ERROR"},
                                 {"severity_number", "18"},
                                 {"trace_id", "5b8efff798038103d269b633813fc60c"},
                                 {"span_id", "eee19b7ec3c1b174"},
                                 {"user", "x"}};
    line.level = signals::LogLevel::Error;
    line.traceId = QStringLiteral("5b8efff798038103d269b633813fc60c");
    signals::LogLine plain;
    plain.timeNs = 5;
    plain.text = "hello";
    plain.stream = base::Labels{{"service_name", "web"}};
    plain.level = signals::LogLevel::Warn;
    const std::vector lines{line, plain};
    const auto request =
        wire::otlp::decodeLogRequest(wire::otlp::encodeLogs(logRequestOf(lines)), wire::otlp::Encoding::Protobuf);
    QVERIFY(request.ok());
    QCOMPARE(request->records, std::size_t(2));
    QCOMPARE(request->resources[0].resource, (base::Labels{{"service.name", "cart"}, {"k8s.pod.name", "cart-1"}}));
    QCOMPARE(request->resources[1].scopes[0].records[0].severity, 13);
    const auto back = linesOf(*request, 0);
    QCOMPARE(back.at(0), line);
    QCOMPARE(back.at(1).level, plain.level);
}

void OtlpRequestsTest::readsWhatAReceiverDidNotKeep()
{
    using namespace wire::otlp;
    const auto partial = readReply(acceptedReply(Signal::Logs, 3, "too old", Encoding::Protobuf));
    QCOMPARE(partial.rejected, 3);
    QCOMPARE(partial.message, "too old");
    QCOMPARE(readReply({}).rejected, 0);
    QCOMPARE(readReply("\x0a\xff\xff garbage").rejected, 0);
}

QTEST_GUILESS_MAIN(OtlpRequestsTest)
#include "tst_otlprequests.moc"
