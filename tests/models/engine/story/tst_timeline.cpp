// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/story/timeline.h"

#include "tests/models/engine/causes/causeworld.h"
#include "tests/support/failonwarning.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace wf::tests;
using Kind = TimelineEntry::Kind;

namespace {

store::AuditRecord record(qint64 ns, const QString &action, const QString &subject, const QJsonObject &detail = {})
{
    return {1, ns, {u"mara"_s, action, subject, detail}, {}};
}

QStringList told(const std::vector<TimelineEntry> &timeline)
{
    QStringList out;
    for (const auto &entry : timeline)
        out << QString(timelineKindName(entry.kind) + u' ' + (entry.who.isEmpty() ? u"-"_s : entry.who) + u' ' +
                       entry.text);
    return out;
}

} // namespace

class tst_Timeline : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void itTellsWhatHappenedInOrder();
    void oneDeedOnManyAlertsIsOneEntry();
    void whatIsAboutSomethingElseIsLeftOut();
    void whatWasTakenBackIsToldToo();
    void aClosedOneEnds();
    void aStormIsCounted();
    void whatWasFoundSaysWhatWasUnusual();
};

void tst_Timeline::itTellsWhatHappenedInOrder()
{
    const auto incident = paymentIncident();
    TimelineSources sources;
    sources.deploys = shop().deploys;
    sources.trail = {
        record(openedNs + 5 * base::nsPerMinute, u"cause.right"_s, u"INC-7"_s, {{u"service"_s, u"payment"_s}}),
        record(openedNs + 4 * base::nsPerMinute, u"alert.acknowledge"_s, u"PaymentSlow payment eu-west"_s,
               {{u"note"_s, u"looking"_s}})};
    sources.notes = {{u"1"_s, u"payment"_s, u"incident"_s, u"INC-7"_s, openedNs + 6 * base::nsPerMinute, u"ines"_s,
                      u"us-east is fine"_s, 0, 0}};
    const QStringList lines = told(incidentTimeline(incident, sources));
    QCOMPARE(lines.size(), 8);
    QCOMPARE(lines[0], u"deploy - payment v2.31.0 deployed in eu-west"_s);
    QVERIFY(lines[1].startsWith(u"opened - INC-7 opens"_s));
    QCOMPARE(lines[2], u"alert - PaymentSlow payment fires"_s);
    QCOMPARE(lines[5], u"acknowledged mara acknowledged PaymentSlow payment eu-west: looking"_s);
    QCOMPARE(lines[6], u"deed mara said that payment was the cause"_s);
    QCOMPARE(lines[7], u"note ines us-east is fine"_s);
}

void tst_Timeline::oneDeedOnManyAlertsIsOneEntry()
{
    const auto incident = paymentIncident();
    TimelineSources sources;
    const qint64 then = openedNs + 4 * base::nsPerMinute;
    for (int i = 0; i < 5; ++i)
        sources.trail.push_back(record(then + i * base::nsPerMs, u"alert.acknowledge"_s,
                                       u"PaymentSlow payment eu-west-%1"_s.arg(i), {{u"note"_s, u"mine"_s}}));
    sources.trail.push_back(record(then + base::nsPerMinute, u"alert.acknowledge"_s, u"PaymentSlow payment eu-west"_s,
                                   {{u"note"_s, u"mine"_s}}));
    sources.trail.push_back(record(then + 2 * base::nsPerMinute, u"alert.assign"_s, u"PaymentSlow payment eu-west"_s,
                                   {{u"owner"_s, u"ines"_s}}));
    QStringList lines;
    for (const auto &entry : incidentTimeline(incident, sources))
        if (entry.kind == Kind::Acknowledged)
            lines << entry.text;
    QCOMPARE(lines, (QStringList{u"acknowledged 5 alerts: mine"_s, u"acknowledged PaymentSlow payment eu-west: mine"_s,
                                 u"gave PaymentSlow payment eu-west to ines"_s}));
}

void tst_Timeline::whatIsAboutSomethingElseIsLeftOut()
{
    TimelineSources sources;
    sources.trail = {record(openedNs + 1, u"incident.split"_s, u"INC-70"_s),
                     record(openedNs + 1, u"alert.acknowledge"_s, u"PaymentSlowly payment"_s),
                     record(openedNs - base::nsPerHour, u"alert.acknowledge"_s, u"PaymentSlow payment"_s),
                     record(openedNs + 1, u"something.unknown"_s, u"INC-7"_s)};
    sources.notes = {{u"1"_s, u"search"_s, {}, {}, openedNs + 1, u"ines"_s, u"other"_s, 0, 0}};
    sources.deploys = {{u"search"_s, {}, {}, u"v1"_s, {}, openedNs - base::nsPerMinute, 0},
                       {u"payment"_s, {}, {}, u"v0"_s, {}, openedNs - 3 * base::nsPerHour, 0}};
    QCOMPARE(incidentTimeline(paymentIncident(), sources).size(), 4U); // its opening and three alerts
}

void tst_Timeline::whatWasTakenBackIsToldToo()
{
    TimelineSources sources;
    sources.trail = {
        record(openedNs + 1, u"incident.outcome"_s, u"INC-7"_s, {{u"outcome"_s, u"noise"_s}, {u"note"_s, u"a test"_s}}),
        record(openedNs + 2, u"incident.outcome.undo"_s, u"INC-7"_s)};
    const QStringList lines = told(incidentTimeline(paymentIncident(), sources));
    QVERIFY(lines.contains(u"outcome mara said that it was: noise: a test"_s));
    QVERIFY(lines.contains(u"outcome mara took back what it was"_s));
}

void tst_Timeline::aClosedOneEnds()
{
    auto incident = paymentIncident();
    for (auto &alert : incident.alerts)
        alert.endNs = openedNs + 30 * base::nsPerMinute;
    incident.closedNs = openedNs + 30 * base::nsPerMinute;
    TimelineSources sources;
    sources.notes = {{u"1"_s, u"payment"_s, {}, {}, openedNs + 3 * base::nsPerDay, u"ines"_s, u"later"_s, 0, 0}};
    const auto timeline = incidentTimeline(incident, sources);
    QCOMPARE(timeline.back().kind, Kind::Closed);
    QCOMPARE(timeline.size(), 8U); // three begin, three end, it opens and closes
}

void tst_Timeline::aStormIsCounted()
{
    auto incident = paymentIncident();
    for (int i = 0; i < 1000; ++i)
        incident.alerts.push_back(alarm(u"A%1"_s.arg(i), u"payment"_s, openedNs + base::nsPerHour));
    const auto timeline = incidentTimeline(incident, {});
    QCOMPARE(timeline.size(), mostTimelineAlerts + 2);
    QVERIFY(told(timeline).join(u'|').contains(u"803 more alerts fire"_s));
}

void tst_Timeline::whatWasFoundSaysWhatWasUnusual()
{
    auto incident = paymentIncident();
    auto &first = incident.alerts.front();
    first.name = u"MetricAnomaly"_s;
    first.summary = u"payment, psp pool, eu-west: 25 %, expected 7.4 %"_s;
    first.endNs = first.startNs + 4 * base::nsPerMinute;
    const QString all = told(incidentTimeline(incident, {})).join(u'\n');
    QVERIFY(!all.contains(u"MetricAnomaly"_s));
    QVERIFY(all.contains(u"alert - unusual: payment, psp pool, eu-west: 25 %, expected 7.4 %"_s));
    QVERIFY(all.contains(u"alert-over - payment, psp pool, eu-west is as usual again after 4\u2009min"_s));
}

QTEST_APPLESS_MAIN(tst_Timeline)
#include "tst_timeline.moc"
