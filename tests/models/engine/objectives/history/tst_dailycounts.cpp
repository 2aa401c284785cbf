// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/history/dailycounts.h"

#include <QDateTime>
#include <QTest>
#include <QTimeZone>

#include <cmath>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 hour = base::nsPerHour;

qint64 at(const QString &iso)
{
    return QDateTime::fromString(iso, Qt::ISODate).toMSecsSinceEpoch() * base::nsPerMs;
}

// A step an hour from `from` to `to`: a hundred events each, one of them bad.
analysis::EventCounts hourly(qint64 from, qint64 to)
{
    const auto n = static_cast<std::size_t>((to - from) / hour);
    return {from + hour, hour, std::vector<double>(n, 100), std::vector<double>(n, 1)};
}

const auto never = [](base::TimeRange) { return false; };

} // namespace

class DailyCountsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void daysAreThoseOfTheZoneAlsoWhenTheyHave23And25Hours()
    {
        const auto spring = engine::dailyCounts(hourly(at(u"2026-03-27T23:00:00Z"_s), at(u"2026-03-30T22:00:00Z"_s)),
                                                u"Europe/Zurich"_s);
        QVERIFY(spring.ok());
        std::vector<double> totals;
        for (const auto &[start, day] : *spring)
            totals.push_back(day.total);
        QCOMPARE(totals, (std::vector<double>{2400, 2300, 2400}));
        const auto autumn = engine::dailyCounts(hourly(at(u"2026-10-24T22:00:00Z"_s), at(u"2026-10-25T23:00:00Z"_s)),
                                                u"Europe/Zurich"_s);
        QCOMPARE(autumn->size(), std::size_t(1));
        QCOMPARE(autumn->begin()->second.total, 2500.0);
        QCOMPARE(autumn->begin()->second.coverage, 1.0);
    }
    void aDayThatIsNotHeldWholeIsLeftOutUnlessItRuns()
    {
        const auto days = engine::dailyCounts(hourly(at(u"2026-02-27T05:00:00Z"_s), at(u"2026-03-01T06:00:00Z"_s)), {});
        QCOMPARE(days->size(), std::size_t(2)); // the 28th, and six hours of the 1st
        QCOMPARE(days->begin()->first, at(u"2026-02-28T00:00:00Z"_s));
        QCOMPARE(days->rbegin()->second.day.lengthNs(), 6 * hour);
        QCOMPARE(days->rbegin()->second.total, 600.0);
        QCOMPARE(days->rbegin()->second.coverage, 1.0);
    }
    void gapsAreSaid()
    {
        auto counts = hourly(at(u"2026-02-28T00:00:00Z"_s), at(u"2026-03-01T00:00:00Z"_s));
        for (std::size_t i = 0; i < 12; ++i)
            counts.total[i] = counts.bad[i] = std::nan("");
        const auto days = engine::dailyCounts(counts, {});
        QCOMPARE(days->begin()->second.coverage, 0.5);
        QCOMPARE(days->begin()->second.total, 1200.0);
    }
    void whatWasKeptStaysWhenTheSourceForgetsIt()
    {
        const auto counts = hourly(at(u"2026-01-01T00:00:00Z"_s), at(u"2026-01-04T00:00:00Z"_s));
        const auto kept = *engine::dailyCounts(counts, {});
        auto poorer = counts;
        for (std::size_t i = 0; i < 30; ++i)
            poorer.total[i] = std::nan("");
        const auto merged = engine::mergedDays(kept, *engine::dailyCounts(poorer, {}), never);
        QCOMPARE(merged, kept);
        const auto corrected =
            engine::mergedDays(kept, *engine::dailyCounts(poorer, {}), [](base::TimeRange) { return true; });
        QCOMPARE(corrected.begin()->second.total, 0.0);
        QCOMPARE(corrected.rbegin()->second.total, 2400.0);
    }
    void weeksMonthsAndQuartersReachBackOverWhatWasKept()
    {
        auto days = *engine::dailyCounts(hourly(at(u"2023-11-01T00:00:00Z"_s), at(u"2024-03-02T00:00:00Z"_s)), {});
        const auto months = engine::trendOf(days, 0.98, u"month"_s, {});
        QCOMPARE(months->size(), std::size_t(5));
        QCOMPARE(months->at(3).total, 29 * 2400.0); // a leap year
        QCOMPARE(months->at(3).compliance, 0.99);
        QCOMPARE(months->at(3).coverage, 1.0);
        QVERIFY(std::abs(months->at(3).left - 0.5) < 1e-12);
        QCOMPARE(months->at(4).total, 2400.0);
        const auto quarters = engine::trendOf(days, 0.98, u"quarter"_s, {});
        QCOMPARE(quarters->size(), std::size_t(2));
        QVERIFY(std::abs(quarters->at(0).coverage - 61.0 / 92) < 1e-9);
        QVERIFY(!engine::trendOf(days, 0.98, u"fortnight"_s, {}));
        QCOMPARE(engine::trendOf({}, 0.98, u"week"_s, {})->size(), std::size_t(0));
    }
    void daysAreReadBackAndThoseOfAnotherIndicatorAreNot()
    {
        const auto days =
            *engine::dailyCounts(hourly(at(u"2026-01-01T00:00:00Z"_s), at(u"2026-01-04T00:00:00Z"_s)), {});
        const QJsonObject json = engine::daysToJson(days, u"a"_s);
        QCOMPARE(engine::daysFromJson(json, u"a"_s), days);
        QVERIFY(engine::daysFromJson(json, u"b"_s).empty());
        signals::Objective o;
        o.badQuery = u"x"_s;
        const QString before = engine::indicatorOf(o);
        o.target = 0.5; // counts nothing else
        QCOMPARE(engine::indicatorOf(o), before);
        o.badQuery = u"y"_s;
        QVERIFY(engine::indicatorOf(o) != before);
    }
};

QTEST_GUILESS_MAIN(DailyCountsTest)
#include "tst_dailycounts.moc"
