// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/watch/serieswatch.h"
#include "models/analysis/numbers/random.h"
#include "models/analysis/numbers/robust.h"

#include <QTest>
#include <QTimeZone>

#include <cmath>
#include <limits>

using namespace wf::analysis;

namespace {

constexpr qint64 stepMs = 300'000;
constexpr std::size_t day = 288;

std::vector<double> service(std::size_t days, std::uint64_t seed)
{
    Random random(seed);
    std::vector<double> out;
    for (std::size_t i = 0; i < days * day; ++i)
        out.push_back(100 + 30 * std::sin(static_cast<double>(i) * 2 * M_PI / day) +
                      2 * normalQuantile(random.uniform()));
    return out;
}

std::vector<Judgement> watched(const std::vector<double> &values)
{
    SeriesWatch watch;
    std::vector<Judgement> out;
    for (std::size_t i = 0; i < values.size(); ++i)
        out.push_back(watch.judge(static_cast<qint64>(i) * stepMs, values[i]));
    return out;
}

int newsBetween(const std::vector<Judgement> &judged, std::size_t from, std::size_t to)
{
    int out = 0;
    for (std::size_t i = from; i < to; ++i)
        out += judged[i].isNews ? 1 : 0;
    return out;
}

} // namespace

class SeriesWatchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anOutageIsAnAnomalyAndToldOnce()
    {
        auto values = service(14, 1);
        const std::size_t at = 10 * day + 100;
        for (std::size_t i = at; i < at + 12; ++i)
            values[i] = 400;
        const auto judged = watched(values);
        for (std::size_t i = at; i < at + 12; ++i)
            QVERIFY(judged[i].isAnomaly);
        QCOMPARE(newsBetween(judged, at, at + 60), 1);
        QVERIFY(judged[at].confidence > 0.5);
        QVERIFY(judged[at].score > judged[at - 1].score + 0.5);
        QVERIFY(judgementReason(judged[at], 400).contains(QStringLiteral("expected")));
    }
    void aQuietServiceIsHardlyEverMentioned()
    {
        int news = 0, anomalies = 0;
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            const auto judged = watched(service(14, seed));
            news += newsBetween(judged, 0, judged.size());
            for (const auto &j : judged)
                anomalies += j.isAnomaly ? 1 : 0;
        }
        QVERIFY2(news <= 7, qPrintable(QString::number(news))); // 70 series-days
        QCOMPARE(anomalies, 0);
    }
    // However steady a series was: what cannot be seen beside its level is none.
    void aFractionOfTheLevelIsNoAnomaly()
    {
        const std::size_t at = 5 * day;
        for (const bool isSeen : {false, true}) {
            Random random(7);
            std::vector<double> values;
            for (std::size_t i = 0; i < at + 12; ++i)
                values.push_back(1000 + 0.01 * random.uniform() - (i < at ? 0 : isSeen ? 20 : 1));
            const auto judged = watched(values);
            for (std::size_t i = at; i < at + 12; ++i) {
                QCOMPARE(judged[i].isAnomaly, isSeen);
                QVERIFY2(isSeen || judged[i].confidence < 0.5, qPrintable(QString::number(judged[i].confidence)));
            }
        }
    }
    void theHourMattersNotOnlyTheValue()
    {
        auto values = service(14, 2);
        const std::size_t night = 12 * day + 216; // the daily low of 70
        for (std::size_t i = night; i < night + 6; ++i)
            values[i] = 130; // as at noon
        const auto judged = watched(values);
        QVERIFY(judged[night].isAnomaly);
    }
    void votesShowTheBandTheyVoteBy()
    {
        const auto judged = watched(service(6, 3));
        int yesOrNo = 0;
        for (const auto &v : judged.back().votes) {
            if (v.vote == Vote::Abstains)
                continue;
            ++yesOrNo;
            const bool isOfTheCourse = v.reason == VoteReason::Moves || v.reason == VoteReason::StandsStill;
            if (isOfTheCourse || v.reason == VoteReason::UsualShape || v.reason == VoteReason::UnusualShape)
                QCOMPARE(v.low, v.high); // there is no band
            else if (v.reason == VoteReason::Foreseen || v.reason == VoteReason::NewInContext)
                QVERIFY(v.low <= v.expected && v.expected <= v.high);
            else
                QVERIFY(v.low < v.expected && v.expected < v.high);
            QVERIFY(v.size >= 0);
        }
        QVERIFY(yesOrNo >= 13);
        const auto first = watched({1.0, 2.0});
        for (const auto &v : first.back().votes)
            QCOMPARE(v.vote, Vote::Abstains);
        QVERIFY(judgementReason(first.back(), 2).contains(QStringLiteral("Too little history")));
    }
    void whatComesLaterChangesNothingThatWasSaid()
    {
        auto values = service(5, 4);
        const auto whole = watched(values);
        values.resize(3 * day);
        const auto part = watched(values);
        for (std::size_t i = 0; i < part.size(); ++i) {
            QCOMPARE(part[i].score, whole[i].score);
            QCOMPARE(part[i].isAnomaly, whole[i].isAnomaly);
        }
    }
    void unitsDoNotMatter()
    {
        auto values = service(6, 5);
        values[5 * day + 20] = 300;
        auto bytes = values;
        for (double &v : bytes)
            v *= 1024.0 * 1024.0;
        const auto a = watched(values);
        const auto b = watched(bytes);
        for (std::size_t i = 0; i < a.size(); ++i)
            QVERIFY(std::abs(a[i].score - b[i].score) < 1e-6);
    }
    void oddSamplesAreLeftOut()
    {
        SeriesWatch watch;
        const double odd[] = {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
                              -1e300};
        qint64 t = 0;
        for (const double base : service(4, 6)) {
            const auto j = watch.judge(t += stepMs, base);
            QVERIFY(std::isfinite(j.score) && std::isfinite(j.confidence));
            QCOMPARE(watch.judge(t, odd[static_cast<std::size_t>(t / stepMs) % 3]).score, 0.0);
            QCOMPARE(watch.judge(t - 7 * stepMs, base).score, 0.0); // too late
        }
    }
    // People's clocks change; hours are those of UTC here. What follows them smoothly stays calm, what has the steps
    // of office hours is odd for the hour between, on the first working days, and then no more.
    void aChangeOfTheClocksCostsAboutAnHour()
    {
        const QTimeZone berlin("Europe/Berlin");
        if (!berlin.isValid())
            QSKIP("no time zones are installed here");
        constexpr qint64 dayMs = 86'400'000;
        for (const QDate change : {QDate(2026, 3, 29), QDate(2026, 10, 25)}) // Sundays
            for (const bool hasSteps : {false, true}) {
                const qint64 at = QDateTime(change, QTime(3, 30), berlin).toMSecsSinceEpoch();
                Random random(3);
                SeriesWatch watch;
                int firstDays = 0, later = 0, before = 0;
                for (qint64 ms = at - 18 * dayMs; ms < at + 6 * dayMs; ms += stepMs) {
                    const QDateTime clock = QDateTime::fromMSecsSinceEpoch(ms, berlin);
                    const double hour = clock.time().hour() + clock.time().minute() / 60.0;
                    const bool isOpen = hour >= 9 && hour < 18 && clock.date().dayOfWeek() <= 5;
                    const double usual = hasSteps ? (isOpen ? 200 : 20) : 100 + 30 * std::sin(hour / 24 * 2 * M_PI);
                    const bool isOdd = watch.judge(ms, usual + 2 * normalQuantile(random.uniform())).isAnomaly;
                    if (ms >= at)
                        (ms < at + 3 * dayMs ? firstDays : later) += isOdd ? 1 : 0;
                    else if (ms >= at - 7 * dayMs)
                        before += isOdd ? 1 : 0;
                }
                QCOMPARE(before, 0);
                QCOMPARE(later, 0);
                QVERIFY2(firstDays <= (hasSteps ? 13 : 0), qPrintable(QString::number(firstDays)));
            }
    }
    void aConstantIsCalmAndItsFirstChangeIsNot()
    {
        SeriesWatch watch;
        for (int i = 0; i < 2000; ++i) {
            const auto j = watch.judge(i * stepMs, 7);
            QVERIFY(!j.isAnomaly && !j.isNews);
        }
        QVERIFY(watch.judge(2000 * stepMs, 8).isAnomaly);
    }
    // Eleven file handles of a million instead of ten: nobody expected otherwise by the band that he shows.
    void whoSaysYesShowsABandThatTheValueIsOutOf()
    {
        for (const double step : {1e-6, 0.005, 0.2}) {
            WatchSettings settings;
            settings.least = 0.01;
            SeriesWatch watch(settings);
            int yes = 0;
            for (int i = 0; i < 600; ++i) {
                const double value = 0.0006 + (i >= 400 && i < 403 ? step : 0);
                for (const auto &v : watch.judge(i * stepMs, value).votes)
                    // Others judge shapes and moments: how often such a one was seen, not how far a value is off.
                    if (v.vote == Vote::Yes &&
                        (qstrcmp(v.detector, "median") == 0 || qstrcmp(v.detector, "mean and deviation") == 0)) {
                        ++yes;
                        QVERIFY2(value <= v.low || value >= v.high, v.detector);
                    }
            }
            QCOMPARE(yes > 0, step > 0.01);
        }
    }
    void enormousValuesGiveNoNaN()
    {
        SeriesWatch watch;
        Random random(9);
        for (int i = 0; i < 1500; ++i) {
            const auto j = watch.judge(i * stepMs, (random.uniform() - 0.5) * 1e149);
            QVERIFY(std::isfinite(j.score));
            for (const auto &v : j.votes)
                QVERIFY(std::isfinite(v.low) && std::isfinite(v.high));
        }
    }
};

QTEST_APPLESS_MAIN(SeriesWatchTest)
#include "tst_serieswatch.moc"
