// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/recurrence/recurringwindow.h"
#include "models/base/recurrence/zonedtime.h"
#include "models/base/timetext.h"

#include <QTest>

using namespace wf::base;
using namespace Qt::StringLiterals;

class tst_RecurringWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void theExamplesOfTheRfcHold_data();
    void theExamplesOfTheRfcHold();
    void clocksThatSkipAndRepeatAreReadAsTheRfcSays();
    void aWindowStaysAtItsHourThroughSummerTime();
    void untilIsReadInTheZoneUnlessItIsUtc();
    void windowsThatBeganBeforeTheRangeCount();
    void aMomentKnowsItsWindow();
    void exceptionsAreLeftOutButCounted();
    void whatNeverComesEnds();
    void onceIsOnce();
    void farFromItsBeginningARuleIsAsCheapAsNear();
    void impossibleWindowsAreRefused();
};

static qint64 at(const char *iso)
{
    bool ok = false;
    const qint64 ns = parseIsoTime(QString::fromLatin1(iso), &ok);
    return ok ? ns : -1;
}

static RecurringWindow window(const QString &first, const char *rule, const char *zone = "America/New_York",
                              qint64 lengthNs = nsPerHour, std::vector<qint64> except = {})
{
    RecurringWindow::Spec spec;
    spec.first = QDateTime::fromString(first + u'Z', Qt::ISODate);
    spec.zone = QTimeZone(zone);
    spec.lengthNs = lengthNs;
    if (*rule)
        spec.rule = *parseRecurrenceRule(QString::fromLatin1(rule));
    spec.exceptNs = std::move(except);
    return *RecurringWindow::of(spec);
}

static QString days(const RecurringWindow &window, int atMost)
{
    QStringList out;
    for (const TimeRange &range : window.within({0, at("2100-01-01T00:00:00Z")}, atMost))
        out << shownAt(range.startNs, window.spec().zone).date().toString(u"yyyy-MM-dd"_s);
    return out.join(u' ');
}

// RFC 5545, 3.8.5.3: each example there begins on 2 September 1997 at 9:00 in New York unless it says otherwise.
void tst_RecurringWindow::theExamplesOfTheRfcHold_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *rule, const char *first, const char *expected) {
        QTest::newRow(rule) << QString::fromLatin1(first) << QString::fromLatin1(expected);
    };
    const char *start = "1997-09-02T09:00:00";
    row("FREQ=DAILY;COUNT=3", start, "1997-09-02 1997-09-03 1997-09-04");
    row("FREQ=DAILY;INTERVAL=10;COUNT=5", start, "1997-09-02 1997-09-12 1997-09-22 1997-10-02 1997-10-12");
    row("FREQ=WEEKLY;INTERVAL=2;WKST=SU", start, "1997-09-02 1997-09-16 1997-09-30 1997-10-14 1997-10-28 1997-11-11");
    row("FREQ=WEEKLY;COUNT=4;WKST=SU;BYDAY=TU,TH", start, "1997-09-02 1997-09-04 1997-09-09 1997-09-11");
    row("FREQ=MONTHLY;COUNT=4;BYDAY=1FR", "1997-09-05T09:00:00", "1997-09-05 1997-10-03 1997-11-07 1997-12-05");
    row("FREQ=MONTHLY;INTERVAL=2;COUNT=6;BYDAY=1SU,-1SU", "1997-09-07T09:00:00",
        "1997-09-07 1997-09-28 1997-11-02 1997-11-30 1998-01-04 1998-01-25");
    row("FREQ=MONTHLY;COUNT=3;BYDAY=-2MO", "1997-09-22T09:00:00", "1997-09-22 1997-10-20 1997-11-17");
    row("FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28T09:00:00",
        "1997-09-28 1997-10-29 1997-11-28 1997-12-29 1998-01-29 1998-02-26");
    row("FREQ=MONTHLY;COUNT=5;BYMONTHDAY=2,15", start, "1997-09-02 1997-09-15 1997-10-02 1997-10-15 1997-11-02");
    row("FREQ=YEARLY;COUNT=4;BYMONTH=6,7", "1997-06-10T09:00:00", "1997-06-10 1997-07-10 1998-06-10 1998-07-10");
    row("FREQ=YEARLY;BYDAY=20MO", "1997-05-19T09:00:00",
        "1997-05-19 1998-05-18 1999-05-17 2000-05-15 2001-05-14 2002-05-20");
    row("FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "1997-03-13T09:00:00",
        "1997-03-13 1997-03-20 1997-03-27 1998-03-05 1998-03-12 1998-03-19");
    row("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", start,
        "1998-02-13 1998-03-13 1998-11-13 1999-08-13 2000-10-13 2001-04-13");
    row("FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "1996-11-05T09:00:00",
        "1996-11-05 2000-11-07 2004-11-02 2008-11-04 2012-11-06 2016-11-08");
    row("FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04T09:00:00", "1997-09-04 1997-10-07 1997-11-06");
    row("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997-09-29T09:00:00",
        "1997-09-29 1997-10-30 1997-11-27 1997-12-30 1998-01-29 1998-02-26");
    row("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05T09:00:00",
        "1997-08-05 1997-08-10 1997-08-19 1997-08-24");
    row("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05T09:00:00",
        "1997-08-05 1997-08-17 1997-08-19 1997-08-31");
    row("FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007-01-15T09:00:00",
        "2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30");
    row("FREQ=DAILY;UNTIL=19970905T130000Z", start, "1997-09-02 1997-09-03 1997-09-04 1997-09-05");
}

void tst_RecurringWindow::theExamplesOfTheRfcHold()
{
    QFETCH(QString, first);
    QFETCH(QString, expected);
    QCOMPARE(days(window(first, QTest::currentDataTag()), 6), expected);
}

void tst_RecurringWindow::clocksThatSkipAndRepeatAreReadAsTheRfcSays()
{
    const QTimeZone newYork("America/New_York");
    QCOMPARE(isoTime(momentOf({2007, 7, 4}, {9, 0}, newYork)), u"2007-07-04T13:00:00Z"_s);
    QCOMPARE(isoTime(momentOf({2007, 11, 4}, {1, 30}, newYork)), u"2007-11-04T05:30:00Z"_s); // shown twice: the first
    QCOMPARE(isoTime(momentOf({2007, 3, 11}, {2, 30}, newYork)), u"2007-03-11T07:30:00Z"_s); // skipped: 3:30 then
    QCOMPARE(shownAt(at("2007-03-11T07:30:00Z"), newYork).time(), QTime(3, 30));
    QCOMPARE(isoTime(momentOf({2026, 10, 25}, {2, 30}, QTimeZone("Europe/Berlin"))), u"2026-10-25T00:30:00Z"_s);
    // West of Greenwich just after the change, east of it just before.
    QCOMPARE(isoTime(momentOf({2007, 3, 11}, {3, 0}, newYork)), u"2007-03-11T07:00:00Z"_s);
    QCOMPARE(isoTime(momentOf({2026, 3, 29}, {1, 59}, QTimeZone("Europe/Berlin"))), u"2026-03-29T00:59:00Z"_s);
}

void tst_RecurringWindow::aWindowStaysAtItsHourThroughSummerTime()
{
    const auto sundays = window(u"2026-03-22T02:00:00"_s, "FREQ=WEEKLY", "Europe/Berlin", 2 * nsPerHour);
    const auto three = sundays.within({at("2026-03-20T00:00:00Z"), at("2026-04-06T00:00:00Z")});
    QCOMPARE(three.size(), std::size_t{3});
    QCOMPARE(isoTime(three[0].startNs), u"2026-03-22T01:00:00Z"_s);
    QCOMPARE(isoTime(three[1].startNs), u"2026-03-29T01:00:00Z"_s); // 02:00 does not exist: 03:00 summer time
    QCOMPARE(isoTime(three[2].startNs), u"2026-04-05T00:00:00Z"_s);
    for (const auto &range : three)
        QCOMPARE(range.lengthNs(), 2 * nsPerHour);
}

void tst_RecurringWindow::untilIsReadInTheZoneUnlessItIsUtc()
{
    // 9:00 in New York is 13:00 UTC in September.
    QCOMPARE(days(window(u"1997-09-02T09:00:00"_s, "FREQ=DAILY;UNTIL=19970903T125959Z"), 9), u"1997-09-02"_s);
    QCOMPARE(days(window(u"1997-09-02T09:00:00"_s, "FREQ=DAILY;UNTIL=19970903T090000"), 9), u"1997-09-02 1997-09-03"_s);
    QCOMPARE(days(window(u"1997-09-02T23:00:00"_s, "FREQ=DAILY;UNTIL=19970903"), 9), u"1997-09-02 1997-09-03"_s);
}

void tst_RecurringWindow::windowsThatBeganBeforeTheRangeCount()
{
    const auto nights = window(u"2026-01-01T22:00:00"_s, "FREQ=DAILY", "UTC", 8 * nsPerHour);
    const auto list = nights.within({at("2026-06-02T05:59:59Z"), at("2026-06-02T22:00:00Z")});
    QCOMPARE(list.size(), std::size_t{2});
    QCOMPARE(isoTime(list[0].startNs), u"2026-06-01T22:00:00Z"_s);
    QCOMPARE(isoTime(list[1].startNs), u"2026-06-02T22:00:00Z"_s);
    QCOMPARE(nights.within({at("2026-06-02T06:00:00Z"), at("2026-06-02T21:59:59Z")}).size(), std::size_t{0});
}

void tst_RecurringWindow::aMomentKnowsItsWindow()
{
    const auto nights = window(u"2026-01-01T22:00:00"_s, "FREQ=DAILY", "UTC", 8 * nsPerHour);
    QVERIFY(!nights.at(at("2026-01-01T21:59:59Z")));
    QCOMPARE(isoTime(nights.at(at("2026-01-01T22:00:00Z"))->endNs), u"2026-01-02T06:00:00Z"_s);
    QVERIFY(!nights.at(at("2026-01-02T06:00:00Z")));
    QCOMPARE(isoTime(nights.nextAfter(at("2026-01-02T22:00:00Z"))->startNs), u"2026-01-03T22:00:00Z"_s);
    QCOMPARE(isoTime(nights.nextAfter(0)->startNs), u"2026-01-01T22:00:00Z"_s);
    const auto overlapping = window(u"2026-01-01T00:00:00"_s, "FREQ=DAILY", "UTC", 36 * nsPerHour);
    QCOMPARE(isoTime(overlapping.at(at("2026-01-05T06:00:00Z"))->startNs), u"2026-01-05T00:00:00Z"_s);
}

void tst_RecurringWindow::exceptionsAreLeftOutButCounted()
{
    const auto three =
        window(u"2026-01-01T00:00:00"_s, "FREQ=DAILY;COUNT=3", "UTC", nsPerHour, {at("2026-01-02T00:00:00Z")});
    QCOMPARE(days(three, 9), u"2026-01-01 2026-01-03"_s);
    QVERIFY(!three.at(at("2026-01-02T00:30:00Z")));
}

void tst_RecurringWindow::whatNeverComesEnds()
{
    const auto never = window(u"2026-01-01T00:00:00"_s, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "UTC");
    QVERIFY(!never.nextAfter(0));
    QCOMPARE(days(never, 9), QString());
    const auto over = window(u"2026-01-01T00:00:00"_s, "FREQ=DAILY;COUNT=2", "UTC");
    QVERIFY(!over.nextAfter(at("2026-01-02T00:00:00Z")));
    QVERIFY(
        !window(u"2026-01-01T00:00:00"_s, "FREQ=DAILY;INTERVAL=100000", "UTC").nextAfter(at("2026-01-02T00:00:00Z")));
}

void tst_RecurringWindow::onceIsOnce()
{
    const auto once = window(u"2026-05-01T12:00:00"_s, "", "Asia/Kolkata");
    QCOMPARE(isoTime(once.nextAfter(0)->startNs), u"2026-05-01T06:30:00Z"_s);
    QVERIFY(!once.nextAfter(once.nextAfter(0)->startNs));
    QCOMPARE(once.within({0, at("2100-01-01T00:00:00Z")}).size(), std::size_t{1});
}

void tst_RecurringWindow::farFromItsBeginningARuleIsAsCheapAsNear()
{
    for (const char *rule : {"FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY;BYMONTHDAY=1"}) {
        const auto all = window(u"1970-01-01T00:00:00"_s, rule, "UTC");
        const auto ranges = all.within({0, at("2250-01-01T00:00:00Z")}, 1'000'000);
        QVERIFY(!ranges.empty());
        QCOMPARE(all.at(ranges.back().startNs)->startNs, ranges.back().startNs);
        QCOMPARE(all.nextAfter(ranges[ranges.size() - 2].startNs)->startNs, ranges.back().startNs);
    }
}

void tst_RecurringWindow::impossibleWindowsAreRefused()
{
    RecurringWindow::Spec spec;
    spec.first = QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);
    spec.zone = QTimeZone("UTC");
    QVERIFY(!RecurringWindow::of(spec).ok()); // no length
    spec.lengthNs = nsPerHour;
    QVERIFY(RecurringWindow::of(spec).ok());
    spec.zone = QTimeZone("Mars/Olympus");
    QVERIFY(RecurringWindow::of(spec).error().summary.contains(u"time zone"));
    spec.zone = QTimeZone("UTC");
    spec.first = QDateTime(QDate(1900, 1, 1), QTime(0, 0), Qt::UTC);
    QVERIFY(!RecurringWindow::of(spec).ok());
}

QTEST_APPLESS_MAIN(tst_RecurringWindow)
#include "tst_recurringwindow.moc"
