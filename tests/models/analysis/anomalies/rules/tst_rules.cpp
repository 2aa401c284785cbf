// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/rules/group.h"
#include "models/analysis/anomalies/rules/histogram.h"
#include "models/analysis/anomalies/rules/plain.h"
#include "models/analysis/anomalies/rules/silence.h"
#include "models/analysis/numbers/random.h"
#include "models/analysis/numbers/robust.h"

#include <QTest>

#include <cmath>

using namespace wf::analysis;

namespace {

bool isNear(double a, double b, double within = 1e-9)
{
    return std::abs(a - b) <= within;
}

} // namespace

class RulesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theZScoreBeginsAsThatOfAllValues()
    {
        ZScore detector;
        Opinion last;
        for (const double v : {1.0, 3.0, 2.0, 4.0, 3.0, 5.0, 2.0, 3.0, 4.0, 3.0, 6.0})
            last = detector.look({0, v});
        QVERIFY(isNear(last.expected, 3.0)); // NumPy: mean and std of the first ten
        QVERIFY2(isNear(last.departure, 2.7386127875258306), qPrintable(QString::number(last.departure, 'g', 17)));
    }
    void changesAreToldPerSecond()
    {
        RateOfChange detector;
        QVERIFY(detector.look({1000, 5}).abstains());
        QVERIFY(isNear(detector.look({3000, 11}).departure, 3));
        QVERIFY(detector.look({3000, 12}).abstains()); // the same instant again
    }
    void aShiftOfLevelStandsOutAndASpikeDoesNot()
    {
        LevelShift detector(20);
        Random random(4);
        double calm = 0, shifted = 0;
        for (int i = 0; i < 300; ++i) {
            const double spike = i == 100 ? 500 : 0;
            const double departure =
                detector.look({i, normalQuantile(random.uniform()) + spike + (i >= 200 ? 8 : 0)}).departure;
            (i < 200 ? calm : shifted) = std::max(i < 200 ? calm : shifted, std::abs(departure));
        }
        QVERIFY2(calm < 3, qPrintable(QString::number(calm)));
        QVERIFY2(shifted > 5, qPrintable(QString::number(shifted)));
    }
    void aShiftIsTheSameWhetherItIsFollowedOrCountedAnew()
    {
        constexpr std::size_t half = 24;
        LevelShift detector(half);
        Random random(7);
        std::vector<double> values;
        for (int i = 0; i < 3000; ++i) {
            const bool isWhole = i / 500 % 2 == 1; // many equal ones
            const double noise = normalQuantile(random.uniform());
            values.push_back(isWhole ? std::round(noise) : noise);
            const Opinion said = detector.look({i, values.back()});
            QCOMPARE(said.abstains(), values.size() < 2 * half);
            if (said.abstains())
                continue;
            const auto last = std::span(values).last(2 * half);
            const double before = median(last.first(half)), scale = noiseScale(last);
            const double shift = median(last.last(half)) - before;
            QCOMPARE(said.expected, before);
            QCOMPARE(said.departure, scale > 0 ? shift / scale : (shift == 0 ? 0 : std::copysign(10, shift)));
        }
    }
    void missingSamplesAreMissedSinceTheFirst()
    {
        MissingData watch;
        for (int i = 0; i < 20; ++i)
            watch.sample(i * 15'000);
        QVERIFY(!watch.missingSince(19 * 15'000 + 60'000).has_value());
        QCOMPARE(watch.missingSince(19 * 15'000 + 80'000).value(), qint64{20 * 15'000});
        MissingData young;
        young.sample(0);
        QVERIFY(!young.missingSince(1'000'000'000).has_value());
    }
    void aValueThatStandsStillIsFlatAndAConstantIsNot()
    {
        FlatLine line;
        for (int i = 0; i < 200; ++i)
            QVERIFY(!line.look(i % 7));
        int first = -1;
        for (int i = 0; i < 60 && first < 0; ++i)
            first = line.look(99) ? i : -1;
        QCOMPARE(first, 19);
        FlatLine constant;
        for (int i = 0; i < 500; ++i)
            QVERIFY(!constant.look(3));
    }
    void theOddOneOfAGroupIsFound()
    {
        QCOMPARE(groupOutliers(std::vector<double>{10, 11, 9, 10.5, 30, 10}), std::vector<std::size_t>{4});
        QCOMPARE(groupOutliers(std::vector<double>{10, 10, 10, 10, 10.5}), std::vector<std::size_t>{});
        QCOMPARE(groupOutliers(std::vector<double>{10, 10, 10, 10, 20}), std::vector<std::size_t>{4});
        QVERIFY(groupOutliers(std::vector<double>{1, 1, 100}).empty());
    }
    void clustersGrowByDensity()
    {
        const std::vector<std::vector<double>> points{{0, 0},   {0, 1},   {1, 0},   {1.5, 1},
                                                      {10, 10}, {10, 11}, {11, 10}, {5, 5}};
        QCOMPARE(densityClusters(points, 1.5, 3), (std::vector<int>{0, 0, 0, 0, 1, 1, 1, -1}));
        QVERIFY(densityClusters({}, 1, 2).empty());
    }
    void histogramsScoreAsDefined()
    {
        std::vector<std::vector<double>> rows;
        for (const double v : {0.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0, 3.0, 3.0, 10.0})
            rows.push_back({v});
        HistogramScore scores(5);
        scores.learn(rows);
        // Bins of two hold 3, 6, 0, 0, 1; one more each (NumPy).
        QVERIFY(isNear(scores.score(std::vector<double>{2.5}), 0));
        QVERIFY(isNear(scores.score(std::vector<double>{0.0}), std::log(7.0 / 4)));
        QVERIFY(isNear(scores.score(std::vector<double>{10.0}), std::log(7.0 / 2)));
        QVERIFY(isNear(scores.score(std::vector<double>{50.0}), std::log(7.0)));
        QCOMPARE(HistogramScore().score(std::vector<double>{1.0}), 0.0);
    }
};

QTEST_APPLESS_MAIN(RulesTest)
#include "tst_rules.moc"
