// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/changepoints/binarysegmentation.h"
#include "models/analysis/changepoints/changepoints.h"
#include "models/analysis/changepoints/energydivisive.h"
#include "models/analysis/changepoints/pelt.h"
#include "models/analysis/changepoints/ranktest.h"
#include "models/analysis/numbers/random.h"
#include "models/analysis/numbers/robust.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace wf::analysis;

namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

std::vector<double> noise(std::size_t n, std::uint64_t seed)
{
    Random random(seed);
    std::vector<double> out;
    for (std::size_t i = 0; i < n; ++i)
        out.push_back(normalQuantile(random.uniform()));
    return out;
}

std::vector<double> stepped(std::size_t n, std::size_t at, double height, std::uint64_t seed)
{
    auto out = noise(n, seed);
    for (std::size_t i = at; i < n; ++i)
        out[i] += height;
    return out;
}

bool isNear(double a, double b, double within = 1e-9)
{
    return std::abs(a - b) <= within;
}

double leastTotal(const SegmentCost &cost, double penalty, std::size_t shortest)
{
    // Every segmentation, without pruning.
    const std::size_t n = cost.size();
    std::vector<double> best(n + 1, 1e300);
    best[0] = -penalty;
    for (std::size_t to = shortest; to <= n; ++to)
        for (std::size_t from = 0; from + shortest <= to; ++from)
            best[to] = std::min(best[to], best[from] + cost(from, to) + penalty);
    return best[n];
}

double total(const SegmentCost &cost, double penalty, std::vector<std::size_t> points)
{
    points.push_back(cost.size());
    double sum = -penalty;
    std::size_t from = 0;
    for (const std::size_t to : points) {
        sum += cost(from, to) + penalty;
        from = to;
    }
    return sum;
}

} // namespace

class ChangePointsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void costsAreTheLeastSquaresOfNumPy()
    {
        const std::vector<double> y{0, 1, 3, 2, 5, 4};
        QVERIFY(isNear(SegmentCost(y, SegmentShape::Level)(0, 6), 17.5));
        QVERIFY(isNear(SegmentCost(y, SegmentShape::Line)(0, 6), 3.7714285714285714));
        QVERIFY(isNear(SegmentCost(y, SegmentShape::Line)(2, 4), 0));
    }
    void peltFindsTheBestOfAllSegmentations()
    {
        for (std::uint64_t seed = 1; seed <= 30; ++seed) {
            auto y = noise(60, seed);
            for (std::size_t i = 20; i < 60; ++i)
                y[i] += (i < 41 ? 2.0 : -1.0);
            const SegmentCost cost(y, seed % 2 == 0 ? SegmentShape::Level : SegmentShape::Line);
            for (const double penalty : {2.0, 6.0, 20.0})
                QVERIFY(isNear(total(cost, penalty, pelt(cost, penalty, 5)), leastTotal(cost, penalty, 5)));
        }
    }
    void theEnergyOfASplitIsThatOfItsDefinition()
    {
        const std::vector<double> y{1, 2, 1.5, 8, 9, 8.5, 9.5};
        const auto split = strongestEnergySplit(y, 2);
        QCOMPARE(split.at, std::size_t{3});
        QVERIFY2(isNear(split.energy, 22.285714285714285), qPrintable(QString::number(split.energy, 'g', 17)));
    }
    void mannWhitneyIsThatOfSciPy()
    {
        const std::vector<double> a{3.1, 2.9, 3.3, 3.0, 2.7};
        const std::vector<double> b{3.6, 4.1, 3.9, 3.3, 3.8, 4.4};
        QVERIFY2(isNear(mannWhitney(a, b).p, 0.007969413024121784),
                 qPrintable(QString::number(mannWhitney(a, b).p, 'g', 17)));
        QVERIFY(mannWhitney(a, b).z > 0);
        QVERIFY(isNear(shiftBetween(a, b).middle, 0.85));
        QCOMPARE(mannWhitney(std::vector<double>{1, 1}, std::vector<double>{1, 1}).p, 1.0);
    }
    void theStrongestSplitOfNoiseStaysBelowItsThreshold()
    {
        int over = 0;
        for (std::uint64_t seed = 1; seed <= 400; ++seed)
            over += strongestSplit(noise(200, seed), 8).z > splitThreshold(200, 0.01) ? 1 : 0;
        QVERIFY2(over <= 8, qPrintable(QString::number(over)));
    }
    void aStepOfTwoDeviationsIsAlwaysFound()
    {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            const auto found = findChangePoints(stepped(200, 120, 2, seed));
            QCOMPARE(found.points.size(), std::size_t{1});
            const auto &p = found.points.front();
            QVERIFY(p.index >= 110 && p.index <= 130);
            QVERIFY(p.votes() >= 2);
            QVERIFY(p.shiftLow > 0.5 && p.shiftLow < p.shift && p.shift < p.shiftHigh && p.p < 1e-6);
        }
    }
    void noiseWithoutAChangeIsLeftAlone()
    {
        int alarmed = 0;
        for (std::uint64_t seed = 1000; seed < 1200; ++seed)
            alarmed += findChangePoints(noise(200, seed)).points.empty() ? 0 : 1;
        QVERIFY2(alarmed <= 3, qPrintable(QString::number(alarmed)));
    }
    void aFewOutliersAreNoChange()
    {
        auto y = noise(200, 5);
        y[60] = 400;
        y[61] = -900;
        y[140] = 1e12;
        QVERIFY(findChangePoints(y).points.empty());
    }
    void aBrokenTrendIsFoundWhereItBreaks()
    {
        std::vector<double> y;
        const auto wander = noise(150, 9);
        double slow = 0;
        for (std::size_t i = 0; i < 150; ++i) {
            slow = 0.9 * slow + 0.1 * wander[i];
            y.push_back((i < 90 ? static_cast<double>(i) : 180.0 - static_cast<double>(i)) + slow);
        }
        const auto found = findChangePoints(y);
        QCOMPARE(found.model, ChangeModel::Trends);
        QCOMPARE(found.points.size(), std::size_t{1});
        QVERIFY(found.points.front().index >= 87 && found.points.front().index <= 93);
    }
    void aSeasonIsNoChange()
    {
        std::vector<double> y;
        for (int i = 0; i < 300; ++i)
            y.push_back(100 + 30 * std::sin(i * 2 * M_PI / 24) + 0.01 * ((i * 7919) % 100));
        const auto found = findChangePoints(y);
        QCOMPARE(found.season, std::size_t{24});
        QVERIFY(found.points.empty());
    }
    void changesAllTheTimeAreAHabit()
    {
        std::vector<double> y;
        const auto jitter = noise(600, 4);
        for (std::size_t part = 0; y.size() < 600; ++part)
            for (std::size_t i = 0; i < 9 + (part * 5) % 13; ++i)
                y.push_back((part % 2 == 0 ? 0 : 10 + jitter[part]) + 0.001 * jitter[y.size() % 600]);
        const auto found = findChangePoints(y);
        QCOMPARE(found.answer, ChangeAnswer::Habitual);
        QVERIFY(changeSentence(found).contains(QStringLiteral("always behaves")));
    }
    void aMillionValuesAreJudgedByCellsAndRefined()
    {
        const auto found = findChangePoints(stepped(1'000'000, 612'345, 1, 3));
        QCOMPARE(found.points.size(), std::size_t{1});
        QVERIFY(std::abs(static_cast<double>(found.points.front().index) - 612'345) < 20);
    }
    void theSameValuesGiveTheSameAnswer()
    {
        const auto y = stepped(200, 70, 1, 11);
        const auto a = findChangePoints(y);
        const auto b = findChangePoints(y);
        QCOMPARE(a.points.size(), b.points.size());
        for (std::size_t i = 0; i < a.points.size(); ++i)
            QCOMPARE(a.points[i].index, b.points[i].index);
    }
    void oddInputGivesASentenceAndNoFigures_data()
    {
        QTest::addColumn<QList<double>>("values");
        QTest::newRow("nothing") << QList<double>{};
        QTest::newRow("only gaps") << QList<double>{absent, absent};
        QTest::newRow("two") << QList<double>{1, 2};
        QTest::newRow("constant") << QList<double>(500, 3);
        QTest::newRow("infinite") << QList<double>{1, std::numeric_limits<double>::infinity(), 2, 1, 3, 2, 1, 1e300};
    }
    void oddInputGivesASentenceAndNoFigures()
    {
        QFETCH(QList<double>, values);
        const auto found = findChangePoints(std::vector<double>(values.begin(), values.end()));
        QVERIFY(found.points.empty());
        QVERIFY(!changeSentence(found).isEmpty());
    }
    void stopsWhenAsked()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto found = findChangePoints(stepped(200, 100, 5, 1), {}, stop.get_token());
        QCOMPARE(found.answer, ChangeAnswer::Cancelled);
    }
};

QTEST_APPLESS_MAIN(ChangePointsTest)
#include "tst_changepoints.moc"
