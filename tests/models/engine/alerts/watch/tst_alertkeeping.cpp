// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/index/alertpresets.h"
#include "models/engine/alerts/ruleexpression.h"
#include "models/engine/alerts/watch/alertrecorder.h"

#include "models/store/store.h"
#include "tests/support/fakealertsource.h"
#include "tests/support/fakeclock.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

class TstAlertKeeping : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void remembersWhatNoServerCanTellAgain()
    {
        QTemporaryDir dir;
        base::ManualClock clock = support::clockAt();
        store::StoreOptions options;
        options.directory = dir.path() + u"/state"_s;
        options.maintenanceMs = 0;
        store::Store files(options, clock);
        async::Pools pools;
        support::FakeAlertSource server(clock, u"am"_s);
        signals::Alert alert;
        alert.labels = base::Labels{{"alertname", "High"}, {"service", "payment"}};
        alert.fingerprint = u"%1"_s.arg(alert.labels.fingerprint(), 16, 16, QLatin1Char('0'));
        alert.startsNs = clock.nowNs() - base::nsPerMinute;
        server.alertList = {alert};
        const sources::SourceSet set{{}, {&server}, {}, {}};
        AlertWatch watch(set, clock, pools, {});
        AlertRecorder recorder(watch, files.alerts(), {});
        watch.tick();
        QTRY_VERIFY(watch.isSettled());
        clock.advance(10 * base::nsPerSecond);
        server.alertList.clear();
        watch.tick();
        QTRY_VERIFY(watch.isSettled() && watch.snapshot()->alerts.empty());

        // Reading does not wait for what is still being written.
        async::Request request;
        AlertRecorder::Episodes seen;
        const auto ask = [&] {
            request = recorder.history(alert.fingerprint, {0, clock.nowNs()}, [&seen](const auto &answer) {
                if (answer)
                    seen = *answer;
            });
            return true;
        };
        QTRY_VERIFY(ask() && seen.size() == 1 && seen[0].endNs > 0);
        QCOMPARE(seen[0].startNs, alert.startsNs);

        // What somebody else has kept of earlier days stands beside it; told twice it is there once.
        signals::Alert earlier = alert;
        earlier.startsNs -= base::nsPerDay;
        earlier.endsNs = earlier.startsNs + base::nsPerHour;
        for (int i = 0; i < 2; ++i)
            recorder.recordOver(u"am"_s, {earlier});
        QTRY_VERIFY(ask() && seen.size() == 2);
        QCOMPARE(seen[1].startNs, earlier.startsNs);
        QCOMPARE(seen[1].endNs, earlier.endsNs);
        QVERIFY(!recorder.lastError());
    }
    // A colleague on another console acknowledges on the server: history and times to acknowledge know of it.
    void whoAcknowledgedElsewhereIsRemembered()
    {
        QTemporaryDir dir;
        base::ManualClock clock = support::clockAt();
        store::StoreOptions options;
        options.directory = dir.path() + u"/state"_s;
        options.maintenanceMs = 0;
        store::Store files(options, clock);
        async::Pools pools;
        support::FakeAlertSource server(clock, u"am"_s);
        signals::Alert alert;
        alert.labels = base::Labels{{"alertname", "High"}, {"service", "payment"}};
        alert.fingerprint = u"%1"_s.arg(alert.labels.fingerprint(), 16, 16, QLatin1Char('0'));
        alert.startsNs = clock.nowNs() - 10 * base::nsPerMinute;
        alert.silencedBy = {u"s1"_s};
        alert.state = signals::AlertState::Suppressed;
        server.alertList = {alert};
        signals::Silence silence;
        silence.id = u"s1"_s;
        silence.matchers = {{u"alertname"_s, u"High"_s}};
        silence.startsNs = clock.nowNs() - 4 * base::nsPerMinute;
        silence.endsNs = clock.nowNs() + base::nsPerHour;
        silence.createdBy = u"ines"_s;
        silence.comment = u"ACK! rolling back"_s;
        silence.source = u"am"_s;
        server.stored = {silence};
        const sources::SourceSet set{{}, {&server}, {}, {}};
        AlertWatch watch(set, clock, pools, {});
        AlertRecorder recorder(watch, files.alerts(), {});
        watch.tick();
        std::vector<store::AlertSighting> seen;
        async::Request request;
        const auto ask = [&] {
            request = files.alerts().sightings({0, clock.nowNs()}, {}, [&seen](const auto &answer) {
                if (answer)
                    seen = *answer;
            });
            return true;
        };
        QTRY_VERIFY(ask() && seen.size() == 1 && !seen[0].ackBy.isEmpty());
        QCOMPARE(seen[0].ackBy, u"ines"_s);
        QCOMPARE(seen[0].ackNs, silence.startsNs);
        // Whom this console named stays.
        recorder.acknowledged(watch.snapshot()->alerts.empty() ? std::vector<WatchedAlert>()
                                                               : std::vector{watch.snapshot()->alerts[0]},
                              u"mara"_s, {});
        QTRY_VERIFY(ask() && seen[0].ackBy == u"mara"_s);
        clock.advance(base::nsPerMinute);
        server.stored[0].endsNs += base::nsPerHour;
        watch.tick();
        QTRY_VERIFY(watch.isSettled());
        QVERIFY(ask());
        QCOMPARE(seen[0].ackBy, u"mara"_s);
    }
    void presetsSurviveARestart()
    {
        QTemporaryDir dir;
        const base::ManualClock clock = support::clockAt();
        store::StoreOptions options;
        options.directory = dir.path() + u"/state"_s;
        options.maintenanceMs = 0;
        bool saved = false;
        {
            store::Store files(options, clock);
            AlertPresets presets(files.ledger());
            QVERIFY(!presets.presets().empty());
            presets.save({u"mine"_s, u"svc:payment"_s, u"region"_s},
                         [&saved](const auto &status) { saved = status.ok(); });
            QTRY_VERIFY(saved);
            bool refused = false;
            presets.save({u" "_s, {}, {}}, [&refused](const auto &status) { refused = !status.ok(); });
            QVERIFY(refused);
        }
        store::Store files(options, clock);
        AlertPresets presets(files.ledger());
        const AlertPreset mine{u"mine"_s, u"svc:payment"_s, u"region"_s};
        QTRY_VERIFY(!presets.presets().empty() && presets.presets().back() == mine);
        bool removed = false;
        presets.remove(u"mine"_s, [&removed](const auto &status) { removed = status.ok(); });
        QTRY_VERIFY(removed);
        QVERIFY(!(presets.presets().back() == mine));
    }
    void findsTheThresholdOfARule_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("measured");
        QTest::addColumn<QString>("comparison");
        QTest::addColumn<double>("threshold"); // -1: none
        QTest::newRow("plain") << u"rate(x[5m]) > 0.5"_s << u"rate(x[5m])"_s << u">"_s << 0.5;
        QTest::newRow("inner comparisons stay") << u"sum(up == 0) by (job) / count(up) >= 0.1"_s
                                                << u"sum(up == 0) by (job) / count(up)"_s << u">="_s << 0.1;
        QTest::newRow("matcher") << u"x{a!=\"b>2\"} < 3"_s << u"x{a!=\"b>2\"}"_s << u"<"_s << 3.0;
        QTest::newRow("equals") << u"up == 0"_s << u"up"_s << u"=="_s << 0.0;
        QTest::newRow("scientific") << u"x > 1e-3"_s << u"x"_s << u">"_s << 0.001;
        QTest::newRow("against a series") << u"a > b"_s << u"a > b"_s << QString() << -1.0;
        QTest::newRow("two conditions") << u"a > 1 and b > 2"_s << u"a > 1 and b > 2"_s << QString() << -1.0;
        QTest::newRow("bool") << u"a > bool 1"_s << u"a > bool 1"_s << QString() << -1.0;
        QTest::newRow("none") << u"absent(up)"_s << u"absent(up)"_s << QString() << -1.0;
        QTest::newRow("broken") << u"a ) > 1"_s << u"a ) > 1"_s << QString() << -1.0;
    }
    void findsTheThresholdOfARule()
    {
        QFETCH(QString, expression);
        QFETCH(QString, measured);
        QFETCH(QString, comparison);
        QFETCH(double, threshold);
        const auto split = splitThreshold(expression);
        QCOMPARE(split.measured, measured);
        QCOMPARE(split.comparison, comparison);
        QCOMPARE(split.threshold.value_or(-1.0), threshold);
    }
};

QTEST_GUILESS_MAIN(TstAlertKeeping)
#include "tst_alertkeeping.moc"
