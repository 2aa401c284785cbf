// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/budget/calendar.h"

#include "models/base/timetext.h"

#include <QTest>

using namespace wf;
using namespace wf::analysis;

namespace {

qint64 at(const char *iso)
{
    bool ok = false;
    const qint64 ns = base::parseIsoTime(QString::fromLatin1(iso), &ok);
    return ok ? ns : -1;
}

QString text(const base::TimeRange &range)
{
    return base::isoTime(range.startNs) + QStringLiteral("/") + base::isoTime(range.endNs);
}

QString window(const char *unit, int count, const char *start, const char *zone, const char *when)
{
    const auto range =
        windowAt({QString::fromLatin1(unit), count, QString::fromLatin1(start), QString::fromLatin1(zone)}, at(when));
    return range ? text(*range) : range.error().summary;
}

} // namespace

class CalendarTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsTheMonthOfAnInstant()
    {
        QCOMPARE(window("month", 1, "", "UTC", "2024-02-29T12:00:00Z"),
                 QStringLiteral("2024-02-01T00:00:00Z/2024-03-01T00:00:00Z"));
        QCOMPARE(window("month", 1, "2022-01-01 12:00:00", "America/New_York", "2024-03-01T16:59:59Z"),
                 QStringLiteral("2024-02-01T17:00:00Z/2024-03-01T17:00:00Z"));
        QCOMPARE(window("month", 1, "2022-01-01 12:00:00", "America/New_York", "2024-03-01T17:00:00Z"),
                 QStringLiteral("2024-03-01T17:00:00Z/2024-04-01T16:00:00Z"));
    }
    void aDayThatSummerTimeShortensHas23Hours()
    {
        QCOMPARE(window("day", 1, "", "Europe/Zurich", "2024-03-31T12:00:00Z"),
                 QStringLiteral("2024-03-30T23:00:00Z/2024-03-31T22:00:00Z"));
        QCOMPARE(window("day", 1, "", "Europe/Zurich", "2024-10-27T12:00:00Z"),
                 QStringLiteral("2024-10-26T22:00:00Z/2024-10-27T23:00:00Z"));
    }
    void startsOnTheLastDayOfShorterMonths()
    {
        QCOMPARE(window("month", 1, "2024-01-31 00:00:00", "UTC", "2024-02-29T00:00:00Z"),
                 QStringLiteral("2024-02-29T00:00:00Z/2024-03-31T00:00:00Z"));
        QCOMPARE(window("year", 1, "2024-02-29 00:00:00", "UTC", "2025-06-01T00:00:00Z"),
                 QStringLiteral("2025-02-28T00:00:00Z/2026-02-28T00:00:00Z"));
    }
    void countsWeeksFromMondayAndQuartersFromJanuary()
    {
        QCOMPARE(window("week", 1, "", "UTC", "2024-05-15T00:00:00Z"),
                 QStringLiteral("2024-05-13T00:00:00Z/2024-05-20T00:00:00Z"));
        QCOMPARE(window("quarter", 1, "2022-01-01 00:00:00", "UTC", "2024-05-15T00:00:00Z"),
                 QStringLiteral("2024-04-01T00:00:00Z/2024-07-01T00:00:00Z"));
        QCOMPARE(window("week", 2, "2024-01-01 00:00:00", "UTC", "2023-12-31T23:00:00Z"),
                 QStringLiteral("2023-12-18T00:00:00Z/2024-01-01T00:00:00Z"));
    }
    void windowsFollowOneAnotherWithoutAGap()
    {
        for (const char *unit : {"hour", "day", "week", "month", "quarter", "year"}) {
            const CalendarWindow w{QString::fromLatin1(unit), 3, QStringLiteral("2019-12-31 02:30:00"),
                                   QStringLiteral("Europe/Berlin")};
            qint64 when = at("2023-01-01T00:00:00Z");
            for (int i = 0; i < 20; ++i) {
                const auto one = windowAt(w, when);
                QVERIFY(one.ok());
                QVERIFY(one->startNs <= when && when < one->endNs);
                const auto next = windowAt(w, one->endNs);
                QCOMPARE(next->startNs, one->endNs);
                when = one->endNs + 1;
            }
        }
    }
    void refusesWhatIsNoWindow()
    {
        QVERIFY(!windowAt({QStringLiteral("fortnight"), 1, {}, {}}, 0).ok());
        QVERIFY(!windowAt({QStringLiteral("day"), 0, {}, {}}, 0).ok());
        QVERIFY(!windowAt({QStringLiteral("day"), 1, {}, QStringLiteral("Mars/Base")}, 0).ok());
        QVERIFY(!windowAt({QStringLiteral("day"), 1, QStringLiteral("2023-02-29 00:00:00"), {}}, 0).ok());
    }
    void mergesAndCutsRanges()
    {
        const auto all = merged({{50, 60}, {10, 20}, {15, 30}, {90, 200}, {40, 40}}, {12, 100});
        QCOMPARE(all, (std::vector<base::TimeRange>{{12, 30}, {50, 60}, {90, 100}}));
        QCOMPARE(remaining(all, {12, 100}), (std::vector<base::TimeRange>{{30, 50}, {60, 90}}));
        QCOMPARE(remaining({}, {1, 2}), (std::vector<base::TimeRange>{{1, 2}}));
    }
};

QTEST_GUILESS_MAIN(CalendarTest)
#include "tst_calendar.moc"
