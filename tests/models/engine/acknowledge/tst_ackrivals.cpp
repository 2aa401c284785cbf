// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/acknowledge/ackdesk.h"

#include "tests/models/engine/acknowledge/memoryworld.h"

#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using support::FakeAlertSource;
using World = tests::MemoryWorld;

// Two consoles at once, members of a cluster, and clocks that differ.
class TstAckRivals : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whoWasFirstIsSettledAsSoonAsBothAreSeen()
    {
        World w(1);
        QVERIFY(w->acknowledge(0, 1).ok());
        w->pass(100); // what stands is looked at seldom by now
        QSignalSpy yielded(w->desk.get(), &AckDesk::yielded);
        signals::Silence theirs = w->server.stored.at(0); // through another member, a moment before ours
        theirs.id = u"theirs"_s;
        theirs.startsNs -= base::nsPerSecond;
        theirs.comment = u"ACK! looking"_s;
        theirs.createdBy = u"ines"_s;
        w->server.stored.push_back(theirs);
        w->pass(12); // the next answer shows both
        QCOMPARE(yielded.count(), 1);
        QCOMPARE(yielded.at(0).at(0).value<Yield>().holder, u"ines"_s);
        QCOMPARE(w->server.active().size(), std::size_t(1));
        QCOMPARE(w->server.active().at(0).id, u"theirs"_s);
    }

    // This machine's clock alone; the server's goes on.
    void aClockThatJumpsAnHourLosesAndDoublesNothing_data()
    {
        QTest::addColumn<qint64>("jumpNs");
        QTest::newRow("an hour ahead") << base::nsPerHour;
        QTest::newRow("an hour back") << -base::nsPerHour;
    }

    void aClockThatJumpsAnHourLosesAndDoublesNothing()
    {
        QFETCH(qint64, jumpNs);
        World w(3);
        QVERIFY(w->acknowledge(0, 1, 15 * base::nsPerMinute, true).ok());
        QVERIFY(w->acknowledge(1, 1, 2 * base::nsPerHour).ok());
        w->pass(12);
        const auto before = w->server.active();
        QCOMPARE(before.size(), std::size_t(2));
        const auto jump = [&w](qint64 ns) {
            w->clock.set(w->clock.nowNs() + ns);
            w->server.aheadNs -= ns;
            w->server.editState().clockSkewNs = w->server.aheadNs;
            w->pass(12);
        };
        const auto isHeldAsBefore = [&] {
            const auto now = w->server.active();
            return now.size() == 2 && now[0].id == before[0].id && now[1].id == before[1].id;
        };
        jump(jumpNs);
        QVERIFY(!w->acknowledge(2, 1).ok()); // it would end at the wrong time
        w->pass(40 * 60, 10);                // the first one was made longer meanwhile, by the right time
        QVERIFY(isHeldAsBefore());
        QVERIFY(w->server.active()[0].endsNs <= w->clock.nowNs() - jumpNs + 16 * base::nsPerMinute);
        QCOMPARE(w->desk->snapshot()->needAttention, 0);
        jump(-jumpNs);
        w->pass(20 * 60, 10);
        QVERIFY(isHeldAsBefore());
        QVERIFY(w->acknowledge(2, 1).ok());
        w->pass(3);
        QCOMPARE(w->server.active().size(), std::size_t(3));
        QCOMPARE(w.book.count(store::OpState::NeedsAttention), 0);
    }

    void whatWaitsIsSentSoonAfterTheClockWasSetBack()
    {
        World w(1);
        w->server.down = base::makeError(base::ErrorKind::Unreachable, u"refused"_s);
        QVERIFY(w->acknowledge(0, 1).ok());
        w->pass(30);
        w->server.down.reset();
        w->clock.set(w->clock.nowNs() - 20 * base::nsPerSecond - base::nsPerHour);
        w->server.aheadNs = base::nsPerHour; // told by no answer yet
        w->pass(2);
        QCOMPARE(w->server.active().size(), std::size_t(1));
    }

    void refusesWhenTheClocksDifferTooMuch()
    {
        World w(1);
        w->server.editState().clockSkewNs = 2 * base::nsPerMinute;
        const auto answer = w->acknowledge(0, 1);
        QVERIFY(!answer.ok());
        QVERIFY2(answer.error().summary.contains(u"is 2\u2009min ahead of this machine"_s),
                 qPrintable(answer.error().summary));
        w->server.editState().clockSkewNs = -2 * base::nsPerMinute;
        std::optional<base::Result<QStringList>> made;
        w->desk->silence({{u"am"_s},
                          {{u"alertname"_s, u"HighLatency"_s, false, true}},
                          w->clock.nowNs() + base::nsPerHour,
                          u"work"_s,
                          u"payment"_s,
                          {}},
                         [&made](auto r) { made = r; });
        QVERIFY(made && !made->ok());
        QVERIFY2(made->error().summary.contains(u"is 2\u2009min behind this machine"_s),
                 qPrintable(made->error().summary));
        QVERIFY(w.book.rows.empty());
    }

    void anAcknowledgementThatHasNotBegunIsTold()
    {
        World w(1);
        signals::Silence theirs; // from a console whose clock is ten minutes ahead
        theirs.matchers = exactMatchers(w->alert(0).alert.labels);
        theirs.startsNs = w->clock.nowNs() + 10 * base::nsPerMinute;
        theirs.endsNs = theirs.startsNs + base::nsPerHour;
        theirs.state = signals::SilenceState::Pending;
        theirs.createdBy = u"ines"_s;
        theirs.comment = u"ACK! looking"_s;
        w->server.store(theirs);
        w->pass(12);
        QCOMPARE(w->alert(0).handling, Handling::Open);
        const auto *coming = w->desk->comingFor(w->alert(0));
        QVERIFY(coming);
        QCOMPARE(coming->createdBy, u"ines"_s);
    }

    void onlyOneMemberOfAClusterIsAsked()
    {
        World w(1);
        w->killConsole();
        FakeAlertSource other(w->clock, u"am2"_s);
        other.alertList = w->server.alertList;
        w->set.alerts = {&w->server, &other};
        w->startConsole();
        QVERIFY(w->acknowledge(0, 1).ok()); // two servers that know nothing of each other: both
        w->pass(3);
        QCOMPARE(w->server.active().size() + other.active().size(), std::size_t(2));
        signals::AlertmanagerStatus a, b;
        a.peers = {u"x"_s, u"y"_s};
        b.peers = {u"y"_s, u"x"_s};
        QCOMPARE(clusterKey(u"am"_s, a), clusterKey(u"am2"_s, b));
        QVERIFY(clusterKey(u"am"_s, {}) != clusterKey(u"am2"_s, {}));
        w->killConsole();
    }

    void aMemberThatIsDownIsWrittenToThroughTheOther()
    {
        World w(2);
        w->killConsole();
        FakeAlertSource other(w->clock, u"am2"_s);
        other.alertList = w->server.alertList;
        other.gossip = &w->server;
        w->server.peers = other.peers = {u"x"_s, u"y"_s};
        w->set.alerts = {&w->server, &other};
        w->startConsole();
        w->pass(11);
        // Asked for while the chosen member has just died: nobody knows yet.
        w->server.down = base::makeError(base::ErrorKind::Unreachable, u"connection refused"_s);
        QVERIFY(w->acknowledge(0, 1).ok());
        other.peers = {u"y"_s}; // alone now
        w->pass(30);
        QCOMPARE(other.active().size(), std::size_t(1));
        // Asked for while it is down: one acknowledgement, not one for each member.
        QVERIFY(w->acknowledge(1, 1).ok());
        w->pass(30);
        QCOMPARE(other.active().size(), std::size_t(2));
        w->server.down.reset();
        w->server.peers = other.peers = {u"x"_s, u"y"_s};
        w->pass(60);
        QCOMPARE(other.active().size(), std::size_t(2));
        QCOMPARE(w.book.audited(u"alert.acknowledge.applied"_s), 2);
        w->killConsole();
    }

    void theSecondOfTwoConsolesYieldsAndIsToldToWhom()
    {
        World first(1), second(1);
        second.book.keys = u"01K"_s;
        second->server.gossip = &first->server;
        QSignalSpy yielded(second->desk.get(), &AckDesk::yielded);
        QVERIFY(first->acknowledge(0, 1).ok());
        first->pass(1);
        second->pass(1);
        QVERIFY(second->acknowledge(0, 1).ok()); // its list still shows the alert open
        first->pass(12);
        second->pass(12);
        QCOMPARE(first->server.active().size(), std::size_t(1));
        QCOMPARE(yielded.count(), 1);
        const auto yield = yielded.at(0).at(0).value<Yield>();
        QCOMPARE(yield.holder, u"mara"_s);
        QCOMPARE(yield.sinceNs, first->server.active().at(0).startsNs);
        QCOMPARE(yield.fingerprints, QStringList{second->alert(0).alert.fingerprint});
        QCOMPARE(second.book.audited(u"alert.acknowledge.yielded"_s), 1);
        QCOMPARE(second.book.count(store::OpState::NeedsAttention), 0);
        QCOMPARE(second->alert(0).handling, Handling::Acknowledged);
    }
};

QTEST_GUILESS_MAIN(TstAckRivals)
#include "tst_ackrivals.moc"
