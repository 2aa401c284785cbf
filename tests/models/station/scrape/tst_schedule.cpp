// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/schedule.h"

#include "models/base/clock.h"
#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf;
using namespace wf::station;

namespace {
constexpr qint64 s = base::nsPerSecond;
constexpr qint64 ms = base::nsPerMs;
} // namespace

class ScheduleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { wf::support::failOnAnyWarning(); }

    void decidesWhenNext_data()
    {
        QTest::addColumn<qint64>("phase");
        QTest::addColumn<qint64>("lastDue");
        QTest::addColumn<qint64>("now");
        QTest::addColumn<qint64>("due");
        QTest::addColumn<qint64>("missed");
        // The interval is 15 s; turns are at phase + n * 15 s.
        QTest::newRow("the first comes within a second")
            << 4 * s + 300 * ms << qint64(0) << 1000 * s << 1000 * s + 300 * ms << qint64(0);
        QTest::newRow("after the first, the rhythm")
            << 4 * s << 1000 * s << 1000 * s + 100 * ms << 1009 * s << qint64(0);
        QTest::newRow("out of turn just before a turn") << 4 * s << 1008 * s << 1008 * s + ms << 1024 * s << qint64(0);
        QTest::newRow("in turn") << 4 * s << 1009 * s << 1009 * s + 300 * ms << 1024 * s << qint64(0);
        QTest::newRow("fired a little early") << 4 * s << 1009 * s << 1009 * s - 2 * ms << 1024 * s << qint64(0);
        QTest::newRow("took nearly the interval") << 4 * s << 1009 * s << 1023 * s << 1024 * s << qint64(0);
        QTest::newRow("took longer than the interval") << 4 * s << 1009 * s << 1025 * s << 1039 * s << qint64(1);
        QTest::newRow("the machine slept for an hour") << 4 * s << 1009 * s << 4610 * s << 4624 * s << qint64(240);
        QTest::newRow("the clock went forward a year")
            << 4 * s << 1009 * s << 31537009 * s << 31537024 * s << qint64(2102400);
        QTest::newRow("the clock went back an hour") << 4 * s << 10009 * s << 6410 * s << 6424 * s << qint64(0);
        QTest::newRow("the clock went back a second")
            << 4 * s << 1009 * s << 1008 * s + 500 * ms << 1024 * s << qint64(0);
        QTest::newRow("before 1970") << 4 * s << -100 * s << -90 * s << -86 * s << qint64(0);
    }
    void decidesWhenNext()
    {
        QFETCH(qint64, phase);
        QFETCH(qint64, lastDue);
        QFETCH(qint64, now);
        QFETCH(qint64, due);
        QFETCH(qint64, missed);
        const NextScrape next = nextScrape({15 * s, static_cast<quint64>(phase)}, lastDue, now);
        QCOMPARE(next.dueNs, due);
        QCOMPARE(next.delayNs, due - now);
        QCOMPARE(next.missed, missed);
        QVERIFY(next.delayNs >= 0 && next.delayNs <= 23 * s);
    }

    void samplesGetTheTimeTheyWereDue()
    {
        const Rhythm rhythm{15 * s, 0};
        QCOMPARE(sampleTimeMs(rhythm, 1000 * s, 1000 * s + 8 * ms), 1000'000);
        QCOMPARE(sampleTimeMs(rhythm, 1000 * s, 1000 * s - 2 * ms), 1000'000);
        QCOMPARE(sampleTimeMs(rhythm, 1000 * s, 1000 * s + 40 * ms), 1000'040);
        QCOMPARE(sampleTimeMs({s, 0}, 1000 * s, 1000 * s + 11 * ms), 1000'011);
    }

    void noticesAClockThatJumps()
    {
        QCOMPARE(clockJumpNs(1000 * s, 5 * s, 1015 * s, 20 * s), 0);
        QCOMPARE(clockJumpNs(1000 * s, 5 * s, 1015 * s + 900 * ms, 20 * s), 0);
        QCOMPARE(clockJumpNs(1000 * s, 5 * s, 4615 * s, 20 * s), 3600 * s);
        QCOMPARE(clockJumpNs(5000 * s, 5 * s, 1415 * s, 20 * s), -3600 * s);
    }
};

QTEST_GUILESS_MAIN(ScheduleTest)
#include "tst_schedule.moc"
