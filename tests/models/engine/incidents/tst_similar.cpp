// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/incidents/similar.h"

#include "tests/support/fakeclock.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

const qint64 night = support::instant("2026-05-14T01:50:00Z");

Incident incidentOf(qint64 number, const QStringList &names, const QString &service, qint64 openedNs)
{
    Incident out;
    out.number = number;
    out.service = service;
    out.services = {service};
    out.regions = {u"eu-west"_s};
    out.openedNs = openedNs;
    out.title = u"Trouble at "_s + service;
    for (const QString &name : names) {
        IncidentAlert alert;
        alert.name = name;
        alert.service = service;
        alert.summary = u"Requests of %1 take longer than 300 ms"_s.arg(service);
        alert.startNs = openedNs;
        out.alerts.push_back(alert);
    }
    return out;
}

IncidentPtr closed(Incident one)
{
    one.closedNs = one.openedNs + base::nsPerHour;
    return std::make_shared<const Incident>(std::move(one));
}

} // namespace

class tst_Similar : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatFiredBeforeIsFoundAndSaysWhy();
    void whatHasNothingInCommonIsNotFound();
    void aConfirmedCauseThatIsSuspectedAgainCounts();
    void findingsAreToldApartByTheirFigure();
    void theLongPastIsLookedThroughToo();
};

void tst_Similar::whatFiredBeforeIsFoundAndSaysWhy()
{
    IncidentSnapshot all;
    all.closed = {closed(incidentOf(3, {u"PoolFull"_s, u"LatencyHigh"_s}, u"payment"_s, night - base::nsPerDay / 2)),
                  closed(incidentOf(2, {u"LatencyHigh"_s}, u"payment"_s, night - base::nsPerDay / 3))};
    const auto now = incidentOf(9, {u"PoolFull"_s, u"LatencyHigh"_s}, u"payment"_s, night);
    const auto found = similarIncidents(now, all, {}, {});
    QCOMPARE(found.size(), 2U);
    QCOMPARE(found[0].past.number, 3);
    QVERIFY(found[0].score > found[1].score);
    QCOMPARE(found[0].reasons.front(), u"all its 2 alerts fire now too: PoolFull payment, LatencyHigh payment"_s);
    QVERIFY(found[0].reasons.contains(u"it began at payment too"_s));
}

void tst_Similar::whatHasNothingInCommonIsNotFound()
{
    IncidentSnapshot all;
    all.closed = {closed(incidentOf(3, {u"BackupFailed"_s}, u"warehouse"_s, night - base::nsPerDay / 2))};
    auto now = incidentOf(9, {u"PoolFull"_s}, u"payment"_s, night);
    now.alerts[0].summary = u"All connections are in use"_s;
    QVERIFY(similarIncidents(now, all, {}, {}).empty());
    all.closed.push_back(closed(now)); // itself is nothing similar
    QVERIFY(similarIncidents(now, all, {}, {}).empty());
}

void tst_Similar::aConfirmedCauseThatIsSuspectedAgainCounts()
{
    IncidentSnapshot all;
    all.closed = {closed(incidentOf(3, {u"LatencyHigh"_s}, u"checkout"_s, night - base::nsPerDay / 2))};
    const auto now = incidentOf(9, {u"LatencyHigh"_s, u"Other"_s}, u"checkout"_s, night);
    const ConfirmedCauses causes{{3, u"payment"_s}};
    const auto same = similarIncidents(now, all, causes, u"payment"_s);
    const auto other = similarIncidents(now, all, causes, u"search"_s);
    QCOMPARE(same.size(), 1U);
    QVERIFY(same[0].reasons.contains(u"payment was the cause, and is suspected now"_s));
    QVERIFY(other.empty() || other[0].score < same[0].score);
}

void tst_Similar::findingsAreToldApartByTheirFigure()
{
    auto now = incidentOf(9, {u"MetricAnomaly"_s}, u"payment"_s, night);
    now.alerts[0].summary = u"payment, psp pool, eu-west: 25 %, expected 7 % to 8 %"_s;
    now.alerts[0].region = u"eu-west"_s;
    QCOMPARE(calledAs(now.alerts[0]), u"psp pool 25 %, expected 7 % to 8 %"_s);
    QCOMPARE(pastIncident(now).kinds, QStringList{u"payment, psp pool, eu-west payment"_s});
    now.alerts[0].name = u"PoolFull"_s;
    QCOMPARE(calledAs(now.alerts[0]), u"PoolFull"_s);
}

void tst_Similar::theLongPastIsLookedThroughToo()
{
    IncidentSnapshot all;
    auto past = pastIncident(*closed(incidentOf(1, {u"PoolFull"_s}, u"payment"_s, night - 9 * base::nsPerDay)));
    past.outcome = OutcomeKind::Real;
    all.past = std::make_shared<const std::vector<PastIncident>>(std::vector{past});
    const auto found = similarIncidents(incidentOf(9, {u"PoolFull"_s}, u"payment"_s, night), all, {}, {});
    QCOMPARE(found.size(), 1U);
    QCOMPARE(found[0].past.id(), u"INC-1"_s);
    QCOMPARE(found[0].past.outcome, std::optional(OutcomeKind::Real));
}

QTEST_APPLESS_MAIN(tst_Similar)
#include "tst_similar.moc"
