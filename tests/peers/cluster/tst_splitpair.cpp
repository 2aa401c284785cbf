// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/cluster/alertmanagerpair.h"
#include "tests/peers/cluster/slowdoor.h"
#include "tests/peers/cluster/watchingconsole.h"

#include <QElapsedTimer>

using namespace wf;
using namespace wf::tests;
using engine::Handling;
using namespace Qt::StringLiterals;

namespace {

constexpr int soonMs = 60'000;

} // namespace

// The newest Alertmanager as a pair that is frozen, late or split, and consoles that act at once: one acknowledgement
// in the end. Of one version only, for these wait for deadlines.
class TestSplitPair : public QObject {
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
    void init()
    {
        const PeerList peers = PeerList::load();
        const auto found = peers.ofKind(u"alertmanager"_s);
        WF_NEED_PEER(peers, found.isEmpty() ? u"alertmanager"_s : found.last().name);
        m_pair = std::make_unique<AlertmanagerPair>(programOf(found.last().pid));
        QVERIFY2(m_pair->start(), qPrintable(m_pair->problem()));
    }
    void cleanup() { m_pair.reset(); }

    void aFrozenMemberThatAnswersLateDoublesNothing()
    {
        const QString alert = newAlert();
        WatchingConsole mara(u"mara"_s, both());
        QTRY_VERIFY_WITH_TIMEOUT(mara.find(alert) && mara.find(alert)->sources.size() == 2, soonMs);
        m_pair->freeze(0);
        m_pair->freeze(1);
        QCOMPARE(mara.acknowledge({alert}).size(), 1); // written down, and on its way
        QTest::qWait(3000); // policy: allow(qwait) the servers are frozen for a while, there is nothing to wait for
        m_pair->thaw(1);
        // Not before the frozen one's deadline: until then its answer may still come.
        QTRY_COMPARE_WITH_TIMEOUT(m_pair->active(1, alert).size(), 1, 3 * soonMs);
        m_pair->thaw(0); // what was sent to it meanwhile arrives now
        QTRY_VERIFY_WITH_TIMEOUT(m_pair->seesTheOther(0) && m_pair->seesTheOther(1), soonMs);
        QTRY_VERIFY_WITH_TIMEOUT(mara.shows(alert, Handling::Acknowledged), soonMs);
        QTRY_VERIFY_WITH_TIMEOUT(isHeldOnce(alert), soonMs);
        QCOMPARE(mara.desk->snapshot()->needAttention, 0);
    }

    void ofTwoConsolesThatActAtOnceTheFirstHoldsIt()
    {
        const QString alert = newAlert();
        // Each through a member of its own: neither can see the other's silence before both have written.
        WatchingConsole mara(u"mara"_s, {m_pair->url(0)}), ines(u"ines"_s, {m_pair->url(1)});
        QTRY_VERIFY_WITH_TIMEOUT(mara.find(alert) && ines.find(alert), soonMs);
        QCOMPARE(mara.acknowledge({alert}).size(), 1);
        QCOMPARE(ines.acknowledge({alert}).size(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(mara.shows(alert, Handling::Acknowledged) && ines.shows(alert, Handling::Acknowledged),
                                 soonMs);
        // Found as soon as an answer shows both.
        QTRY_VERIFY_WITH_TIMEOUT(isHeldOnce(alert), soonMs);
        QCOMPARE(mara.yielded->count() + ines.yielded->count(), 1);
        const QString holder = m_pair->active(0, alert).front()[u"createdBy"].toString();
        const auto &loser = mara.yielded->isEmpty() ? *ines.yielded : *mara.yielded;
        QCOMPARE(loser.at(0).at(0).value<engine::Yield>().holder, holder);
        QTRY_COMPARE_WITH_TIMEOUT(mara.find(alert)->owner, holder, soonMs);
        QTRY_COMPARE_WITH_TIMEOUT(ines.find(alert)->owner, holder, soonMs);

        // Given to somebody by each: the last one is right, and there is still one.
        QCOMPARE(mara.assign(alert, u"tom"_s), QString());
        QTRY_COMPARE_WITH_TIMEOUT(ines.find(alert)->owner, u"tom"_s, soonMs);
        QCOMPARE(ines.assign(alert, u"pia"_s), QString());
        QTRY_COMPARE_WITH_TIMEOUT(mara.find(alert)->owner, u"pia"_s, soonMs);
        QTRY_VERIFY_WITH_TIMEOUT(isHeldOnce(alert), soonMs);
    }

    void aSplitPairIsOneAgainAfterwards()
    {
        const QString alert = newAlert();
        WatchingConsole mara(u"mara"_s, {m_pair->url(0)}), ines(u"ines"_s, {m_pair->url(1)});
        QTRY_VERIFY_WITH_TIMEOUT(mara.find(alert) && ines.find(alert), soonMs);
        m_pair->freeze(1); // one side of a split: it hears nothing of what the other is told
        QCOMPARE(mara.acknowledge({alert}).size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(m_pair->active(0, alert).size(), 1, soonMs);
        m_pair->freeze(0); // and the other
        m_pair->thaw(1);
        QCOMPARE(ines.acknowledge({alert}).size(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(!m_pair->active(1, alert).isEmpty(), soonMs);
        m_pair->thaw(0);
        QTRY_VERIFY_WITH_TIMEOUT(isHeldOnce(alert), 2 * soonMs);
        QCOMPARE(m_pair->active(0, alert).front()[u"createdBy"].toString(), u"mara"_s); // she was first
    }

    // Ten seconds for every answer: what one server takes holds nothing up that another one tells.
    void aServerThatAnswersTenSecondsLateHoldsNothingUp()
    {
        const QString alert = newAlert(), second = newAlert();
        SlowDoor late(m_pair->url(1), 10'000);
        WatchingConsole mara(u"mara"_s, {m_pair->url(0), late.url()}), ines(u"ines"_s, {late.url()});
        QElapsedTimer watch;
        watch.start();
        QTRY_VERIFY_WITH_TIMEOUT(mara.find(alert) && mara.find(second), soonMs);
        QCOMPARE(mara.acknowledge({alert}).size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(m_pair->active(0, alert).size(), 1, soonMs);
        QTRY_VERIFY_WITH_TIMEOUT(mara.shows(alert, Handling::Acknowledged), soonMs);
        QVERIFY2(watch.elapsed() < 8000,
                 qPrintable(u"%1 ms"_s.arg(watch.elapsed()))); // before the late one has said a word
        QTRY_VERIFY_WITH_TIMEOUT(ines.shows(alert, Handling::Acknowledged) && ines.find(second), soonMs);
        QCOMPARE(ines.acknowledge({second}).size(), 1); // by the late one alone: looked, written, looked again
        QTRY_VERIFY_WITH_TIMEOUT(ines.desk->snapshot()->waiting == 0 && ines.shows(second, Handling::Acknowledged),
                                 2 * soonMs);
        QVERIFY(isHeldOnce(alert) && isHeldOnce(second));
        QCOMPARE(mara.desk->snapshot()->needAttention + ines.desk->snapshot()->needAttention, 0);
    }
};

QTEST_GUILESS_MAIN(TestSplitPair)
#include "tst_splitpair.moc"
