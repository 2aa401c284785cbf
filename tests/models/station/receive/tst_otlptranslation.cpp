// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/receive/loglabels.h"
#include "models/station/receive/otlpmetrics.h"

#include "models/base/clock.h"
#include "models/signals/rawseries.h"

#include <QTest>

#include <cmath>

using namespace wf;
using namespace wf::station;
using namespace wf::wire::otlp;
using base::Labels;
using signals::NativeHistogram;

namespace {

MetricRequest requestOf(Metric metric, Labels resource = {{"service.name", "cart"},
                                                          {"service.namespace", "shop"},
                                                          {"service.instance.id", "1"}})
{
    MetricRequest request;
    request.points = metric.points.size();
    request.resources.push_back({std::move(resource), {{"meter", "1.0", {{"a.b", "c"}}, {std::move(metric)}}}});
    return request;
}

DataPoint at(qint64 ms)
{
    DataPoint point;
    point.timeNs = ms * base::nsPerMs;
    return point;
}

Metric metric(std::string name, MetricKind kind, std::vector<DataPoint> points,
              Temporality temporality = Temporality::Cumulative)
{
    Metric m;
    m.name = std::move(name);
    m.kind = kind;
    m.temporality = temporality;
    m.points = std::move(points);
    return m;
}

// "labels value" of each point, in order.
QStringList told(const TranslatedMetrics &metrics)
{
    QStringList out;
    for (const auto &point : metrics.batch.points)
        out << QStringLiteral("%1 %2").arg(point.labels.toString(), signals::isStaleMarker(point.value)
                                                                        ? QStringLiteral("stale")
                                                                        : QString::number(point.value));
    return out;
}

} // namespace

class OtlpTranslationTest : public QObject {
    Q_OBJECT
    DeltaState m_deltas{100};
    OtlpMetricOptions m_options;

private Q_SLOTS:
    void init() { m_deltas = DeltaState(100); }
    void numbersGetNamesJobAndInstance();
    void theRestOfAResourceIsTargetInfo();
    void promotesWhatIsAskedFor();
    void histogramsBecomeCumulativeBuckets();
    void summariesAreQuantiles();
    void exponentialHistogramsBecomeNative();
    void fineHistogramsAreMadeCoarser();
    void differencesBecomeTotals();
    void differencesOfHistogramsBecomeTotals();
    void pointsWithoutAValueEndTheirSeries();
    void refusesWhatCannotBeKept();
    void stateOfDifferencesIsBounded();
    void exemplarsGoToTheirBuckets();
    void logRecordsBecomeLinesAsLokiKeepsThem();
    void pushedLinesGetServiceLevelAndTrace();
};

void OtlpTranslationTest::numbersGetNamesJobAndInstance()
{
    DataPoint point = at(5'000);
    point.value = 7;
    point.attributes = {{"http.route", "/x"}, {"job", "overridden"}};
    Metric hits = metric("http.hits", MetricKind::Sum, {point});
    hits.isMonotonic = true;
    hits.unit = "By";
    hits.description = "how many";
    const auto result = translateMetrics(requestOf(hits), m_options, m_deltas);
    QCOMPARE(told(result),
             QStringList{QStringLiteral(R"(http_hits_bytes_total{http_route="/x", instance="1", job="shop/cart"} 7)")});
    QCOMPARE(result.batch.points[0].timeMs, 5'000);
    QCOMPARE(result.points, std::size_t{1});
    QCOMPARE(result.batch.families[0].name, u"http_hits_bytes_total");
    QCOMPARE(result.batch.families[0].type, signals::MetricType::Counter);
    QCOMPARE(result.batch.families[0].unit, u"bytes");
    QCOMPARE(result.batch.families[0].help, u"how many");
}

void OtlpTranslationTest::theRestOfAResourceIsTargetInfo()
{
    const auto with = translateMetrics(
        requestOf(metric("g", MetricKind::Gauge, {at(3), at(9)}), {{"service.name", "cart"}, {"host.name", "h"}}),
        m_options, m_deltas);
    QCOMPARE(told(with).last(), QStringLiteral(R"(target_info{host_name="h", job="cart"} 1)"));
    QCOMPARE(with.batch.points.back().timeMs, 9);
    QCOMPARE(with.points, std::size_t{2}); // it is not one of the sender's
    const auto nobody =
        translateMetrics(requestOf(metric("g", MetricKind::Gauge, {at(3)}), {{"host.name", "h"}}), m_options, m_deltas);
    QCOMPARE(told(nobody), QStringList{QStringLiteral("g 0")});
}

void OtlpTranslationTest::promotesWhatIsAskedFor()
{
    const OtlpMetricOptions options{{"host.name", "absent"}, true};
    const auto result =
        translateMetrics(requestOf(metric("g", MetricKind::Gauge, {at(3)}), {{"host.name", "h"}}), options, m_deltas);
    QCOMPARE(
        told(result)[0],
        QStringLiteral(R"(g{host_name="h", otel_scope_a_b="c", otel_scope_name="meter", otel_scope_version="1.0"} 0)"));
}

void OtlpTranslationTest::histogramsBecomeCumulativeBuckets()
{
    DataPoint point = at(1);
    point.count = 6;
    point.sum = 12.5;
    point.bounds = {0.005, 10};
    point.bucketCounts = {1, 2, 3};
    Metric m = metric("d", MetricKind::Histogram, {point});
    m.unit = "s";
    QCOMPARE(told(translateMetrics(requestOf(m, {}), m_options, m_deltas)),
             (QStringList{QStringLiteral("d_seconds_sum 12.5"), QStringLiteral("d_seconds_count 6"),
                          QStringLiteral(R"(d_seconds_bucket{le="0.005"} 1)"),
                          QStringLiteral(R"(d_seconds_bucket{le="10"} 3)"),
                          QStringLiteral(R"(d_seconds_bucket{le="+Inf"} 6)")}));
    point.bounds.clear();
    point.bucketCounts.clear();
    point.sum.reset();
    QCOMPARE(told(translateMetrics(requestOf(metric("d", MetricKind::Histogram, {point}), {}), m_options, m_deltas)),
             (QStringList{QStringLiteral("d_count 6"), QStringLiteral(R"(d_bucket{le="+Inf"} 6)")}));
}

void OtlpTranslationTest::summariesAreQuantiles()
{
    DataPoint point = at(1);
    point.count = 4;
    point.sum = 9;
    point.quantiles = {{0.5, 2}, {0.99, 3}};
    QCOMPARE(told(translateMetrics(requestOf(metric("s", MetricKind::Summary, {point}, Temporality::Unspecified), {}),
                                   m_options, m_deltas)),
             (QStringList{QStringLiteral("s_sum 9"), QStringLiteral("s_count 4"),
                          QStringLiteral(R"(s{quantile="0.5"} 2)"), QStringLiteral(R"(s{quantile="0.99"} 3)")}));
}

void OtlpTranslationTest::exponentialHistogramsBecomeNative()
{
    DataPoint point = at(1);
    point.count = 10;
    point.sum = 3.5;
    point.scale = 2;
    point.zeroCount = 1;
    point.positive = {-2, {1, 0, 2, 0, 0, 0, 3}};
    point.negative = {4, {3}};
    const auto h = nativeHistogram(point);
    QVERIFY(h.ok());
    QCOMPARE(h->schema, 2);
    QCOMPARE(h->zeroThreshold, 1e-128);
    // OpenTelemetry's bucket -2 holds (base^-2, base^-1]: Prometheus numbers it -1.
    QVERIFY((h->positiveSpans == std::vector<signals::BucketSpan>{{-1, 3}, {3, 1}}));
    QCOMPARE(h->positiveCounts, (std::vector<double>{1, 0, 2, 3}));
    QVERIFY((h->negativeSpans == std::vector<signals::BucketSpan>{{5, 1}}));
    const auto result =
        translateMetrics(requestOf(metric("e", MetricKind::ExponentialHistogram, {point}), {}), m_options, m_deltas);
    QCOMPARE(result.batch.points.size(), std::size_t{1});
    QVERIFY(*result.batch.points[0].histogram == *h);
}

void OtlpTranslationTest::fineHistogramsAreMadeCoarser()
{
    DataPoint point = at(1);
    point.count = 8;
    point.scale = 10; // four of its buckets are one of schema 8
    point.positive = {-4, std::vector<std::uint64_t>(8, 1)};
    const auto h = nativeHistogram(point);
    QVERIFY(h.ok());
    QCOMPARE(h->schema, 8);
    QVERIFY((h->positiveSpans == std::vector<signals::BucketSpan>{{0, 2}}));
    QCOMPARE(h->positiveCounts, (std::vector<double>{4, 4}));
    point.scale = 100;
    QVERIFY(nativeHistogram(point).ok());
    point.scale = -5;
    QVERIFY(!nativeHistogram(point).ok());
    point.scale = 0;
    point.count = 9;
    QVERIFY(!nativeHistogram(point).ok());
    point.sum = NAN; // then some may be in no bucket
    QVERIFY(nativeHistogram(point).ok());
    point.positive.offset = INT32_MAX;
    QVERIFY(!nativeHistogram(point).ok());
}

void OtlpTranslationTest::differencesBecomeTotals()
{
    const auto send = [&](qint64 ms, double value) {
        DataPoint point = at(ms);
        point.value = value;
        Metric m = metric("c", MetricKind::Sum, {point}, Temporality::Delta);
        m.isMonotonic = true;
        return translateMetrics(requestOf(m, {}), m_options, m_deltas);
    };
    QCOMPARE(told(send(1, 5)), QStringList{QStringLiteral("c_total 5")});
    QCOMPARE(told(send(2, 3)), QStringList{QStringLiteral("c_total 8")});
    const auto again = send(2, 3); // the same one once more
    QVERIFY(again.batch.points.empty());
    QCOMPARE(again.verdict.refusedCount(), 1);
    QCOMPARE(told(send(3, 1)), QStringList{QStringLiteral("c_total 9")});
}

void OtlpTranslationTest::differencesOfHistogramsBecomeTotals()
{
    DataPoint point = at(1);
    point.count = 3;
    point.sum = 1;
    point.bounds = {1};
    point.bucketCounts = {1, 2};
    (void)translateMetrics(requestOf(metric("h", MetricKind::Histogram, {point}, Temporality::Delta), {}), m_options,
                           m_deltas);
    point.timeNs *= 2;
    const auto second = translateMetrics(requestOf(metric("h", MetricKind::Histogram, {point}, Temporality::Delta), {}),
                                         m_options, m_deltas);
    QCOMPARE(told(second),
             (QStringList{QStringLiteral("h_sum 2"), QStringLiteral("h_count 6"),
                          QStringLiteral(R"(h_bucket{le="1"} 2)"), QStringLiteral(R"(h_bucket{le="+Inf"} 6)")}));
    point.timeNs *= 2;
    point.bounds = {2}; // other buckets: it starts again
    const auto third = translateMetrics(requestOf(metric("h", MetricKind::Histogram, {point}, Temporality::Delta), {}),
                                        m_options, m_deltas);
    QCOMPARE(told(third)[1], QStringLiteral("h_count 3"));

    DataPoint fine = at(1);
    fine.count = 3;
    fine.scale = 1;
    fine.positive = {0, {1, 2}}; // indexes 1 and 2
    DataPoint coarse = at(2);
    coarse.count = 4;
    coarse.scale = 0;
    coarse.positive = {0, {3, 1}};
    (void)translateMetrics(requestOf(metric("e", MetricKind::ExponentialHistogram, {fine}, Temporality::Delta), {}),
                           m_options, m_deltas);
    const auto both =
        translateMetrics(requestOf(metric("e", MetricKind::ExponentialHistogram, {coarse}, Temporality::Delta), {}),
                         m_options, m_deltas);
    const NativeHistogram &h = *both.batch.points.at(0).histogram;
    QCOMPARE(h.schema, 0);
    QCOMPARE(h.count, 7.0);
    QCOMPARE(h.positiveCounts, (std::vector<double>{6, 1}));
    QVERIFY((h.positiveSpans == std::vector<signals::BucketSpan>{{1, 2}}));
}

void OtlpTranslationTest::pointsWithoutAValueEndTheirSeries()
{
    DataPoint point = at(1);
    point.hasNoValue = true;
    point.bounds = {1};
    point.bucketCounts = {0, 0};
    QCOMPARE(told(translateMetrics(requestOf(metric("g", MetricKind::Gauge, {point}), {}), m_options, m_deltas)),
             QStringList{QStringLiteral("g stale")});
    QCOMPARE(
        told(translateMetrics(requestOf(metric("h", MetricKind::Histogram, {point}), {}), m_options, m_deltas)),
        (QStringList{QStringLiteral("h_sum stale"), QStringLiteral("h_count stale"),
                     QStringLiteral(R"(h_bucket{le="1"} stale)"), QStringLiteral(R"(h_bucket{le="+Inf"} stale)")}));
    const auto native =
        translateMetrics(requestOf(metric("e", MetricKind::ExponentialHistogram, {point}), {}), m_options, m_deltas);
    QVERIFY(signals::isStaleMarker(native.batch.points.at(0).histogram->sum));
    // A difference without a value adds nothing.
    Metric sum = metric("c", MetricKind::Sum, {point}, Temporality::Delta);
    QCOMPARE(told(translateMetrics(requestOf(sum, {}), m_options, m_deltas)), QStringList{QStringLiteral("c stale")});
    QCOMPARE(m_deltas.size(), std::size_t{0});
}

void OtlpTranslationTest::refusesWhatCannotBeKept()
{
    const auto refused = [&](const Metric &m) {
        return translateMetrics(requestOf(m, {}), m_options, m_deltas).verdict.refusedCount();
    };
    QCOMPARE(refused(metric("g", MetricKind::Gauge, {DataPoint(), at(1)})), 1);
    QCOMPARE(refused(metric("c", MetricKind::Sum, {at(1), at(2)}, Temporality::Unspecified)), 2);
    QCOMPARE(refused(metric("...", MetricKind::Gauge, {at(1)})), 1);
    DataPoint odd = at(1);
    odd.bounds = {1, 2};
    odd.bucketCounts = {1};
    QCOMPARE(refused(metric("h", MetricKind::Histogram, {odd})), 1);
    odd.bounds = {2, 1};
    odd.bucketCounts = {1, 1, 1};
    QCOMPARE(refused(metric("h", MetricKind::Histogram, {odd})), 1);
}

void OtlpTranslationTest::stateOfDifferencesIsBounded()
{
    DeltaState few(2);
    QCOMPARE(few.add(Labels{{"a", "1"}}, 1, 1.0).value(), 1.0);
    QCOMPARE(few.add(Labels{{"a", "2"}}, 1, 1.0).value(), 1.0);
    QCOMPARE(few.add(Labels{{"a", "1"}}, 2, 1.0).value(), 2.0);
    QCOMPARE(few.add(Labels{{"a", "3"}}, 1, 1.0).value(), 1.0); // forgets a=2
    QCOMPARE(few.add(Labels{{"a", "1"}}, 3, 1.0).value(), 3.0);
    QCOMPARE(few.add(Labels{{"a", "2"}}, 2, 1.0).value(), 1.0);
    QCOMPARE(few.size(), std::size_t{2});
    QCOMPARE(few.forgotten(), 2);
}

void OtlpTranslationTest::exemplarsGoToTheirBuckets()
{
    DataPoint point = at(1);
    point.count = 2;
    point.bounds = {1};
    point.bucketCounts = {1, 1};
    point.exemplars = {{5 * base::nsPerMs, 0.5, "t1", "s1", {{"k.x", "v"}}}, {6 * base::nsPerMs, 3, "t2", "", {}}};
    const auto result =
        translateMetrics(requestOf(metric("h", MetricKind::Histogram, {point}), {}), m_options, m_deltas);
    const auto &buckets = result.batch.points;
    QVERIFY(!buckets[0].exemplar);
    QCOMPARE(buckets[1].exemplar->labels, (Labels{{"k_x", "v"}, {"span_id", "s1"}, {"trace_id", "t1"}}));
    QCOMPARE(buckets[1].exemplar->timeMs, 5);
    QCOMPARE(buckets[2].exemplar->labels, (Labels{{"trace_id", "t2"}}));
}

void OtlpTranslationTest::logRecordsBecomeLinesAsLokiKeepsThem()
{
    LogRequest request;
    LogRecord record;
    record.timeNs = 5;
    record.observedNs = 6;
    record.severity = 17;
    record.severityText = "Error";
    record.body = "it broke";
    record.traceId = "5b8efff798038103d269b633813fc60c";
    record.attributes = {{"http.route", "/x"}};
    LogRecord bare;
    bare.body = "level=warn bare";
    request.resources.push_back({{{"service.name", "cart"}, {"host.name", "h"}}, {{"lib", "", {}, {record, bare}}}});
    request.resources.push_back({{}, {{"", "", {}, {bare}}}});
    const auto lines = linesOf(request, 99);
    QCOMPARE(lines.size(), std::size_t{3});
    QCOMPARE(lines[0].stream, (Labels{{"service_name", "cart"}}));
    QCOMPARE(lines[0].timeNs, 5);
    QCOMPARE(lines[0].level, signals::LogLevel::Error);
    QCOMPARE(lines[0].traceId, u"5b8efff798038103d269b633813fc60c");
    QCOMPARE(
        lines[0].metadata.toString(),
        QStringLiteral(
            R"({host_name="h", http_route="/x", observed_timestamp="6", scope_name="lib", severity_number="17", severity_text="Error", trace_id="5b8efff798038103d269b633813fc60c"})"));
    QCOMPARE(lines[1].timeNs, 99);
    QCOMPARE(lines[1].level, signals::LogLevel::Warn);
    QCOMPARE(lines[2].stream, (Labels{{"service_name", "unknown_service"}}));
}

void OtlpTranslationTest::pushedLinesGetServiceLevelAndTrace()
{
    signals::LogLine line;
    line.text = "level=error trace_id=5b8efff798038103d269b633813fc60c oops";
    line.stream = {{"container", "c"}, {"app", "a"}};
    complete(line);
    QCOMPARE(line.stream.value("service_name"), std::string_view("a"));
    QCOMPARE(line.level, signals::LogLevel::Error);
    QCOMPARE(line.traceId, u"5b8efff798038103d269b633813fc60c");
    line.stream = {{"service_name", "s"}, {"app", "a"}};
    complete(line);
    QCOMPARE(line.stream.value("service_name"), std::string_view("s"));
}

QTEST_GUILESS_MAIN(OtlpTranslationTest)
#include "tst_otlptranslation.moc"
