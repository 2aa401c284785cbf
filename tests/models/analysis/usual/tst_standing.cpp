// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/usual/standing.h"

#include <QDateTime>
#include <QTest>
#include <QTimeZone>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

using namespace wf::analysis;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minuteMs = 60'000, hourMs = 60 * minuteMs, dayMs = 24 * hourMs;
const qint64 mondayNoonMs = QDateTime(QDate(2026, 5, 11), QTime(12, 0), Qt::UTC).toMSecsSinceEpoch();

struct Past {
    std::vector<qint64> times;
    std::vector<double> values;
    [[nodiscard]] std::optional<Standing> at(qint64 ms, double value) const
    {
        return standing(times, values, ms, value);
    }
};

// Busy on weekdays at noon, quiet at weekends, with some noise, one sample in five minutes.
Past shop(int days, qint64 endMs = mondayNoonMs)
{
    Past out;
    for (qint64 ms = endMs - days * dayMs; ms < endMs; ms += 5 * minuteMs) {
        const QDateTime when = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
        const bool isWeekend = when.date().dayOfWeek() > 5;
        const double hour = static_cast<double>(ms % dayMs) / static_cast<double>(hourMs);
        const double noise = std::sin(static_cast<double>(ms / minuteMs) * 12.9898) * 4;
        out.times.push_back(ms);
        out.values.push_back((isWeekend ? 30 : 100) * (1.2 - std::cos(hour / 12 * std::numbers::pi)) + noise);
    }
    return out;
}

} // namespace

class tst_Standing : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fourWeeksKnowTheHourOfTheWeek();
    void aMondayIsNotComparedWithSundays();
    void aWeekKnowsTheHourOfTheDay();
    void hoursKnowOnlyThemselves();
    void aStartKnowsNothing();
    void brokenLateAndDoubleSamplesAreHarmless();
    void whatWasAlwaysTheSame();
    void aChangeOfTheClocksMovesTheWeekByAnHour();
    void aClockThatWasSetBackComparesWithWhatIsOlderOnly();
    void onlyMomentsOfThePastAreAskedFor();
    void callsOfOneKindAreCompared();
};

void tst_Standing::fourWeeksKnowTheHourOfTheWeek()
{
    const Past past = shop(30);
    const auto usual = past.at(mondayNoonMs, 218);
    QVERIFY(usual);
    QCOMPARE(usual->comparison, Comparison::HourOfWeek);
    QCOMPARE(usual->cycles, std::size_t{4});
    QVERIFY(usual->samples >= 90 && usual->samples <= 100);
    QVERIFY(!usual->isUnusual());
    QVERIFY(usual->low < 218 && usual->high > 218 && usual->low < usual->middle && usual->middle < usual->high);
    const auto odd = past.at(mondayNoonMs, 60); // what every Sunday has
    QVERIFY(odd && odd->isUnusual());
    QCOMPARE(odd->below, 0.0);
    QVERIFY(odd->size < -3);
}

void tst_Standing::aMondayIsNotComparedWithSundays()
{
    const auto weekend = shop(30, mondayNoonMs - dayMs);
    const auto sunday = weekend.at(mondayNoonMs - dayMs, 66);
    QVERIFY(sunday && !sunday->isUnusual());
    QVERIFY(weekend.at(mondayNoonMs - dayMs, 218)->isUnusual());
}

void tst_Standing::aWeekKnowsTheHourOfTheDay()
{
    const auto found = shop(6).at(mondayNoonMs, 218);
    QVERIFY(found);
    QCOMPARE(found->comparison, Comparison::HourOfDay);
    QVERIFY(found->cycles >= 5 && found->cycles <= 6);
}

void tst_Standing::hoursKnowOnlyThemselves()
{
    Past past = shop(1);
    std::erase_if(past.times, [](qint64 ms) { return ms < mondayNoonMs - 4 * hourMs; });
    past.values.erase(past.values.begin(), past.values.end() - static_cast<std::ptrdiff_t>(past.times.size()));
    const auto found = past.at(mondayNoonMs, 218);
    QVERIFY(found);
    QCOMPARE(found->comparison, Comparison::LastHours);
    QCOMPARE(found->cycles, std::size_t{0});
}

void tst_Standing::aStartKnowsNothing()
{
    QVERIFY(!Past{}.at(mondayNoonMs, 1));
    QVERIFY(!(Past{{mondayNoonMs - 2, mondayNoonMs - 1}, {1, 2}}).at(mondayNoonMs, 1));
    QVERIFY(!shop(30).at(mondayNoonMs, std::numeric_limits<double>::quiet_NaN()));
    QVERIFY(!shop(30).at(mondayNoonMs, std::numeric_limits<double>::infinity()));
}

void tst_Standing::brokenLateAndDoubleSamplesAreHarmless()
{
    Past past = shop(30);
    for (std::size_t i = 0; i < past.values.size(); i += 7)
        past.values[i] = i % 2 ? std::numeric_limits<double>::quiet_NaN() : std::numeric_limits<double>::infinity();
    std::reverse(past.times.begin(), past.times.end());
    std::reverse(past.values.begin(), past.values.end());
    past.times.insert(past.times.end(), past.times.begin(), past.times.begin() + 100);
    past.values.insert(past.values.end(), past.values.begin(), past.values.begin() + 100);
    past.times.push_back(mondayNoonMs + hourMs); // from a clock ahead
    past.values.push_back(1e9);
    const auto found = past.at(mondayNoonMs, 218);
    QVERIFY(found && !found->isUnusual());
    for (const double v : {found->low, found->middle, found->high, found->size, found->below})
        QVERIFY(std::isfinite(v));
}

void tst_Standing::whatWasAlwaysTheSame()
{
    Past past = shop(30);
    std::ranges::fill(past.values, 0.0);
    QVERIFY(!past.at(mondayNoonMs, 0)->isUnusual());
    QCOMPARE(past.at(mondayNoonMs, 0)->below, 0.5);
    QVERIFY(past.at(mondayNoonMs, 1)->isUnusual());
    QVERIFY(std::isfinite(past.at(mondayNoonMs, 1)->size));
}

// People whose clocks go forward come an hour earlier by UTC: what they do is still within what is compared. The zone
// of this machine has no say.
void tst_Standing::aChangeOfTheClocksMovesTheWeekByAnHour()
{
    const QTimeZone berlin("Europe/Berlin");
    if (!berlin.isValid())
        QSKIP("no time zones are installed here");
    const qint64 end = QDateTime(QDate(2026, 3, 30), QTime(9, 30), berlin).toMSecsSinceEpoch(); // a day after
    Past past;
    for (qint64 ms = end - 29 * dayMs; ms < end; ms += 5 * minuteMs) {
        const QDateTime when = QDateTime::fromMSecsSinceEpoch(ms, berlin);
        const double noise = std::sin(static_cast<double>(ms / minuteMs) * 12.9898) * 4;
        past.times.push_back(ms);
        past.values.push_back((when.time().hour() >= 9 && when.date().dayOfWeek() <= 5 ? 200 : 20) + noise);
    }
    const auto busy = past.at(end, 201);
    QVERIFY(busy);
    QCOMPARE(busy->comparison, Comparison::HourOfWeek);
    QVERIFY(!busy->isUnusual());
    const QByteArray zone = qgetenv("TZ");
    qputenv("TZ", "America/New_York");
    const auto elsewhere = past.at(end, 201);
    zone.isNull() ? qunsetenv("TZ") : qputenv("TZ", zone);
    QCOMPARE(elsewhere->below, busy->below);
    QCOMPARE(elsewhere->samples, busy->samples);
}

void tst_Standing::aClockThatWasSetBackComparesWithWhatIsOlderOnly()
{
    const Past past = shop(30);
    const auto then = past.at(mondayNoonMs - 2 * dayMs, 66); // a Saturday; two days of "future" are passed over
    QVERIFY(then);
    QVERIFY(!then->isUnusual());
    QVERIFY(!past.at(mondayNoonMs - 40 * dayMs, 66));
    const auto ahead = past.at(mondayNoonMs + 10 * 365 * dayMs, 66);
    QVERIFY(!ahead); // nothing that old is like now
}

void tst_Standing::onlyMomentsOfThePastAreAskedFor()
{
    const auto moments = momentsLike(mondayNoonMs);
    QCOMPARE(moments.size(), std::size_t{11});
    for (std::size_t i = 0; i < moments.size(); ++i) {
        QVERIFY(moments[i].fromMs < moments[i].toMs && moments[i].toMs <= mondayNoonMs);
        QVERIFY(i == 0 || moments[i - 1].toMs <= moments[i].fromMs);
    }
    // what is asked for is enough to say the same as all of the past
    const Past all = shop(30);
    Past some;
    for (std::size_t i = 0; i < all.times.size(); ++i)
        if (std::ranges::any_of(moments,
                                [&](const auto &m) { return all.times[i] >= m.fromMs && all.times[i] <= m.toMs; })) {
            some.times.push_back(all.times[i]);
            some.values.push_back(all.values[i]);
        }
    QVERIFY(some.times.size() < all.times.size() / 10);
    QCOMPARE(some.at(mondayNoonMs, 218)->samples, all.at(mondayNoonMs, 218)->samples);
}

void tst_Standing::callsOfOneKindAreCompared()
{
    std::vector<double> calls;
    for (int i = 0; i < 100; ++i)
        calls.push_back(0.1 + 0.001 * (i % 10));
    QVERIFY(!standingAmong(calls, 0.105)->isUnusual());
    QVERIFY(standingAmong(calls, 2)->isUnusual());
    QVERIFY(!standingAmong(std::vector<double>(5, 1.0), 1));
}

QTEST_APPLESS_MAIN(tst_Standing)
#include "tst_standing.moc"
