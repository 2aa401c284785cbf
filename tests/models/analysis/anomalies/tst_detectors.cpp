// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/departurescale.h"
#include "models/analysis/anomalies/expectations.h"
#include "models/analysis/anomalies/likelihood.h"
#include "models/analysis/anomalies/tailprobability.h"
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

constexpr qint64 hourMs = 3'600'000;

} // namespace

class DetectorsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aWindowKeepsTheLastValuesInOrder()
    {
        SortedWindow window(3);
        for (const double v : {5.0, 1.0, 4.0, 2.0, 2.0})
            window.add(v);
        QCOMPARE((std::vector<double>{window.quantile(0), window.quantile(0.5), window.quantile(1)}),
                 (std::vector<double>{2, 2, 4}));
        QCOMPARE(window.quantile(0.5), 2.0);
    }
    void sizesAreKeptInOrderToLessThanTwoPercent()
    {
        SizeWindow window(3);
        for (const double v : {1e300, 5.0, -1.0, 4.0, 0.0, 2e-300})
            window.add(v);
        QCOMPARE(window.size(), std::size_t{3});
        QCOMPARE(window.at(0), 0.0);
        QVERIFY(isNear(window.at(1) / 2e-300, 1, 0.016));
        QVERIFY(isNear(window.at(2) / 4, 1, 0.016));
        QVERIFY(isNear(window.quantile(0.75) / 2, 1, 0.016));
        QCOMPARE(window.below(1), std::size_t{2});
    }
    void aLineIsContinuedAsByNumPy()
    {
        LocalLine line(4);
        qint64 t = 0;
        for (const double v : {1.0, 3.0, 2.0, 5.0})
            QVERIFY(line.look({++t, v}).abstains());
        const auto opinion = line.look({++t, 9});
        QVERIFY(isNear(opinion.expected, 5.5));
        QVERIFY(isNear(opinion.departure, 3.5));
    }
    void theTailIsFittedAboveItsNinetyEightPercent()
    {
        SizeWindow sizes(1000);
        for (int i = 100; i >= 1; --i)
            sizes.add(-i);
        // By NumPy from the definition, over sizes kept to 1.6 %.
        const double far = rarity(sizes, 150);
        QVERIFY2(isNear(far, 3.7413065998726016, 0.5), qPrintable(QString::number(far, 'g', 17)));
        QVERIFY(isNear(rarity(sizes, 50.5), 0.3010299956639812, 0.02));
        QVERIFY(isNear(sizeExceededWith(sizes, 0.1), 90, 1.5));
    }
    void rarityGrowsWithTheDepartureAndIsBounded()
    {
        double before = -1;
        for (const double size : {0.5, 1.0, 2.0, 4.0, 8.0, 1e6}) {
            SizeWindow sizes(1000);
            Random random(3);
            for (int i = 0; i < 500; ++i)
                sizes.add(normalQuantile(random.uniform()));
            const double now = rarity(sizes, size);
            QVERIFY(now >= before && now <= 12);
            before = now;
        }
        QCOMPARE(before, 12.0);
    }
    void theScaleIsNotMovedByAThirdOfAnomalies()
    {
        SizeWindow sizes(1000);
        Random random(5);
        for (int i = 0; i < 600; ++i)
            sizes.add(normalQuantile(random.uniform()));
        const double calm = usualDeparture(sizes, 0);
        QVERIFY(isNear(calm, 1.15, 0.15)); // the quartile of |N(0,1)|
        for (int i = 0; i < 60; ++i)
            sizes.add(5);
        QVERIFY(usualDeparture(sizes, 0) < 1.35 * calm);
        QVERIFY(isNear(usualDeparture(sizes, 100), 10));
        QVERIFY(isNear(departureSize(-20, usualDeparture(sizes, 100)), 2));
    }
    void anAutoregressionLearnsAWave()
    {
        Autoregression detector;
        double worst = 0;
        for (int i = 0; i < 600; ++i) {
            const double value = 10 + 3 * std::sin(i * 0.4);
            const auto opinion = detector.look({i, value});
            if (i > 300)
                worst = std::max(worst, std::abs(opinion.departure));
        }
        QVERIFY2(worst < 0.05, qPrintable(QString::number(worst)));
    }
    void timeOfDayExpectsWhatTheHourHadBefore()
    {
        TimeOfDay detector;
        Opinion last;
        for (int hour = 0; hour < 24 * 6; ++hour)
            last = detector.look({hour * hourMs, hour % 24 == 9 ? 100.0 : 10.0});
        QVERIFY(isNear(last.expected, 10));
        for (int hour = 24 * 6; hour < 24 * 6 + 10; ++hour)
            last = detector.look({hour * hourMs, 10.0});
        QVERIFY(isNear(last.expected, 100));
        QVERIFY(isNear(last.departure, -90));
    }
    void timeOfDayTellsWeekendsApartAfterTwoWeeks()
    {
        TimeOfDay detector; // 1970-01-01 was a Thursday: days 2 and 3 of each week from there are the weekend
        Opinion saturday;
        for (int hour = 0; hour < 24 * 31; ++hour) {
            const bool isWeekend = (hour / 24 + 3) % 7 >= 5;
            const auto opinion = detector.look({hour * hourMs, isWeekend ? 5.0 : 50.0});
            if (hour == 24 * 30 + 12)
                saturday = opinion;
        }
        QVERIFY2(isNear(saturday.expected, 5), qPrintable(QString::number(saturday.expected)));
    }
    void medianOfAConstantNoticesTheFirstChange()
    {
        RollingMedian detector;
        for (int i = 0; i < 50; ++i)
            QCOMPARE(detector.look({i, 3}).departure, 0.0);
        QVERIFY(detector.look({50, 4}).departure >= 10);
    }
    void newsIsSaidOnceAnEpisode()
    {
        News news({3.4, 3, 5, 10000});
        QList<bool> said;
        for (const double l : {5.0, 6.0, 0.0, 0.0, 9.0, 0.0, 0.0, 0.0, 0.0, 4.0})
            said.append(news.isNews(l));
        QCOMPARE(said, (QList<bool>{true, false, false, false, false, false, false, false, false, true}));
    }
    void anEpisodeGoesOnUntilItWasQuietForLong()
    {
        News news({3.4, 3, 5, 10000});
        QList<bool> goesOn{news.goesOn()};
        for (const double l : {0.0, 5.0, 0.0, 0.0, 0.0, 0.0, 4.0}) {
            (void)news.isNews(l);
            goesOn.append(news.goesOn());
        }
        QCOMPARE(goesOn, (QList<bool>{false, false, true, true, true, true, false, true}));
    }
    void aSeriesThatIsOftenLoudMustBeLouder()
    {
        News news({3.4, 3, 2, 1000});
        const auto episode = [&news](double loud) {
            bool said = news.isNews(loud);
            for (int i = 0; i < 10; ++i)
                said = news.isNews(0) || said;
            return said;
        };
        QVERIFY(episode(5));
        QVERIFY(episode(6));
        QVERIFY(!episode(4)); // two were louder
        QVERIFY(episode(7));
        QVERIFY(!episode(5.5)); // 7 and 6 were
        for (int i = 0; i < 1100; ++i)
            (void)news.isNews(0);
        QVERIFY(episode(4)); // long ago
    }
    void likelihoodRisesWhenRaritiesDo()
    {
        Likelihood likelihood;
        Random random(2);
        double calm = 0;
        for (int i = 0; i < 500; ++i)
            calm = std::max(calm, likelihood.add(random.uniform()));
        QVERIFY2(calm < 3.5, qPrintable(QString::number(calm)));
        double high = 0;
        for (int i = 0; i < 10; ++i)
            high = likelihood.add(3);
        QVERIFY2(high > 5, qPrintable(QString::number(high)));
    }
};

QTEST_APPLESS_MAIN(DetectorsTest)
#include "tst_detectors.moc"
