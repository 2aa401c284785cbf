// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/cluster/clustercase.h"
#include "tests/peers/cluster/watchingconsole.h"

using namespace wf;
using namespace wf::tests;
using engine::Handling;
using namespace Qt::StringLiterals;

// A console whose clock is wrong beside a pair of real Alertmanagers whose clocks are right, and beside a console whose
// clock is right as well: it is said, nothing ends at the wrong time, nothing is lost and nothing is doubled.
class TestWrongClocks : public ClusterCase {
    Q_OBJECT

    static qint64 skewS(const WatchingConsole &console)
    {
        return console.watch->snapshot()->sources[0].clockSkewNs / base::nsPerSecond;
    }
    [[nodiscard]] QString heldBy(const QString &alert) const
    {
        const auto held = pair().active(0, alert);
        return held.size() == 1 ? held[0][u"id"].toString() : QString();
    }

private Q_SLOTS:
    void initTestCase() { start(newest()); }
    void cleanupTestCase() { end(); }

    void aWrongClockIsSaidAndNothingEndsAtTheWrongTime_data()
    {
        QTest::addColumn<int>("aheadS");
        QTest::newRow("an hour ahead") << 3600;
        QTest::newRow("an hour behind") << -3600;
        QTest::newRow("half a minute ahead") << 30;
        QTest::newRow("half a minute behind") << -30;
    }
    void aWrongClockIsSaidAndNothingEndsAtTheWrongTime()
    {
        QFETCH(int, aheadS);
        const QString alert = newAlert();
        WatchingConsole mara(u"mara"_s, both(), aheadS * base::nsPerSecond);
        QTRY_VERIFY_WITH_TIMEOUT(mara.find(alert), soonMs);
        QTRY_VERIFY2_WITH_TIMEOUT(std::abs(skewS(mara) + aheadS) <= 2, qPrintable(u"a skew of %1 s"_s.arg(skewS(mara))),
                                  soonMs);
        const QStringList keys = mara.acknowledge({alert}, 10 * base::nsPerMinute);
        if (std::abs(aheadS) > 60) {
            QVERIFY2(mara.trouble.contains(u"clocks"_s), qPrintable(mara.trouble));
            QVERIFY(pair().active(0, alert).isEmpty());
            return;
        }
        QCOMPARE(keys.size(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(isHeldOnce(alert), soonMs);
        QTRY_VERIFY_WITH_TIMEOUT(mara.shows(alert, Handling::Acknowledged), soonMs);
    }

    void aClockThatJumpsAnHourLosesAndDoublesNothing_data()
    {
        QTest::addColumn<int>("jumpS");
        QTest::newRow("an hour ahead") << 3600;
        QTest::newRow("an hour back") << -3600;
    }
    void aClockThatJumpsAnHourLosesAndDoublesNothing()
    {
        QFETCH(int, jumpS);
        const QString alert = newAlert(), other = newAlert(), third = newAlert();
        WatchingConsole mara(u"mara"_s, both()), ines(u"ines"_s, both());
        QTRY_VERIFY_WITH_TIMEOUT(mara.find(third) && ines.find(third), soonMs);
        QCOMPARE(mara.acknowledge({alert}, 30 * base::nsPerMinute).size(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(isHeldOnce(alert) && mara.desk->snapshot()->waiting == 0, soonMs);
        const QString held = heldBy(alert);

        mara.clock.setAhead(jumpS * base::nsPerSecond); // by this clock the half hour is over, or has hardly begun
        QTRY_VERIFY_WITH_TIMEOUT(std::abs(skewS(mara) + jumpS) <= 2, soonMs);
        QVERIFY(mara.acknowledge({other}).isEmpty());
        QVERIFY2(mara.trouble.contains(u"clocks"_s), qPrintable(mara.trouble));
        QCOMPARE(ines.acknowledge({other}).size(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(mara.shows(other, Handling::Acknowledged), soonMs); // what others do is followed
        pair().kill(0); // and a server that starts anew is looked at
        QVERIFY(pair().startAgain(0));
        QTRY_VERIFY_WITH_TIMEOUT(isHeldOnce(alert) && isHeldOnce(other), soonMs);
        QTRY_VERIFY_WITH_TIMEOUT(!mara.watch->snapshot()->sources[0].error && !mara.watch->snapshot()->sources[1].error,
                                 soonMs);
        QTRY_VERIFY_WITH_TIMEOUT(mara.shows(alert, Handling::Acknowledged), soonMs);
        QCOMPARE(heldBy(alert), held);
        QCOMPARE(mara.desk->snapshot()->ops.size(), std::size_t(1)); // it is not taken for over

        mara.clock.setAhead(0);
        const auto isRightAgain = [&mara] {
            return std::ranges::all_of(mara.watch->snapshot()->sources, [](const auto &one) {
                return std::abs(one.clockSkewNs) <= 2 * base::nsPerSecond;
            });
        };
        QTRY_VERIFY_WITH_TIMEOUT(isRightAgain(), soonMs);
        QCOMPARE(mara.acknowledge({third}).size(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(isHeldOnce(third), soonMs);
        QVERIFY(isHeldOnce(alert) && isHeldOnce(other));
        QCOMPARE(heldBy(alert), held);
        QCOMPARE(mara.desk->snapshot()->needAttention, 0);
        for (const auto *spy : {mara.yielded.get(), mara.ended.get(), ines.yielded.get(), ines.ended.get()})
            QVERIFY2(spy->isEmpty(), spy->signal().constData());
    }
};

QTEST_GUILESS_MAIN(TestWrongClocks)
#include "tst_wrongclocks.moc"
