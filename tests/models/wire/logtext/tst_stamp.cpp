// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/stamp.h"

#include "models/base/timetext.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using namespace wf;
using namespace wf::wire::logtext;
using support::instant;

namespace {

StampContext now(const char *iso = "2026-11-28T15:36:56Z")
{
    return {instant(iso), {}};
}

} // namespace

class TstStamp : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsWhatProgramsWrite_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("utc");
        const auto row = [](const char *text, const char *utc) {
            QTest::newRow(text) << QByteArray(text) << QString::fromLatin1(utc);
        };
        row("2026-11-28T15:36:56Z x", "2026-11-28T15:36:56Z");
        row("2026-11-28T15:36:56.123456789+01:00", "2026-11-28T14:36:56.123456789Z");
        row("2026-11-28 15:36:56,123 INFO", "2026-11-28T15:36:56.123Z");
        row("2026-11-28 15:36:56.123 UTC [42]", "2026-11-28T15:36:56.123Z");
        row("2026-11-28 15:36:56.123 CET LOG", "2026-11-28T14:36:56.123Z");
        row("2026-11-28T15:36:56-0800", "2026-11-28T23:36:56Z");
        row("2026-11-28 15:36:56 +0200 x", "2026-11-28T13:36:56Z");
        row("2026-11-28T15:36:56+01:000", "2026-11-28T15:36:56Z");
        row("2026-11-28 15:36 x", "2026-11-28T15:36:00Z");
        row("2026/11/28 15:36:56 [error]", "2026-11-28T15:36:56Z");
        row("2005-06-03-15.42.50.363779 R02", "2005-06-03T15:42:50.363779Z");
        row("20171223-22:15:29:606|Step", "2017-12-23T22:15:29.606Z");
        row("20171224-0:9:5:12|Step", "2017-12-24T00:09:05.12Z");
        row("20261128T153656Z x", "2026-11-28T15:36:56Z");
        row("081109 203615 148 INFO", "2008-11-09T20:36:15Z");
        row("160714  9:05:01 [Note]", "2016-07-14T09:05:01Z");
        row("Nov 28 15:36:56 host", "2026-11-28T15:36:56Z");
        row("Nov  8 15:36:56 host", "2026-11-08T15:36:56Z");
        row("Nov 28 2024 15:36:56 host", "2024-11-28T15:36:56Z");
        row("Nov 28, 2026 3:36:56 PM org", "2026-11-28T15:36:56Z");
        row("Nov 28, 2026 12:00:01 AM org", "2026-11-28T00:00:01Z");
        row("Sun Dec 04 04:47:44 2005] x", "2005-12-04T04:47:44Z");
        row("Fri Sep 09 10:42:29.902022 2011]", "2011-09-09T10:42:29.902022Z");
        row("Sat Nov 28 15:36:56 CET 2026: x", "2026-11-28T14:36:56Z");
        row("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37Z");
        row("28/Nov/2026:15:36:56 +0100] x", "2026-11-28T14:36:56Z");
        row("28-Nov-2026 15:36:56.123 INFO", "2026-11-28T15:36:56.123Z");
        row("28 Nov 2026 15:36:56.123 * x", "2026-11-28T15:36:56.123Z");
        row("11/28/2026 3:36:56 PM x", "2026-11-28T15:36:56Z");
        row("28/11/2026 15:36:56 x", "2026-11-28T15:36:56Z");
        row("28.11.2026 15:36:56 x", "2026-11-28T15:36:56Z");
        row("11-27 15:36:56.123 1234", "2026-11-27T15:36:56.123Z");
        row("10.30 16:49:06] chrome", "2026-10-30T16:49:06Z");
        row("15:36:50.250 [main]", "2026-11-28T15:36:50.25Z");
        row("1795880216 x", "2026-11-28T15:36:56Z");
        row("1795880216.5 x", "2026-11-28T15:36:56.5Z");
        row("1795880216123 x", "2026-11-28T15:36:56.123Z");
        row("1795880216123456789 x", "2026-11-28T15:36:56.123456789Z");
    }
    void readsWhatProgramsWrite()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, utc);
        const auto stamp = readStamp(text.toStdString(), now());
        QVERIFY(stamp);
        QCOMPARE(base::isoTime(stamp->timeNs), base::isoTime(base::parseIsoTime(utc)));
        QVERIFY(stamp->length <= static_cast<std::size_t>(text.size()));
    }

    void whatLooksSimilarIsNoTime_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"",
                                 "hello",
                                 "2026-13-28 15:36:56",
                                 "2026-11-31T15:36:56Z",
                                 "2026-11-28",
                                 "2026-11-28x15:36:56",
                                 "25:00:00.123",
                                 "12:30:45",
                                 "1.2.3.4 - -",
                                 "10.0.0.1:8080 open",
                                 "192.168.11.28 15:36:56",
                                 "123456 789012",
                                 "1795880216abc",
                                 "99999999999 x",
                                 "4111111111111111",
                                 "Nov 28",
                                 "March of time is long",
                                 "Monday is here today",
                                 "2026-11-28T15:61:00Z",
                                 "0000-00-00 00:00:00",
                                 "1/2 cup of sugar",
                                 "2026-02-29 10:00:00",
                                 "1999999999999999999999"})
            QTest::newRow(text) << QByteArray(text);
    }
    void whatLooksSimilarIsNoTime()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!readStamp(text.toStdString(), now()));
    }

    void aMissingYearIsTheNewestThatIsNotAhead()
    {
        QCOMPARE(readStamp("Dec 31 23:59:59 host", now("2027-01-01T00:00:05Z"))->timeNs,
                 instant("2026-12-31T23:59:59Z"));
        QCOMPARE(readStamp("Jan  1 00:00:01 host", now("2026-12-31T23:59:58Z"))->timeNs,
                 instant("2027-01-01T00:00:01Z"));
        QCOMPARE(readStamp("Nov 30 10:00:00 host", now())->timeNs, instant("2025-11-30T10:00:00Z"));
        QCOMPARE(readStamp("Feb 29 10:00:00 host", now())->timeNs, instant("2024-02-29T10:00:00Z"));
    }
    void aMissingZoneIsTheMachines()
    {
        StampContext context = now();
        context.zone = [](qint64) { return 2 * 3600; };
        QCOMPARE(readStamp("2026-11-28 15:36:56 x", context)->timeNs, instant("2026-11-28T13:36:56Z"));
        QCOMPARE(readStamp("2026-11-28T15:36:56Z", context)->timeNs, instant("2026-11-28T15:36:56Z"));
    }
    void aTimeOfDayIsTodaysOrYesterdays()
    {
        QCOMPARE(readStamp("23:59:59.900 x", now("2026-11-28T00:00:02Z"))->timeNs, instant("2026-11-27T23:59:59.900Z"));
        QVERIFY(!readStamp("23:59:59.900 x", now("2026-11-28T00:00:02Z"))->hasDate);
    }
    void everyPrefixIsReadWithoutHarm()
    {
        const std::string text = "Sat Nov 28 15:36:56 CET 2026 2026-11-28T15:36:56.123456789+01:00";
        for (std::size_t from = 0; from < text.size(); ++from)
            for (std::size_t n = 0; n <= text.size() - from; ++n)
                if (const auto stamp = readStamp(std::string_view(text).substr(from, n), now()))
                    QVERIFY(stamp->length <= n);
    }
};

QTEST_APPLESS_MAIN(TstStamp)
#include "tst_stamp.moc"
