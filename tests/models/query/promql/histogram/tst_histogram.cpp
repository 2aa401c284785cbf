// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/histogram/arithmetic.h"
#include "models/query/promql/histogram/buckets.h"
#include "models/query/promql/histogram/classic.h"
#include "models/query/promql/histogram/histogramtext.h"
#include "models/query/promql/histogram/quantile.h"
#include "models/query/promql/histogram/trim.h"
#include "tests/support/failonwarning.h"

#include <cmath>
#include <limits>

using namespace wf;
using query::histogramLiteral;
using signals::NativeHistogram;
using Hint = NativeHistogram::ResetHint;

namespace {

NativeHistogram read(const char *literal)
{
    const auto parsed = query::parseHistogramLiteral(literal);
    return parsed ? parsed->histogram : NativeHistogram();
}

constexpr double infinity = std::numeric_limits<double>::infinity();

} // namespace

class tst_Histogram : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void writesAndReadsLiterals_data();
    void writesAndReadsLiterals();
    void refusesBrokenLiterals();
    void addsAcrossResolutions();
    void widensTheZeroBucketWhereTheyDiffer();
    void reconcilesCustomBounds();
    void doesNotMixKindsOfBuckets();
    void noticesCollidingHints();
    void compensatesRoundingErrors();
    void seesResets_data();
    void seesResets();
    void boundsOfBucketsAreExactPowers();
    void interpolatesQuantiles();
    void fractionIsTheInverseOfQuantile();
    void repairsClassicBucketsThatFall();
    void trimsByValue();
    void makesCustomBucketsOfClassicOnes();
    void toleratesSpansThatLie();
};

void tst_Histogram::writesAndReadsLiterals_data()
{
    QTest::addColumn<QByteArray>("literal");
    for (const char *literal : {"{{}}", "{{count:3 sum:4 buckets:[1 2]}}",
                                "{{schema:2 count:5 sum:-1.5 z_bucket:1 z_bucket_w:0.25 offset:-3 "
                                "buckets:[1 0 2] n_offset:1 n_buckets:[1]}}",
                                "{{schema:-53 count:3 sum:4 custom_values:[1 2.5] buckets:[1 1 1]}}",
                                "{{count:1 counter_reset_hint:gauge buckets:[1]}}"})
        QTest::newRow(literal) << QByteArray(literal);
}

void tst_Histogram::writesAndReadsLiterals()
{
    QFETCH(QByteArray, literal);
    QCOMPARE(histogramLiteral(read(literal.constData())), literal.toStdString());
}

void tst_Histogram::refusesBrokenLiterals()
{
    for (const char *broken : {"{{count}}", "{{count:x}}", "{{nope:1}}", "{{count:1 count:2}}", "{{buckets:[1 2}}",
                               "{count:1}", "{{counter_reset_hint:maybe}}", "{{schema:1.5}}"})
        QVERIFY2(!query::parseHistogramLiteral(broken), broken);
}

void tst_Histogram::addsAcrossResolutions()
{
    NativeHistogram fine = read("{{schema:1 count:6 sum:6 offset:1 buckets:[1 2 3]}}"); // (1,1.41] (1.41,2] (2,2.83]
    const auto happened = query::add(fine, read("{{schema:0 count:4 sum:4 offset:1 buckets:[4]}}")); // (1,2]
    QVERIFY(happened && !happened->boundsReconciled);
    QCOMPARE(histogramLiteral(fine), std::string("{{count:10 sum:10 offset:1 buckets:[7 3]}}"));
    QVERIFY(query::subtract(fine, read("{{schema:0 count:4 sum:4 offset:1 buckets:[4]}}")));
    QCOMPARE(histogramLiteral(fine), std::string("{{count:6 sum:6 offset:1 buckets:[3 3]}}"));
}

void tst_Histogram::widensTheZeroBucketWhereTheyDiffer()
{
    NativeHistogram narrow =
        read("{{count:4 z_bucket:1 z_bucket_w:0.01 offset:-1 buckets:[1 2]}}"); // (0.25,0.5] (0.5,1]
    QVERIFY(query::add(narrow, read("{{count:1 z_bucket:1 z_bucket_w:0.3}}")));
    // The bucket that 0.3 cuts is swallowed whole.
    QCOMPARE(histogramLiteral(narrow), std::string("{{count:5 z_bucket:3 z_bucket_w:0.5 buckets:[2]}}"));
}

void tst_Histogram::reconcilesCustomBounds()
{
    NativeHistogram a = read("{{schema:-53 count:6 sum:1 custom_values:[1 2 4] buckets:[1 1 2 2]}}");
    const auto happened = query::add(a, read("{{schema:-53 count:3 sum:1 custom_values:[1 4] buckets:[1 1 1]}}"));
    QVERIFY(happened && happened->boundsReconciled);
    QCOMPARE(histogramLiteral(a), std::string("{{schema:-53 count:9 sum:2 custom_values:[1 4] buckets:[2 4 3]}}"));
}

void tst_Histogram::doesNotMixKindsOfBuckets()
{
    const NativeHistogram before = read("{{count:1 buckets:[1]}}");
    NativeHistogram h = before;
    QVERIFY(!query::add(h, read("{{schema:-53 count:1 custom_values:[1] buckets:[1]}}")));
    QCOMPARE(h, before);
}

void tst_Histogram::noticesCollidingHints()
{
    NativeHistogram h = read("{{count:1 counter_reset_hint:reset}}");
    QVERIFY(query::add(h, read("{{count:1 counter_reset_hint:not_reset}}"))->hintsCollided);
    QCOMPARE(h.resetHint, Hint::Unknown);
    QVERIFY(!query::add(h, read("{{count:1 counter_reset_hint:gauge}}"))->hintsCollided);
    QCOMPARE(h.resetHint, Hint::Gauge);
}

void tst_Histogram::compensatesRoundingErrors()
{
    query::CompensatedHistogram sum{read("{{count:1 sum:1 buckets:[1]}}"), std::nullopt};
    for (const char *each : {"{{count:1e100 sum:1e100 buckets:[1e100]}}", "{{count:1 sum:1 buckets:[1]}}",
                             "{{count:-1e100 sum:-1e100 buckets:[-1e100]}}"})
        QVERIFY(query::add(sum, read(each)));
    QCOMPARE(histogramLiteral(query::settled(sum)), std::string("{{count:2 sum:2 buckets:[2]}}"));
}

void tst_Histogram::seesResets_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<bool>("isReset");
    const auto row = [](const char *name, const char *before, const char *after, bool isReset) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(after) << isReset;
    };
    row("grew", "{{count:3 buckets:[1 2]}}", "{{count:4 buckets:[1 3]}}", false);
    row("fewer observations", "{{count:3 buckets:[1 2]}}", "{{count:2 buckets:[1 1]}}", true);
    row("one bucket fell", "{{count:3 buckets:[1 2]}}", "{{count:4 buckets:[0 4]}}", true);
    row("a bucket is gone", "{{count:3 buckets:[1 2]}}", "{{count:4 buckets:[4]}}", true);
    row("an empty bucket is gone", "{{count:3 buckets:[3 0]}}", "{{count:4 buckets:[4]}}", false);
    row("finer", "{{schema:0 count:3 buckets:[3]}}", "{{schema:1 count:4 buckets:[4]}}", true);
    row("coarser", "{{schema:1 count:3 offset:1 buckets:[1 2]}}", "{{schema:0 count:4 offset:1 buckets:[4]}}", false);
    row("narrower zero", "{{count:3 z_bucket:3 z_bucket_w:1}}", "{{count:4 z_bucket:4 z_bucket_w:0.5}}", true);
    row("wider zero", "{{count:3 z_bucket:1 offset:0 buckets:[2]}}", "{{count:4 z_bucket:4 z_bucket_w:1}}", false);
    row("hint says so", "{{count:3 buckets:[3]}}", "{{count:4 counter_reset_hint:reset buckets:[4]}}", true);
    row("hint denies it", "{{count:3 buckets:[3]}}", "{{count:1 counter_reset_hint:not_reset buckets:[1]}}", false);
    row("custom bounds moved apart", "{{schema:-53 count:2 custom_values:[1 2] buckets:[1 1]}}",
        "{{schema:-53 count:2 custom_values:[1 3] buckets:[1 1]}}", false);
}

void tst_Histogram::seesResets()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(bool, isReset);
    QCOMPARE(query::detectsReset(read(after.constData()), read(before.constData())), isReset);
}

void tst_Histogram::boundsOfBucketsAreExactPowers()
{
    QCOMPARE(query::exponentialBound(3, 0), 8.0);
    QCOMPARE(query::exponentialBound(-3, 0), 0.125);
    QCOMPARE(query::exponentialBound(16, 3), 4.0);
    QCOMPARE(query::exponentialBound(2, -2), 256.0);
    QCOMPARE(query::exponentialBound(1024, 0), std::numeric_limits<double>::max());
    QCOMPARE(query::exponentialBound(1025, 0), infinity);
    QVERIFY(std::abs(query::exponentialBound(1, 1) - std::sqrt(2)) < 1e-15);
}

void tst_Histogram::interpolatesQuantiles()
{
    // 10 in (1,2], 10 in (2,4]: on a logarithmic scale.
    const NativeHistogram h = read("{{count:20 sum:50 offset:1 buckets:[10 10]}}");
    QVERIFY(std::abs(query::nativeQuantile(0.25, h).value - std::sqrt(2)) < 1e-12);
    QCOMPARE(query::nativeQuantile(0.5, h).value, 2.0);
    QCOMPARE(query::nativeQuantile(-1, h).value, -infinity);
    QVERIFY(std::isnan(query::nativeQuantile(0.5, NativeHistogram()).value));
    const NativeHistogram custom = read("{{schema:-53 count:20 sum:1 custom_values:[1 3] buckets:[10 10]}}");
    QCOMPARE(query::nativeQuantile(0.75, custom).value, 2.0);
    NativeHistogram withNan = read("{{count:20 offset:1 buckets:[10]}}");
    withNan.sum = std::numeric_limits<double>::quiet_NaN();
    QCOMPARE(query::nativeQuantile(0.9, withNan).note, query::NanNote::ResultIsNan);
    QCOMPARE(query::nativeQuantile(0.1, withNan).note, query::NanNote::ResultIsSkewed);
}

void tst_Histogram::fractionIsTheInverseOfQuantile()
{
    const NativeHistogram h =
        read("{{schema:1 count:22 sum:9 z_bucket:2 z_bucket_w:0.001 buckets:[5 5] n_buckets:[5 5]}}");
    for (const double q : {0.05, 0.3, 0.47, 0.6, 0.95}) {
        const double v = query::nativeQuantile(q, h).value;
        QVERIFY(std::abs(query::nativeFraction(-infinity, v, h).value - q) < 1e-9);
    }
}

void tst_Histogram::repairsClassicBucketsThatFall()
{
    std::vector<query::ClassicBucket> buckets{{infinity, 10}, {1, 5}, {2, 4}};
    const auto quantile = query::classicQuantile(0.4, buckets);
    QVERIFY(quantile.wasForcedMonotonic);
    QCOMPARE(quantile.minBucket, 2.0);
    QCOMPARE(quantile.maxDifference, 1.0);
    QCOMPARE(quantile.value, 0.8);
    std::vector<query::ClassicBucket> open{{1, 5}, {2, 6}};
    QVERIFY(std::isnan(query::classicQuantile(0.5, open).value));
    std::vector<query::ClassicBucket> shares{{1, 5}, {2, 10}, {infinity, 10}};
    QCOMPARE(query::classicFraction(0.5, 1.5, shares), 0.5);
}

void tst_Histogram::trimsByValue()
{
    const NativeHistogram h = read("{{count:6 sum:12 offset:1 buckets:[2 4]}}"); // (1,2] (2,4]
    QCOMPARE(histogramLiteral(query::trimmed(h, 2, true)).substr(0, 10), std::string("{{count:2 "));
    const NativeHistogram above = query::trimmed(h, 2, false);
    QCOMPARE(above.count, 4.0);
    QCOMPARE(above.positiveCounts, std::vector<double>{4});
    QCOMPARE(query::trimmed(h, 100, true), h);
}

void tst_Histogram::makesCustomBucketsOfClassicOnes()
{
    query::ClassicHistogram classic;
    classic.setBucket(infinity, 6);
    classic.setBucket(1, 2);
    classic.setBucket(5, 5);
    classic.setSum(9);
    const auto h = classic.convert();
    QVERIFY(h);
    QCOMPARE(histogramLiteral(*h), std::string("{{schema:-53 count:6 sum:9 custom_values:[1 5] buckets:[2 3 1]}}"));
    query::ClassicHistogram falling;
    falling.setBucket(1, 5);
    falling.setBucket(2, 4);
    QVERIFY(!falling.convert());
    QVERIFY(!falling.error().empty());
}

void tst_Histogram::toleratesSpansThatLie()
{
    NativeHistogram h;
    h.count = 5;
    h.positiveSpans = {{0, 4'000'000'000}, {5, 2}};
    h.positiveCounts = {1, 2};
    h.negativeSpans = {};
    h.negativeCounts = {3};
    NativeHistogram sum = h;
    QVERIFY(query::add(sum, h));
    QCOMPARE(sum.positiveCounts, (std::vector<double>{2, 4}));
    QCOMPARE(query::allBuckets(h).size(), std::size_t{2});
}

QTEST_APPLESS_MAIN(tst_Histogram)
#include "tst_histogram.moc"
