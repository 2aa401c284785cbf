// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/cluster/alertmanagerpair.h"
#include "tests/peers/cluster/slowdoor.h"
#include "tests/peers/cluster/watchingconsole.h"

using namespace wf;
using namespace wf::tests;
using engine::Handling;
using namespace Qt::StringLiterals;

namespace {

constexpr int soonMs = 60'000;

} // namespace

// Every Alertmanager as a clustered pair that is down or slow: nothing is lost and nothing is doubled.
class TestClusteredPair : public QObject {
    Q_OBJECT
    std::unique_ptr<AlertmanagerPair> m_pair;
    int m_number = 0;

    [[nodiscard]] QList<QUrl> both() const { return {m_pair->url(0), m_pair->url(1)}; }
    [[nodiscard]] QString newAlert()
    {
        const QString name = u"ClusterTest%1"_s.arg(++m_number);
        return m_pair->post({name}) ? name : QString();
    }
    // On both members, and the same one.
    [[nodiscard]] bool isHeldOnce(const QString &alert) const
    {
        const auto first = m_pair->active(0, alert), second = m_pair->active(1, alert);
        return first.size() == 1 && second.size() == 1 && first[0][u"id"] == second[0][u"id"];
    }

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
        const PeerList peers = PeerList::load();
        WF_NEED_PEER(peers, server);
        m_pair = std::make_unique<AlertmanagerPair>(programOf(peers.find(server)->pid));
        QVERIFY2(m_pair->start(), qPrintable(m_pair->problem()));
    }
    void cleanup() { m_pair.reset(); }

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
        m_pair->kill(0);
        QCOMPARE(mara.acknowledge({alert}).size(), 1); // nobody knows yet that it is down
        QTRY_COMPARE_WITH_TIMEOUT(m_pair->active(1, alert).size(), 1, soonMs);
        QTRY_VERIFY_WITH_TIMEOUT(mara.watch->snapshot()->sources[0].error || mara.watch->snapshot()->sources[1].error,
                                 soonMs);
        QVERIFY(mara.find(alert)); // still listed
        const QString second = u"ClusterTest%1"_s.arg(++m_number);
        QVERIFY(m_pair->postTo(1, {second}));
        QTRY_VERIFY_WITH_TIMEOUT(mara.find(second), soonMs);
        QCOMPARE(mara.acknowledge({second}).size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(m_pair->active(1, second).size(), 1, soonMs);
        QVERIFY(m_pair->startAgain(0));
        QTRY_VERIFY_WITH_TIMEOUT(isHeldOnce(alert) && isHeldOnce(second), soonMs);
        QTRY_VERIFY_WITH_TIMEOUT(mara.shows(alert, Handling::Acknowledged), soonMs);
        QCOMPARE(mara.yielded->count(), 0);
    }

    void withBothDownItWaitsOnDiskAndArrivesOnce()
    {
        const QString alert = newAlert();
        WatchingConsole mara(u"mara"_s, both());
        QTRY_VERIFY_WITH_TIMEOUT(mara.find(alert) && mara.find(alert)->sources.size() == 2, soonMs);
        m_pair->kill(0);
        m_pair->kill(1);
        QCOMPARE(mara.acknowledge({alert}).size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(mara.watch->knowledge(), engine::AlertKnowledge::Unknown, soonMs);
        QVERIFY(mara.find(alert));
        QCOMPARE(mara.desk->snapshot()->waiting, 1);
        QVERIFY(m_pair->startAgain(0));
        QVERIFY(m_pair->startAgain(1));
        QVERIFY(m_pair->post({alert}));
        QTRY_VERIFY_WITH_TIMEOUT(isHeldOnce(alert), soonMs);
        QTRY_VERIFY_WITH_TIMEOUT(mara.shows(alert, Handling::Acknowledged), soonMs);
    }

    void slowAnswersAreNotTakenForNone()
    {
        const QString alert = newAlert();
        SlowDoor first(m_pair->url(0), 1500), second(m_pair->url(1), 1500);
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
