// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/snapshot/answeredhistograms.h"
#include "tests/support/failonwarning.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace wf;
using namespace wf::engine;
using signals::NativeHistogram;

namespace {

signals::HistogramSeries series(std::vector<signals::HistogramBucket> buckets)
{
    signals::HistogramSeries out;
    out.labels = base::Labels{{"__name__", "lat"}};
    double count = 0;
    for (const auto &bucket : buckets)
        count += bucket.count;
    out.samples.push_back({1'000, count, 12.5, std::move(buckets)});
    return out;
}

const NativeHistogram &only(const signals::RawSeries &kept)
{
    return *kept.histograms.at(0);
}

} // namespace

class AnsweredHistogramsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    // As Prometheus 2.42 answered of a histogram of schema 3.
    void boundsOfASchemaAreThatSchema()
    {
        const auto kept = keptHistograms(series({{-1e-6, 1e-6, 2, 3},
                                                 {0.03125, 0.0340783666457893, 1, 0},
                                                 {0.0340783666457893, 0.03716272234383503, 3, 0},
                                                 {0.04052623608284405, 0.044194173824159216, 4, 0},
                                                 {0.5, 0.5452538663326288, 5, 0}}));
        const NativeHistogram &h = only(kept);
        QCOMPARE(h.schema, 3);
        QCOMPARE(h.zeroThreshold, 1e-6);
        QCOMPARE(h.zeroCount, 2.0);
        QCOMPARE(h.count, 15.0);
        QCOMPARE(h.sum, 12.5);
        QCOMPARE(h.positiveSpans, (std::vector<signals::BucketSpan>{{-39, 2}, {1, 1}, {28, 1}}));
        QCOMPARE(h.positiveCounts, (std::vector<double>{1, 3, 4, 5}));
        QCOMPARE(kept.histogramTimesMs, std::vector<qint64>{1'000});
    }

    void everySchemaIsRecognised()
    {
        for (int schema = -4; schema <= 8; ++schema)
            for (const int index : {-7, 0, 1, 12}) {
                const double step = std::exp2(-schema);
                const auto kept =
                    keptHistograms(series({{std::exp2((index - 1) * step), std::exp2(index * step), 1, 0}}));
                QCOMPARE(only(kept).schema, schema);
                QCOMPARE(only(kept).positiveSpans[0].offset, index);
            }
    }

    void negativeBucketsMirrorThePositiveOnes()
    {
        const auto kept = keptHistograms(series({{-2, -1, 3, 1}, {-1, -0.5, 1, 1}, {1, 2, 4, 0}}));
        QCOMPARE(only(kept).schema, 0);
        QCOMPARE(only(kept).negativeSpans, (std::vector<signals::BucketSpan>{{0, 2}}));
        QCOMPARE(only(kept).negativeCounts, (std::vector<double>{1, 3}));
        QCOMPARE(only(kept).positiveSpans, (std::vector<signals::BucketSpan>{{1, 1}}));
    }

    void otherBoundsAreCustomOnes()
    {
        const double infinity = std::numeric_limits<double>::infinity();
        const auto kept = keptHistograms(series({{0, 0.1, 5, 3}, {0.1, 0.25, 2, 0}, {1, infinity, 1, 0}}));
        const NativeHistogram &h = only(kept);
        QCOMPARE(h.schema, NativeHistogram::customBuckets);
        QCOMPARE(h.customBounds, (std::vector<double>{0, 0.1, 0.25, 1}));
        QCOMPARE(h.positiveSpans, (std::vector<signals::BucketSpan>{{1, 2}, {1, 1}}));
        QCOMPARE(h.positiveCounts, (std::vector<double>{5, 2, 1}));
    }

    void whatFitsNeitherIsCounted()
    {
        qint64 left = 0;
        const auto kept = keptHistograms(series({{-3, -1, 5, 0}, {0.1, 0.25, 2, 0}}), &left);
        QVERIFY(kept.histograms.empty());
        QCOMPARE(left, 1);
        QVERIFY(only(keptHistograms(series({}))).positiveSpans.empty()); // nothing was observed
    }
};

QTEST_GUILESS_MAIN(AnsweredHistogramsTest)
#include "tst_answeredhistograms.moc"
