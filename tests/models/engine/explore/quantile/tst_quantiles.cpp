// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/quantile/quantiles.h"
#include "models/query/promql/histogram/buckets.h"
#include "models/query/promql/histogram/quantile.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

// What Prometheus' HTTP API tells of a histogram: buckets with something in them.
signals::HistogramSample told(const signals::NativeHistogram &h)
{
    signals::HistogramSample out;
    out.count = h.count;
    out.sum = h.sum;
    for (const query::Bucket &b : query::allBuckets(h))
        if (b.count > 0)
            out.buckets.push_back({b.lower, b.upper, b.count, 0});
    return out;
}

signals::NativeHistogram madeUp(std::mt19937 &random, int schema, bool negative, bool zero)
{
    signals::NativeHistogram h;
    h.schema = schema;
    std::uniform_int_distribution<int> many(1, 40);
    const auto fill = [&](std::vector<signals::BucketSpan> &spans, std::vector<double> &counts) {
        const auto length = static_cast<quint32>(many(random));
        spans = {{schema == signals::NativeHistogram::customBuckets ? 0 : many(random) - 20, length}};
        for (quint32 i = 0; i < length; ++i)
            counts.push_back(many(random));
    };
    fill(h.positiveSpans, h.positiveCounts);
    if (negative)
        fill(h.negativeSpans, h.negativeCounts);
    if (zero) {
        h.zeroThreshold = 1e-12;
        h.zeroCount = many(random);
    }
    if (schema == signals::NativeHistogram::customBuckets)
        for (std::size_t i = 0; i + 1 < h.positiveCounts.size(); ++i)
            h.customBounds.push_back(0.1 * static_cast<double>((i + 1) * (i + 1)));
    h.count = h.zeroCount;
    for (const auto *counts : {&h.positiveCounts, &h.negativeCounts})
        for (const double c : *counts)
            h.count += c;
    h.sum = 1;
    return h;
}

signals::QueryAnswerPtr answerOf(std::vector<signals::HistogramSample> samples)
{
    auto out = std::make_shared<signals::QueryAnswer>();
    out->histograms.push_back({base::Labels{{"pod", "a"}}, std::move(samples)});
    return out;
}

} // namespace

class tst_Quantiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // From what the API tells comes the same as from the histogram itself.
    void agreesWithPrometheusOnManyHistograms()
    {
        std::mt19937 random(7);
        for (int round = 0; round < 400; ++round) {
            const bool custom = round % 5 == 0;
            const int schema = custom ? signals::NativeHistogram::customBuckets : round % 13 - 4;
            const auto h = madeUp(random, schema, !custom && round % 3 == 0, !custom && round % 4 == 0);
            for (const double q : engine::quantileSteps()) {
                const double expected = query::nativeQuantile(q, h).value;
                const double got = engine::quantileOfBuckets(told(h), q);
                QVERIFY2(std::abs(got - expected) <= 1e-9 * std::max(1.0, std::abs(expected)),
                         qPrintable(u"round %1, schema %2, q %3: %4 instead of %5"_s.arg(round)
                                        .arg(schema)
                                        .arg(q)
                                        .arg(got, 0, 'g', 12)
                                        .arg(expected, 0, 'g', 12)));
            }
        }
    }
    void withoutObservationsThereIsNone()
    {
        QVERIFY(std::isnan(engine::quantileOfBuckets({}, 0.5)));
        signals::HistogramSample empty;
        empty.buckets = {{1, 2, 0, 0}};
        QVERIFY(std::isnan(engine::quantileOfBuckets(empty, 0.99)));
    }
    void everyHistogramBecomesALine()
    {
        signals::HistogramSample one;
        one.timeMs = 1000;
        one.count = 4;
        one.buckets = {{1, 2, 4, 0}};
        signals::HistogramSample none;
        none.timeMs = 2000;
        const auto lines = engine::withQuantiles(answerOf({one, none}), 1, 0.001);
        QCOMPARE(lines->series.size(), 1U);
        QCOMPARE(lines->series[0].labels, base::Labels({{"pod", "a"}}));
        QCOMPARE(lines->series[0].timesMs, std::vector<qint64>{1000}); // nothing was observed in the other
        QCOMPARE(lines->series[0].values, std::vector<double>{0.002});
        QVERIFY(engine::isOfHistograms(*answerOf({one})));
        QVERIFY(!engine::isOfHistograms(*lines));
    }
    void stepsGoFromP50ToP999()
    {
        const auto &steps = engine::quantileSteps();
        QCOMPARE(steps.front(), 0.5);
        QCOMPARE(steps.back(), 0.999);
        QVERIFY(std::is_sorted(steps.begin(), steps.end()));
        QCOMPARE(steps[static_cast<std::size_t>(engine::nearestQuantile(0.99))], 0.99);
        QCOMPARE(engine::quantileName(0.99), u"p99"_s);
        QCOMPARE(engine::quantileName(0.999), u"p99.9"_s);
    }
    void findsTheNumberInAQuery_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("rewritten");
        QTest::newRow("classic") << u"histogram_quantile(0.99, sum by (le) (rate(a_bucket[$__rate_interval])))"_s
                                 << u"histogram_quantile(0.5, sum by (le) (rate(a_bucket[$__rate_interval])))"_s;
        QTest::newRow("inside, after a wide letter") << u"max({x=\"\u00fc\"}) + histogram_quantile( .9 , a)"_s
                                                     << u"max({x=\"\u00fc\"}) + histogram_quantile( 0.5 , a)"_s;
        QTest::newRow("none is wrapped") << u" rate(a[5m]) "_s << u"histogram_quantile(0.5, rate(a[5m]))"_s;
        QTest::newRow("an expression is no number")
            << u"histogram_quantile(scalar(q), a)"_s << u"histogram_quantile(0.5, histogram_quantile(scalar(q), a))"_s;
    }
    void findsTheNumberInAQuery()
    {
        QFETCH(QString, query);
        QFETCH(QString, rewritten);
        QCOMPARE(engine::withQuantile(query, 0.5), rewritten);
    }
};

QTEST_GUILESS_MAIN(tst_Quantiles)
#include "tst_quantiles.moc"
