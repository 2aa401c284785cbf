// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/numbers/autocorrelation.h"
#include "models/analysis/numbers/gaps.h"
#include "models/analysis/numbers/random.h"
#include "models/analysis/numbers/robust.h"
#include "models/analysis/numbers/season.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace wf::analysis;

namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();

bool isNear(double a, double b, double within = 1e-9)
{
    return std::abs(a - b) <= within;
}

} // namespace

// Expected values come from SciPy 1.x and NumPy.
class NumbersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void quantilesAreThoseOfNumPy()
    {
        QVERIFY(isNear(quantile(std::vector<double>{1, 5, 2, 8}, 0.3), 1.9));
        QCOMPARE(median(std::vector<double>{4, 1, 3}), 3.0);
        QCOMPARE(median(std::vector<double>{4, 1, 3, 2}), 2.5);
        QCOMPARE(median(std::vector<double>{}), 0.0);
    }
    void oneWildValueDoesNotMoveTheRobustScale()
    {
        std::vector<double> values{1, 2, 3, 4, 5, 6, 7};
        const double calm = madScale(values);
        values.back() = 1e9;
        QCOMPARE(madScale(values), calm);
        QVERIFY(standardDeviation(values) > 1e8);
    }
    void noiseIsMeasuredBesideAStep()
    {
        std::vector<double> values;
        Random random(7);
        for (int i = 0; i < 4000; ++i)
            values.push_back(normalQuantile(random.uniform()) + (i < 2000 ? 0 : 500));
        QVERIFY(isNear(noiseScale(values), 1, 0.05));
    }
    void normalTailsAndQuantilesAreThoseOfSciPy()
    {
        QVERIFY(isNear(normalQuantile(0.001), -3.090232306167813, 1e-8));
        QVERIFY(isNear(normalQuantile(0.3), -0.5244005127080409, 1e-8));
        QVERIFY(isNear(normalQuantile(0.9999), 3.719016485455709, 1e-8));
        QVERIFY(isNear(normalTail(3), 0.0013498980316300933, 1e-15));
    }
    void tiesShareTheirMeanRank()
    {
        QCOMPARE(midRanks(std::vector<double>{4, 1, 4, 2}), (std::vector<double>{3.5, 1, 3.5, 2}));
    }
    void autocorrelationIsThatOfBoxAndJenkins()
    {
        const auto r = autocorrelation(std::vector<double>{1, 3, 2, 5, 4, 6, 5, 8}, 2);
        QCOMPARE(r.size(), std::size_t{3});
        QVERIFY(isNear(r[1], 0.24471830985915494));
        QVERIFY(isNear(r[2], 0.4119718309859155));
        QCOMPARE(autocorrelation(std::vector<double>{2, 2, 2}, 1).back(), 0.0);
    }
    void gapsBecomeStraightLines()
    {
        const auto f = filled(std::vector<double>{absent, 1, absent, absent, 4, infinite, -1e200});
        QCOMPARE(f.values, (std::vector<double>{1, 1, 2, 3, 4, 4, 4}));
        QCOMPARE(f.missing, std::size_t{5});
        QVERIFY(filled(std::vector<double>{absent, absent}).values.empty());
        QVERIFY(filled(std::vector<double>{}).values.empty());
    }
    void aSeasonIsFoundAndTakenOut()
    {
        std::vector<double> values;
        for (int i = 0; i < 240; ++i)
            values.push_back(0.1 * i + 5 * (i % 12 < 4 ? 1 : -0.5));
        QCOMPARE(visibleSeason(values, 60), std::size_t{12});
        const auto rest = withoutSeason(values, 12);
        for (int i = 12; i < 228; ++i)
            QVERIFY2(isNear(rest[static_cast<std::size_t>(i)], 0.1 * i, 0.2), qPrintable(QString::number(i)));
        QCOMPARE(visibleSeason(std::vector<double>(300, 1.0), 60), std::size_t{0});
    }
    void randomNumbersAreTheSameEverywhere()
    {
        Random random(1234567);
        QCOMPARE(random.next(), std::uint64_t{6457827717110365317ULL});
        QCOMPARE(random.next(), std::uint64_t{3203168211198807973ULL});
    }
};

QTEST_APPLESS_MAIN(NumbersTest)
#include "tst_numbers.moc"
