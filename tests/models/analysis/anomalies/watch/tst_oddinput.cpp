// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/watch/serieswatch.h"
#include "models/analysis/numbers/random.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace wf::analysis;

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr qint64 dayMs = 1440 * minuteMs;

// A day's rhythm without functions of the mathematical library, which may differ in the last digit between machines.
double shape(qint64 timeMs, Random &random)
{
    const double inDay = static_cast<double>(timeMs % dayMs) / static_cast<double>(dayMs);
    const double tent = inDay < 0.5 ? 2 * inDay : 2 - 2 * inDay;
    return 100 + 40 * tent + 4 * (random.uniform() + random.uniform() + random.uniform() - 1.5);
}

bool isSane(const Judgement &j)
{
    bool out = std::isfinite(j.score) && j.confidence >= 0 && j.confidence <= 1;
    for (const DetectorVote &v : j.votes)
        out = out && std::isfinite(v.low) && std::isfinite(v.high) && std::isfinite(v.size) &&
              !voteSentence(v, 1).contains(QStringLiteral("nan"));
    return out;
}

} // namespace

class OddInputTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSameSamplesHaveTheSameVerdictsEverywhere()
    {
        SeriesWatch watch;
        Random random(42);
        QList<int> news, anomalies;
        for (int i = 0; i < 14 * 288; ++i) {
            double value = shape(i * 5 * minuteMs, random);
            if (i >= 3000 && i < 3006)
                value = 400;
            const auto j = watch.judge(i * 5 * minuteMs, value);
            if (j.isNews)
                news.append(i);
            if (j.isAnomaly)
                anomalies.append(i);
        }
        QCOMPARE(anomalies, (QList<int>{3000, 3001, 3002, 3003, 3004, 3005}));
        QVERIFY(news.contains(3000));
        QVERIFY2(news.size() <= 3, qPrintable(QString::number(news.size())));
    }
    void aHistoryAtOnceSaysWhatWatchingItSaid()
    {
        Random one(7), two(7);
        SeriesWatch live;
        std::vector<Judgement> said;
        for (int i = 0; i < 2000; ++i)
            said.push_back(live.judge(i * 5 * minuteMs, shape(i * 5 * minuteMs, one)));
        SeriesWatch again; // and a move in the middle changes nothing
        for (int i = 0; i < 2000; ++i) {
            if (i == 1000) {
                SeriesWatch moved(std::move(again));
                again = std::move(moved);
            }
            const auto j = again.judge(i * 5 * minuteMs, shape(i * 5 * minuteMs, two));
            QCOMPARE(j.score, said[static_cast<std::size_t>(i)].score);
            QCOMPARE(j.isNews, said[static_cast<std::size_t>(i)].isNews);
            QCOMPARE(j.confidence, said[static_cast<std::size_t>(i)].confidence);
        }
    }
    void duplicatesAndLateSamplesChangeNothing()
    {
        Random one(3), two(3), odd(9);
        SeriesWatch clean, disturbed;
        for (int i = 1; i < 1500; ++i) {
            const qint64 t = i * minuteMs;
            const auto a = clean.judge(t, shape(t, one));
            const auto b = disturbed.judge(t, shape(t, two));
            QCOMPARE(a.score, b.score);
            QCOMPARE(disturbed.judge(t, 1e6 * odd.uniform()).score, 0.0);                // again
            QCOMPARE(disturbed.judge(t - 3 * minuteMs, 1e6 * odd.uniform()).score, 0.0); // late
        }
    }
    void aClockThatWasSetBackIsFollowedAfterAWhile()
    {
        SeriesWatch watch;
        Random random(5);
        for (int i = 0; i < 3000; ++i)
            (void)watch.judge(10 * dayMs + i * minuteMs, shape(i * minuteMs, random));
        int voting = 0;
        for (int i = 0; i < 100; ++i)
            voting += watch.judge(5 * dayMs + i * minuteMs, shape(i * minuteMs, random)).votes.empty() ? 0 : 1;
        QCOMPARE(voting, 81);
    }
    void oneStampFromTheFutureDoesNotSilenceTheSeries()
    {
        SeriesWatch watch;
        Random random(6);
        for (int i = 0; i < 1000; ++i)
            (void)watch.judge(i * minuteMs, shape(i * minuteMs, random));
        QVERIFY(watch.judge(std::numeric_limits<qint64>::max(), 100).votes.empty());
        QVERIFY(!watch.judge(4'000'000'000'000, 100).votes.empty()); // 2096
        int voting = 0;
        for (int i = 1000; i < 1100; ++i)
            voting += watch.judge(i * minuteMs, shape(i * minuteMs, random)).votes.empty() ? 0 : 1;
        QVERIFY(voting >= 80);
        QVERIFY(isSane(watch.judge(std::numeric_limits<qint64>::min(), 100)));
    }
    void gapsOfDaysAndCountersThatBeginAnewAreSurvived()
    {
        SeriesWatch watch;
        Random random(8);
        double counter = 0;
        qint64 t = 0;
        for (int i = 0; i < 6000; ++i) {
            t += i % 1500 == 1499 ? 3 * dayMs : minuteMs;
            counter = i % 2000 == 1999 ? 0 : counter + 10 * random.uniform();
            QVERIFY(isSane(watch.judge(t, counter)));
        }
    }
    void anHourTwiceAndAnHourMissingAreNoAnomalies()
    {
        // Stamps are UTC, so that summer time shows as a rhythm that comes an hour earlier.
        SeriesWatch watch;
        Random random(11);
        int anomalies = 0;
        for (int i = 0; i < 20 * 288; ++i) {
            const qint64 t = i * 5 * minuteMs;
            anomalies += watch.judge(t, shape(i < 10 * 288 ? t : t + 60 * minuteMs, random)).isAnomaly ? 1 : 0;
        }
        QCOMPARE(anomalies, 0);
    }
    void extremesGiveNoNaN()
    {
        SeriesWatch watch;
        Random random(12);
        const double odd[] = {0.0, -0.0, 5e-324, 1e-300, -1e-300, 1e149, -1e149, 3, 1e38, -4e38};
        for (int i = 0; i < 3000; ++i)
            QVERIFY(isSane(watch.judge(i * minuteMs, odd[random.below(std::size(odd))])));
    }
    void twoPointsAreTooFewToSayAnything()
    {
        SeriesWatch watch;
        (void)watch.judge(1, 5);
        const auto j = watch.judge(2, 500);
        QVERIFY(!j.isAnomaly && !j.isNews);
        QCOMPARE(agreement(j.votes), 0.0);
        QVERIFY(judgementReason(j, 500).contains(QStringLiteral("Too little history")));
    }
};

QTEST_APPLESS_MAIN(OddInputTest)
#include "tst_oddinput.moc"
