// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/history/incidentlog.h"

#include "models/engine/alerts/watch/alertrecorder.h"
#include "models/engine/metrics/metricreader.h"
#include "models/store/store.h"
#include "tests/models/store/asking.h"
#include "tests/support/failonwarning.h"
#include "tests/support/fakealertsource.h"
#include "tests/support/fakeclock.h"
#include "tests/support/firing.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

struct World {
    explicit World(const QString &directory, base::ManualClock &now)
        : clock(now),
          files(test::quietOptions(directory), clock),
          set{{}, {&server}, {}, {}},
          watch(set, clock, pools, {}),
          services(set, {}, clock),
          keeper({watch, services, files.alerts(), files.ledger()}, {}, clock, pools, u"mara"_s),
          reader(set, nullptr, clock),
          causes({keeper, services, reader, set, files.ledger()}, clock, pools, u"mara"_s),
          log({keeper, watch, causes, files.ledger()})
    {
        keeper.start();
        causes.start();
        log.start();
    }
    void fire()
    {
        server.alertList = {support::firing({{"alertname", "Slow"}, {"service", "cart"}, {"severity", "critical"}},
                                            support::clockAt().nowNs() - 10 * base::nsPerMinute)};
        watch.pollNow();
    }
    [[nodiscard]] bool hasOpen() const { return keeper.isSettled() && !keeper.snapshot()->open.empty(); }

    base::ManualClock &clock;
    support::FakeAlertSource server{clock, u"am"_s};
    store::Store files;
    async::Pools pools;
    sources::SourceSet set;
    AlertWatch watch;
    ServiceCatalog services;
    IncidentKeeper keeper;
    MetricReader reader;
    CauseDesk causes;
    IncidentLog log;
};

PastIncident past(qint64 number, std::optional<OutcomeKind> outcome, qint64 takenNs = 0)
{
    PastIncident out;
    out.number = number;
    out.service = u"cart"_s;
    out.openedNs = support::instant("2026-05-14T02:00:00Z");
    out.takenNs = takenNs;
    out.outcome = outcome;
    out.firings = {{u"f%1"_s.arg(number), out.openedNs}};
    return out;
}

PastAlert firing(qint64 number, qint64 ackNs = 0)
{
    PastAlert out;
    out.name = u"Slow"_s;
    out.fingerprint = u"f%1"_s.arg(number);
    out.startNs = support::instant("2026-05-14T02:00:00Z");
    out.endNs = out.startNs + base::nsPerMinute;
    out.ackNs = ackNs;
    return out;
}

} // namespace

class tst_IncidentLog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void anIncidentIsRememberedOverARestart();
    void whatNobodyWatchedIsRememberedToo();
    void outcomesAreRememberedWithTheirFirings();
    void whatWasSaidDecidesWhatRulesAreWorth();
    void incidentsAreCountedLikeAlerts();
    void whatIsWrittenIsReadBack();
};

void tst_IncidentLog::anIncidentIsRememberedOverARestart()
{
    const QTemporaryDir dir;
    auto clock = support::clockAt();
    {
        World w(dir.path(), clock);
        w.fire();
        QTRY_VERIFY(w.hasOpen() && w.log.isReady());
        w.log.flush();
        QCOMPARE(w.log.incidents().size(), 1U);
    }
    World again(dir.path(), clock);
    QTRY_VERIFY(again.log.isReady());
    const auto known = again.log.incidents();
    QCOMPARE(known.size(), 1U);
    QCOMPARE(known[0].number, 1);
    QCOMPARE(known[0].service, u"cart"_s);
    QCOMPARE(known[0].severity, signals::Severity::Critical);
    QCOMPARE(known[0].firings.size(), 1U);
}

// Read from an event recorder: over for days, and no console saw it.
void tst_IncidentLog::whatNobodyWatchedIsRememberedToo()
{
    const QTemporaryDir dir;
    auto clock = support::clockAt();
    World w(dir.path(), clock);
    AlertRecorder recorder(w.watch, w.files.alerts(), {});
    auto alert = support::firing({{"alertname", "Slow"}, {"service", "cart"}}, clock.nowNs() - 5 * base::nsPerDay);
    alert.endsNs = alert.startsNs + base::nsPerHour;
    bool isKept = false;
    recorder.recordOver(u"am"_s, {alert}, [&isKept] { isKept = true; });
    QTRY_VERIFY(isKept && w.log.isReady());
    QVERIFY(w.log.incidents().empty());
    w.keeper.start();
    QTRY_VERIFY(w.keeper.isSettled() && w.keeper.snapshot()->past);
    w.log.flush();
    const auto known = w.log.incidents();
    QCOMPARE(known.size(), 1U);
    QCOMPARE(known[0].service, u"cart"_s);
    QCOMPARE(known[0].openedNs, alert.startsNs);
    QCOMPARE(known[0].closedNs, alert.endsNs);
}

void tst_IncidentLog::outcomesAreRememberedWithTheirFirings()
{
    const QTemporaryDir dir;
    auto clock = support::clockAt();
    World w(dir.path(), clock);
    w.fire();
    QTRY_VERIFY(w.hasOpen() && w.log.isReady());
    bool isSaid = false;
    w.keeper.settle(1, IncidentOutcome{1, OutcomeKind::Noise, 0, {}, {}, {}},
                    [&](const auto &done) { isSaid = done.ok(); });
    QTRY_VERIFY(isSaid);
    w.log.flush();
    const auto known = w.log.incidents();
    QCOMPARE(known[0].outcome, std::optional(OutcomeKind::Noise));
    PastAlert alert;
    alert.fingerprint = w.server.alertList.front().fingerprint;
    alert.startNs = clock.nowNs() - 10 * base::nsPerMinute;
    QCOMPARE(verdictsOf(known)(alert), FiringVerdict::FalseAlarm);
}

void tst_IncidentLog::whatWasSaidDecidesWhatRulesAreWorth()
{
    const auto verdict = verdictsOf({past(1, OutcomeKind::Real), past(2, OutcomeKind::Noise),
                                     past(3, OutcomeKind::Healed), past(4, std::nullopt, 5), past(5, std::nullopt)});
    const auto rules =
        ruleHistories({firing(1), firing(2, 9), firing(3, 9), firing(4), firing(5), firing(6, 9)}, verdict);
    QCOMPARE(rules.size(), 1U);
    QCOMPARE(rules[0].record.fired, 6);
    QCOMPARE(rules[0].record.acted, 3);       // real, taken as part of its incident, acknowledged
    QCOMPARE(rules[0].record.falseAlarms, 1); // noise, although somebody acknowledged it
}

void tst_IncidentLog::incidentsAreCountedLikeAlerts()
{
    auto one = past(1, std::nullopt);
    one.symptomNs = one.openedNs - 2 * base::nsPerMinute;
    one.takenNs = one.openedNs + 3 * base::nsPerMinute;
    one.closedNs = one.openedNs + 40 * base::nsPerMinute;
    const auto as = asFirings({one}, {one.openedNs - base::nsPerDay, one.openedNs + base::nsPerDay});
    const auto times = responseTimes(as);
    QCOMPARE(*times.toDetect, 120.0);
    QCOMPARE(*times.toAcknowledge, 180.0);
    QCOMPARE(*times.toRepair, 2400.0);
    QCOMPARE(weeksOfServices(as)[0].service, u"cart"_s);
    QVERIFY(asFirings({one}, {0, 1}).empty());
}

void tst_IncidentLog::whatIsWrittenIsReadBack()
{
    auto one = past(7, OutcomeKind::Healed, 12);
    one.title = u"cart is slow"_s;
    one.services = {u"cart"_s, u"gateway"_s};
    one.severity = signals::Severity::Warning;
    one.takenBy = u"ines"_s;
    QCOMPARE(*pastIncidentFrom(toJson(one)), one);
    QVERIFY(!pastIncidentFrom({}));
    QVERIFY(!pastIncidentFrom({{u"number"_s, 7}, {u"firings"_s, u"no"_s}}));
}

QTEST_GUILESS_MAIN(tst_IncidentLog)
#include "tst_incidentlog.moc"
