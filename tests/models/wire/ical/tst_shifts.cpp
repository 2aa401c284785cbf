// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timetext.h"
#include "models/wire/ical/shifts.h"
#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf;
using namespace wf::wire;
using namespace Qt::StringLiterals;

namespace {

qint64 at(const char *text)
{
    return base::parseIsoTime(QString::fromLatin1(text));
}

QByteArray calendar(const QByteArray &inside)
{
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t//EN\r\n" + QByteArray(inside).replace("\n", "\r\n") +
           "END:VCALENDAR\r\n";
}

const base::TimeRange may{at("2026-05-01T00:00:00Z"), at("2026-06-01T00:00:00Z")};

ReadShifts shiftsOf(const QByteArray &inside, const base::TimeRange &range = may)
{
    const auto read = readShifts(calendar(inside), range);
    if (!read)
        qFatal("%s", qPrintable(read.error().summary));
    return *read;
}

QStringList startsOf(const ReadShifts &read)
{
    QStringList out;
    for (const Shift &shift : read.shifts)
        out << base::isoTime(shift.startNs);
    return out;
}

} // namespace

class TestShifts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void aSingleShiftNamesWhomItSaysInAnyForm()
    {
        const auto read = shiftsOf("BEGIN:VEVENT\nUID:1\nDTSTART:20260514T180000Z\nDTEND:20260515T060000Z\n"
                                   "SUMMARY:On call: Ana\\, primary\n"
                                   "ATTENDEE;CN=\"Müller, Ben\":MAILTO:ben@halcyon.exam\n ple\nEND:VEVENT\n");
        QCOMPARE(read.shifts.size(), 1);
        QCOMPARE(read.shifts[0].startNs, at("2026-05-14T18:00:00Z"));
        QCOMPARE(read.shifts[0].endNs, at("2026-05-15T06:00:00Z"));
        QCOMPARE(read.shifts[0].names,
                 (QStringList{u"On call: Ana, primary"_s, u"Müller, Ben"_s, u"ben@halcyon.example"_s}));
        QVERIFY(read.problems.isEmpty());
    }

    void aRotaStaysAtItsHourWhenSummerTimeBegins()
    {
        const base::TimeRange spring{at("2026-03-27T00:00:00Z"), at("2026-03-31T00:00:00Z")};
        const auto read = shiftsOf("BEGIN:VEVENT\nUID:1\nDTSTART;TZID=Europe/Berlin:20260101T090000\nDURATION:PT8H\n"
                                   "RRULE:FREQ=DAILY\nSUMMARY:Ana\nEND:VEVENT\n",
                                   spring);
        QCOMPARE(startsOf(read), (QStringList{u"2026-03-27T08:00:00Z"_s, u"2026-03-28T08:00:00Z"_s,
                                              u"2026-03-29T07:00:00Z"_s, u"2026-03-30T07:00:00Z"_s}));
    }

    void changedCancelledAndLeftOutOccurrencesAreSeen()
    {
        const auto read = shiftsOf("BEGIN:VEVENT\nUID:w\nDTSTART:20260504T080000Z\nDTEND:20260504T160000Z\n"
                                   "RRULE:FREQ=WEEKLY;COUNT=4\nEXDATE:20260511T080000Z\nRDATE:20260530T080000Z\n"
                                   "SUMMARY:Ana\nEND:VEVENT\n"
                                   "BEGIN:VEVENT\nUID:w\nRECURRENCE-ID:20260518T080000Z\nDTSTART:20260519T100000Z\n"
                                   "DTEND:20260519T160000Z\nSUMMARY:Ben\nEND:VEVENT\n"
                                   "BEGIN:VEVENT\nUID:w\nRECURRENCE-ID:20260525T080000Z\nDTSTART:20260525T080000Z\n"
                                   "DTEND:20260525T160000Z\nSTATUS:CANCELLED\nSUMMARY:Ana\nEND:VEVENT\n");
        QCOMPARE(startsOf(read),
                 (QStringList{u"2026-05-04T08:00:00Z"_s, u"2026-05-19T10:00:00Z"_s, u"2026-05-30T08:00:00Z"_s}));
        QCOMPARE(read.shifts[1].names, QStringList{u"Ben"_s});
    }

    void wholeDaysAreDaysOfTheCalendarsZone()
    {
        const auto read = shiftsOf("X-WR-TIMEZONE:America/New_York\n"
                                   "BEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20260514\nDTEND;VALUE=DATE:20260516\n"
                                   "SUMMARY:Ana\nEND:VEVENT\n");
        QCOMPARE(read.shifts[0].startNs, at("2026-05-14T04:00:00Z"));
        QCOMPARE(read.shifts[0].endNs, at("2026-05-16T04:00:00Z"));
    }

    void zonesOfWindowsAndOfTheFileItselfAreKnown()
    {
        const auto read = shiftsOf("BEGIN:VTIMEZONE\nTZID:Custom\nX-LIC-LOCATION:Asia/Tokyo\nBEGIN:STANDARD\n"
                                   "DTSTART:19700101T000000\nTZOFFSETFROM:+0900\nTZOFFSETTO:+0900\nEND:STANDARD\n"
                                   "END:VTIMEZONE\n"
                                   "BEGIN:VEVENT\nUID:1\nDTSTART;TZID=W. Europe Standard Time:20260514T090000\n"
                                   "DURATION:PT1H\nSUMMARY:Ana\nEND:VEVENT\n"
                                   "BEGIN:VEVENT\nUID:2\nDTSTART;TZID=Custom:20260515T090000\nDURATION:PT1H\n"
                                   "SUMMARY:Ben\nEND:VEVENT\n"
                                   "BEGIN:VEVENT\nUID:3\nDTSTART;TZID=Middle Earth:20260515T090000\nDURATION:PT1H\n"
                                   "SUMMARY:Sam\nEND:VEVENT\n");
        QCOMPARE(startsOf(read), (QStringList{u"2026-05-14T07:00:00Z"_s, u"2026-05-15T00:00:00Z"_s}));
        QCOMPARE(read.problems.size(), 1);
        QVERIFY2(read.problems[0].startsWith(u"Event 3: "_s), qPrintable(read.problems[0]));
    }

    void hostileCalendarsEndWithWords()
    {
        QVERIFY(!readShifts("", may));
        QVERIFY(!readShifts("<html>login</html>", may));
        QVERIFY(!readShifts(QByteArray(9 << 20, 'x'), may));
        QVERIFY(!readShifts(calendar(QByteArray("BEGIN:VEVENT\nEND:VEVENT\n").repeated(20'001)), may));
        // A rule for every second since 1970, one that never ends to find a day, lengths and dates that are none.
        const auto read = shiftsOf("BEGIN:VEVENT\nUID:s\nDTSTART:19700101T000000Z\nDURATION:PT1S\n"
                                   "RRULE:FREQ=SECONDLY\nEND:VEVENT\n"
                                   "BEGIN:VEVENT\nUID:n\nDTSTART:19700101T000000Z\nDURATION:PT1H\n"
                                   "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31\nEND:VEVENT\n"
                                   "BEGIN:VEVENT\nUID:l\nDTSTART:20260514T000000Z\nDTEND:20250514T000000Z\nEND:VEVENT\n"
                                   "BEGIN:VEVENT\nUID:d\nDTSTART:20261341T990000Z\nDURATION:PT1H\nEND:VEVENT\n"
                                   "BEGIN:VEVENT\nUID:z\nSUMMARY:nothing\nEND:VEVENT\n"
                                   "BEGIN:VEVENT\nUID:w\nDTSTART:20260514T000000Z\nDURATION:P99999999W\nEND:VEVENT\n");
        QCOMPARE(read.shifts.size(), 0);
        QVERIFY2(read.problems.size() >= 5, qPrintable(read.problems.join(u'\n')));
        static_cast<void>(readShifts(QByteArray("BEGIN:VCALENDAR\0BEGIN:VEVENT", 28), may));
    }
};

QTEST_GUILESS_MAIN(TestShifts)
#include "tst_shifts.moc"
