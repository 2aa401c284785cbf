// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/cluster/clustercase.h"
#include "tests/peers/cluster/slowdoor.h"
#include "tests/peers/cluster/watchingconsole.h"

using namespace wf;
using namespace wf::tests;
using engine::Handling;
using namespace Qt::StringLiterals;

// Every Alertmanager as a clustered pair that is down or slow: nothing is lost and nothing is doubled.
class TestClusteredPair : public ClusterCase {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("server");
        const auto peers = PeerList::load().ofKind(u"alertmanager"_s);
        for (const Peer &peer : peers)
            QTest::newRow(qPrintable(peer.name)) << peer.name;
        if (peers.isEmpty())
            QTest::newRow("alertmanager") << u"alertmanager"_s;
    }

    void init()
    {
        QFETCH_GLOBAL(QString, server);
        start(server);
    }
    void cleanup() { end(); }

    void whatBothTellIsOneAlertAndIsAcknowledgedOnce()
    {
        const QString alert = newAlert();
        WatchingConsole mara(u"mara"_s, both());
        QTRY_VERIFY_WITH_TIMEOUT(mara.find(alert) && mara.find(alert)->sources.size() == 2, soonMs);
        QCOMPARE(mara.watch->snapshot()->alerts.size(), std::size_t(1));
        QCOMPARE(mara.acknowledge({alert}).size(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(isHeldOnce(alert), soonMs);
        QTRY_VERIFY_WITH_TIMEOUT(mara.shows(alert, Handling::Acknowledged), soonMs);
        QCOMPARE(mara.find(alert)->owner, u"mara"_s);
    }

    void withOneKilledTheOtherHoldsItAndTellsTheFirstLater()
    {
        const QString alert = newAlert();
        WatchingConsole mara(u"mara"_s, both());
        QTRY_VERIFY_WITH_TIMEOUT(mara.find(alert) && mara.find(alert)->sources.size() == 2, soonMs);
        pair().kill(0);
        QCOMPARE(mara.acknowledge({alert}).size(), 1); // nobody knows yet that it is down
        QTRY_COMPARE_WITH_TIMEOUT(pair().active(1, alert).size(), 1, soonMs);
        QTRY_VERIFY_WITH_TIMEOUT(mara.watch->snapshot()->sources[0].error || mara.watch->snapshot()->sources[1].error,
                                 soonMs);
        QVERIFY(mara.find(alert)); // still listed
        const QString second = newName();
        QVERIFY(pair().postTo(1, {second}));
        QTRY_VERIFY_WITH_TIMEOUT(mara.find(second), soonMs);
        QCOMPARE(mara.acknowledge({second}).size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(pair().active(1, second).size(), 1, soonMs);
        QVERIFY(pair().startAgain(0));
        QTRY_VERIFY_WITH_TIMEOUT(isHeldOnce(alert) && isHeldOnce(second), soonMs);
        QTRY_VERIFY_WITH_TIMEOUT(mara.shows(alert, Handling::Acknowledged), soonMs);
        QCOMPARE(mara.yielded->count(), 0);
    }

    void withBothDownItWaitsOnDiskAndArrivesOnce()
    {
        const QString alert = newAlert();
        WatchingConsole mara(u"mara"_s, both());
        QTRY_VERIFY_WITH_TIMEOUT(mara.find(alert) && mara.find(alert)->sources.size() == 2, soonMs);
        pair().kill(0);
        pair().kill(1);
        QCOMPARE(mara.acknowledge({alert}).size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(mara.watch->knowledge(), engine::AlertKnowledge::Unknown, soonMs);
        QVERIFY(mara.find(alert));
        QCOMPARE(mara.desk->snapshot()->waiting, 1);
        QVERIFY(pair().startAgain(0));
        QVERIFY(pair().startAgain(1));
        QVERIFY(pair().post({alert}));
        QTRY_VERIFY_WITH_TIMEOUT(isHeldOnce(alert), soonMs);
        QTRY_VERIFY_WITH_TIMEOUT(mara.shows(alert, Handling::Acknowledged), soonMs);
    }

    void slowAnswersAreNotTakenForNone()
    {
        const QString alert = newAlert();
        SlowDoor first(pair().url(0), 1500), second(pair().url(1), 1500);
        WatchingConsole mara(u"mara"_s, {first.url(), second.url()});
        QTRY_VERIFY_WITH_TIMEOUT(mara.find(alert), soonMs);
        QCOMPARE(mara.acknowledge({alert}).size(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(isHeldOnce(alert), soonMs);
        QTRY_VERIFY_WITH_TIMEOUT(mara.shows(alert, Handling::Acknowledged), soonMs);
        QVERIFY(isHeldOnce(alert));
    }
};

QTEST_GUILESS_MAIN(TestClusteredPair)
#include "tst_clusteredpair.moc"
