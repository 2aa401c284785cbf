// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/notify/escalate/runnersign.h"

#include "models/base/timetext.h"
#include "tests/support/failonwarning.h"
#include "tests/support/fakealertsource.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

// A console that watches these servers.
struct Console {
    Console(const sources::SourceSet &set, const base::Clock &clock, const QString &who, bool mayWrite = true)
        : watch(set, clock, pools, {}), sign(set, watch, clock, {who, u"desk-3"_s, mayWrite})
    {
        watch.start();
    }
    void look()
    {
        watch.pollNow();
        QTRY_VERIFY(watch.isSettled());
    }
    async::Pools pools;
    AlertWatch watch;
    RunnerSign sign;
};

} // namespace

class TestRunnerSign : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void othersSeeWhoRunsThemAndThatNobodyDoes()
    {
        base::ManualClock clock = support::clockAt();
        support::FakeAlertSource server(clock, u"am"_s);
        const sources::SourceSet set{{}, {&server}, {}, {}};
        Console runs(set, clock, u"ines"_s), watches(set, clock, u"mara"_s);
        QVERIFY(!watches.sign.isWhole()); // nobody was asked yet
        runs.look();
        watches.look();
        QVERIFY(watches.sign.isWhole());
        QVERIFY(watches.sign.others().empty());

        const qint64 since = clock.nowNs();
        runs.sign.setRunning(true);
        QTRY_COMPARE(server.active().size(), 1U);
        QVERIFY(isRunnerSign(server.stored.front()));
        watches.look();
        QTRY_COMPARE(watches.sign.others(), (std::vector<EscalationRunner>{{u"ines"_s, u"desk-3"_s, since}}));
        QCOMPARE(runnerWords(watches.sign.others().front(), since), u"ines on desk-3 since 02:14"_s);
        runs.look();
        QVERIFY(runs.sign.others().empty()); // oneself is no other

        runs.sign.setRunning(false);
        QTRY_VERIFY(server.active().empty());
        watches.look();
        QTRY_VERIFY(watches.sign.others().empty());
    }
    void itIsRenewedAndEndsWithTheConsole()
    {
        base::ManualClock clock = support::clockAt();
        support::FakeAlertSource server(clock, u"am"_s);
        const sources::SourceSet set{{}, {&server}, {}, {}};
        Console runs(set, clock, u"ines"_s);
        runs.look();
        const qint64 since = clock.nowNs();
        runs.sign.setRunning(true);
        QTRY_COMPARE(server.active().size(), 1U);
        for (int i = 0; i < 20; ++i) {
            clock.advance(base::nsPerMinute);
            runs.look();
            QTRY_VERIFY(!server.active().empty());
        }
        QCOMPARE(server.stored.size(), 1U); // one and the same
        QCOMPARE(runnersIn(server.stored, clock.nowNs()).front().sinceNs, since);
        // A crash: nobody renews it.
        clock.advance(RunnerSign::lastsNs);
        QVERIFY(server.active().empty());
    }
    void aServerThatForgetsIsToldAgainWithTheSameSince()
    {
        base::ManualClock clock = support::clockAt();
        support::FakeAlertSource server(clock, u"am"_s);
        const sources::SourceSet set{{}, {&server}, {}, {}};
        Console runs(set, clock, u"ines"_s);
        runs.look();
        const qint64 since = clock.nowNs();
        runs.sign.setRunning(true);
        QTRY_COMPARE(server.active().size(), 1U);
        server.loseMemory();
        clock.advance(2 * base::nsPerMinute);
        runs.look();
        QTRY_COMPARE(server.active().size(), 1U);
        QCOMPARE(runnersIn(server.active(), clock.nowNs()).front().sinceNs, since);
    }
    void aClusterIsToldOnce()
    {
        base::ManualClock clock = support::clockAt();
        support::FakeAlertSource one(clock, u"am-1"_s), other(clock, u"am-2"_s);
        one.peers = other.peers = {u"a"_s, u"b"_s};
        other.gossip = &one;
        const sources::SourceSet set{{}, {&one, &other}, {}, {}};
        Console runs(set, clock, u"ines"_s);
        runs.look();
        runs.sign.setRunning(true);
        QTRY_COMPARE(one.active().size(), 1U);
        runs.look();
        runs.look();
        QCOMPARE(one.posts + other.posts, 1);
    }
    void whereNothingMayBeWrittenOthersAreSeen()
    {
        base::ManualClock clock = support::clockAt();
        support::FakeAlertSource server(clock, u"am"_s);
        const sources::SourceSet set{{}, {&server}, {}, {}};
        Console reads(set, clock, u"mara"_s, false);
        reads.look();
        reads.sign.setRunning(true);
        (void)server.store(runnerSign({u"ines"_s, u"desk-1"_s, clock.nowNs()}, clock.nowNs() + base::nsPerHour));
        reads.look();
        QTRY_COMPARE(reads.sign.others().size(), 1U);
        QCOMPARE(server.posts, 0);
    }
    void aSignOfSomethingElseIsNone()
    {
        signals::Silence silence;
        silence.matchers = {{u"service"_s, u"payment"_s}};
        QVERIFY(!isRunnerSign(silence));
        QVERIFY(runnersIn({silence}, 1).empty());
        auto odd = runnerSign({u"ines"_s, u"desk"_s, 5}, 10);
        odd.comment = u"edited since yesterday"_s; // somebody wrote into it
        odd.startsNs = 7;
        QCOMPARE(runnersIn({odd}, 8).front().sinceNs, 7);
        QVERIFY(runnersIn({odd}, 10).empty()); // its end
        odd.state = signals::SilenceState::Expired;
        QVERIFY(runnersIn({odd}, 8).empty());
    }
};

QTEST_GUILESS_MAIN(TestRunnerSign)
#include "tst_runnersign.moc"
