// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/watch/alertwatch.h"

#include "tests/support/fakealertsource.h"
#include "tests/support/fakeclock.h"

#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

struct World {
    base::ManualClock clock = support::clockAt();
    async::Pools pools;
    support::FakeAlertSource server{clock, u"am"_s};
    sources::SourceSet set{{}, {&server}, {}, {}};
    AlertWatch watch{set, clock, pools, {}};

    World()
    {
        signals::Alert alert;
        alert.labels = base::Labels{{"alertname", "High"}, {"severity", "critical"}};
        alert.fingerprint = u"%1"_s.arg(alert.labels.fingerprint(), 16, 16, QLatin1Char('0'));
        server.alertList = {alert};
    }
    void pass(qint64 seconds)
    {
        clock.advance(seconds * base::nsPerSecond);
        watch.tick();
    }
};

} // namespace

class TstAlertWatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void publishesWhatTheSourceTells()
    {
        World w;
        QSignalSpy changed(&w.watch, &AlertWatch::changed);
        QVERIFY(w.watch.snapshot());
        QVERIFY(w.watch.knowledge() == AlertKnowledge::NotAsked);
        w.watch.tick();
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(w.watch.snapshot()->alerts.size(), std::size_t(1));
        QVERIFY(w.watch.knowledge() == AlertKnowledge::Fresh);
        QVERIFY(w.watch.isSettled());
    }
    void whatTheConsoleFoundIsMergedRecordedAndForgottenAgain()
    {
        World w;
        QSignalSpy told(&w.watch, &AlertWatch::answered);
        w.watch.tick();
        QTRY_VERIFY(w.watch.isSettled());
        const auto before = told.count();
        signals::Rule rule;
        rule.name = u"MetricAnomaly"_s;
        w.watch.setOwn(rule);
        QCOMPARE(told.count(), before); // nothing was found, and nothing before
        signals::Alert alert;
        alert.labels = base::Labels{{"alertname", "MetricAnomaly"}, {"service", "checkout"}, {"severity", "warning"}};
        alert.fingerprint = u"%1"_s.arg(alert.labels.fingerprint(), 16, 16, QLatin1Char('0'));
        alert.value = 1;
        rule.alerts = {alert};
        w.watch.setOwn(rule);
        QTRY_COMPARE(w.watch.snapshot()->alerts.size(), std::size_t(2));
        QCOMPARE(told.count(), before + 1);
        rule.alerts.front().value = 2;
        w.watch.setOwn(rule);
        QCOMPARE(told.count(), before + 1); // only its value moved
        QVERIFY(w.watch.knowledge() == AlertKnowledge::Fresh);
        rule.alerts.clear();
        w.watch.setOwn(rule);
        QTRY_COMPARE(w.watch.snapshot()->alerts.size(), std::size_t(1));
    }
    void asksOnlyOnceAnInterval()
    {
        World w;
        w.watch.tick();
        QTRY_VERIFY(w.watch.isSettled());
        const int calls = w.server.calls;
        w.pass(9);
        QCOMPARE(w.server.calls, calls);
        w.pass(1);
        QCOMPARE(w.server.calls, 2 * calls);
        QTRY_VERIFY(w.watch.isSettled());
    }
    void keepsTheLastGoodListAndSaysSinceWhenItIsUnknown()
    {
        World w;
        QSignalSpy knowledge(&w.watch, &AlertWatch::knowledgeChanged);
        w.watch.tick();
        QTRY_VERIFY(w.watch.isSettled());
        const qint64 good = w.clock.nowNs();
        w.server.down = base::makeError(base::ErrorKind::Unreachable, u"refused"_s);
        for (int i = 0; i < 3; ++i) {
            w.pass(10);
            QTRY_VERIFY(w.watch.isSettled());
        }
        QCOMPARE(w.watch.snapshot()->alerts.size(), std::size_t(1));
        QVERIFY(w.watch.knowledge() == AlertKnowledge::Unknown);
        QCOMPARE(w.watch.unknownSinceNs(), good);
        QCOMPARE(w.watch.snapshot()->sources.at(0).error->summary, u"refused"_s);
        QCOMPARE(knowledge.count(), 2);
        w.server.down.reset();
        w.pass(10);
        QTRY_VERIFY(w.watch.knowledge() == AlertKnowledge::Fresh);
    }
    void tellsWhatChanged()
    {
        World w;
        w.watch.tick();
        QTRY_VERIFY(w.watch.isSettled());
        w.server.alertList.clear();
        w.pass(10);
        QTRY_VERIFY(w.watch.snapshot()->alerts.empty());
        QCOMPARE(w.watch.snapshot()->changes.resolved.size(), std::size_t(1));
    }
    void noticesARestartOfTheServer()
    {
        World w;
        w.watch.tick();
        QTRY_VERIFY(w.watch.isSettled());
        const qint64 before = w.watch.snapshot()->sources.at(0).startedNs;
        w.clock.advance(base::nsPerSecond);
        w.server.loseMemory();
        w.pass(10);
        QTRY_VERIFY(w.watch.snapshot()->sources.at(0).startedNs > before);
        QTRY_VERIFY(w.watch.isSettled());
    }
    void mayDieWhileAsking()
    {
        World w;
        {
            AlertWatch shortLived(w.set, w.clock, w.pools, {});
            shortLived.tick();
        }
        QCoreApplication::processEvents();
        QVERIFY(w.server.calls > 0);
    }
};

QTEST_GUILESS_MAIN(TstAlertWatch)
#include "tst_alertwatch.moc"
