// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/correlation/correlator.h"

#include <QTest>

using namespace wf::analysis;
using namespace wf::base;
using namespace Qt::StringLiterals;

class tst_Correlator : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void alertsOfOneInstanceAtOnceAreOneIncident();
    void theSameRuleOnManyHostsIsOneIncident();
    void placesThatHaveNothingInCommonStayApart();
    void aCallJoinsTwoServices();
    void aSharedDeployJoins();
    void sharedWordsTipTheScale();
    void whatCameTogetherBeforeIsJoined();
    void whatFiresAllTheTimeJoinsNothing();
    void anIncidentEndsAfterTheWindow();
    void aBurstEndsAfterAShortSilence();
    void whatRepeatsStaysInItsOwnIncident();
    void slowRulesMayBeLate();
    void neverAndAlwaysAreObeyed();
    void whatFlapsIsDampedAndSaysSo();
    void aDampedAlertThatComesInMassesIsTold();
    void theSameStreamGivesTheSameIncidents();
    void incidentsOfAStormAreBounded();
};

static AlertFacts alert(qint64 seconds, const char *name, const char *service = "", const char *instance = "")
{
    return {QString::fromLatin1(name), QString::fromLatin1(service), QString::fromLatin1(instance), {}, {},
            seconds * nsPerSecond};
}

void tst_Correlator::alertsOfOneInstanceAtOnceAreOneIncident()
{
    Correlator correlator;
    const auto first = correlator.add(alert(0, "HighCpu", "", "db-1"));
    QVERIFY(first.opened && !first.join);
    const auto second = correlator.add(alert(2, "SlowQueries", "", "db-1"));
    QCOMPARE(second.incident, first.incident);
    QCOMPARE(second.join->withAlert, first.alert);
    // Neither was seen before: 3 s (2 and a beat) of a day and two seconds, 10^-4.46, counted as 4.
    QCOMPARE(second.join->evidence[EvidenceKind::Time], 4.0F);
    QCOMPARE(second.join->evidence[EvidenceKind::Instance], 1.5F);
    QCOMPARE(second.quiet, Quiet::Told);
}

void tst_Correlator::theSameRuleOnManyHostsIsOneIncident()
{
    Correlator correlator;
    const auto first = correlator.add(alert(0, "NodeDown", "", "node-1"));
    const auto second = correlator.add(alert(1, "NodeDown", "", "node-2"));
    QCOMPARE(second.incident, first.incident); // 4 + 1 − 1.5
    QCOMPARE(second.join->evidence[EvidenceKind::Name], 1.0F);
    QCOMPARE(second.join->evidence[EvidenceKind::Instance], -1.5F);
}

void tst_Correlator::placesThatHaveNothingInCommonStayApart()
{
    Correlator correlator;
    const auto first = correlator.add(alert(0, "HighCpu", "checkout", "a"));
    const auto second = correlator.add(alert(1, "QueueFull", "mail", "b"));
    QVERIFY(second.opened); // 4 − 1.5
    QVERIFY(second.incident != first.incident);
    QCOMPARE(second.quiet, Quiet::No);
}

void tst_Correlator::aCallJoinsTwoServices()
{
    ServiceMap services;
    services.addCall(u"checkout"_s, u"payments"_s);
    Correlator correlator({}, services);
    const auto cause = correlator.add(alert(0, "HighLatency", "payments"));
    const auto effect = correlator.add(alert(120, "ErrorRate", "checkout"));
    QCOMPARE(effect.incident, cause.incident);
    QCOMPARE(effect.join->evidence[EvidenceKind::Dependency], 1.0F);
    QVERIFY(correlator.add(alert(121, "DiskFull", "backup")).opened);
}

void tst_Correlator::aSharedDeployJoins()
{
    Correlator correlator;
    AlertFacts one = alert(0, "ErrorRate", "cart");
    AlertFacts other = alert(200, "HighLatency", "search");
    one.change = other.change = u"v2.31.0"_s;
    const auto first = correlator.add(one);
    const auto second = correlator.add(other);
    QCOMPARE(second.incident, first.incident);
    QCOMPARE(second.join->evidence[EvidenceKind::Change], 2.0F);
}

void tst_Correlator::sharedWordsTipTheScale()
{
    AlertFacts one = alert(0, "A", "", "host-1");
    AlertFacts other = alert(1, "B", "", "host-2");
    one.text = u"volume sdb of rack 7 cannot be written"_s;
    other.text = u"volume sdc of rack 9 cannot be written"_s; // 6 of 8 words: digits do not count
    Correlator correlator;
    correlator.add(one);
    const auto second = correlator.add(other);
    QVERIFY(!second.opened); // 4 − 1.5 + 0.75
    QCOMPARE(second.join->evidence[EvidenceKind::Text], 0.75F);
}

void tst_Correlator::whatCameTogetherBeforeIsJoined()
{
    Correlator correlator;
    for (int day = 0; day < 3; ++day) {
        QVERIFY(correlator.add(alert(day * 86'400, "Backup", "", "a")).opened);
        QVERIFY(correlator.add(alert(day * 86'400 + 4, "Slow", "", "b")).opened);
    }
    correlator.add(alert(3 * 86'400, "Backup", "", "a"));
    const auto joined = correlator.add(alert(3 * 86'400 + 4, "Slow", "", "b"));
    QVERIFY(!joined.opened);
    QVERIFY(joined.join->evidence[EvidenceKind::CoFiring] > 1.5F);
}

void tst_Correlator::whatFiresAllTheTimeJoinsNothing()
{
    Correlator correlator;
    qint64 t = 0;
    for (; t < 4 * 86'400; t += 20)
        correlator.add(alert(t, "Chatter", "", "db-1"));
    QVERIFY(correlator.add(alert(t, "DiskFailing", "", "db-1")).opened);
}

void tst_Correlator::anIncidentEndsAfterTheWindow()
{
    Correlator correlator;
    const auto first = correlator.add(alert(0, "HighCpu", "", "a"));
    QCOMPARE(correlator.add(alert(300, "HighCpu", "", "a")).incident, first.incident);
    QVERIFY(correlator.add(alert(601, "HighCpu", "", "a")).opened);
    CorrelationSettings longer;
    longer.windowNs = 30 * nsPerMinute;
    Correlator patient(longer);
    patient.add(alert(0, "HighCpu", "", "a"));
    QVERIFY(!patient.add(alert(1800, "HighCpu", "", "a")).opened);
}

void tst_Correlator::aBurstEndsAfterAShortSilence()
{
    Correlator correlator;
    for (int i = 0; i < 50; ++i)
        correlator.add(alert(i / 10, "Scan", "", "web"));
    QVERIFY(!correlator.add(alert(9, "Scan", "", "web")).opened); // 5 s: rest
    Correlator other;
    for (int i = 0; i < 50; ++i)
        other.add(alert(i / 10, "Scan", "", "web"));
    QVERIFY(other.add(alert(11, "Scan", "", "web")).opened);
}

void tst_Correlator::whatRepeatsStaysInItsOwnIncident()
{
    Correlator correlator;
    Placement probe;
    for (int minute = 0; minute <= 200; ++minute)
        probe = correlator.add(alert(minute * 60, "Probe", "", "db-1"));
    const auto other = correlator.add(alert(200 * 60 + 20, "DiskFull", "", "db-1"));
    QVERIFY(other.opened);
    QCOMPARE(correlator.add(alert(200 * 60 + 59, "DiskFull", "", "db-1")).incident, other.incident);
    // A second after it, and seldom enough to look like more than chance: 1.5 + 2.4. Its own incident: 1.5 + 3.
    const auto next = correlator.add(alert(201 * 60, "Probe", "", "db-1"));
    QCOMPARE(next.incident, probe.incident);
    QCOMPARE(next.join->evidence[EvidenceKind::Repeat], 3.0F);
}

void tst_Correlator::slowRulesMayBeLate()
{
    const auto joinsAfter = [](qint64 beatNs, qint64 seconds) {
        Correlator correlator;
        AlertFacts one = alert(0, "HighCpu", "db");
        AlertFacts other = alert(seconds, "SlowQueries", "db");
        one.beatNs = other.beatNs = beatNs;
        correlator.add(one);
        return !correlator.add(other).opened;
    };
    QVERIFY(!joinsAfter(nsPerSecond, 60));
    QVERIFY(joinsAfter(15 * nsPerSecond, 60)); // five beats are 75 s
    QVERIFY(!joinsAfter(15 * nsPerSecond, 90));
    QVERIFY(joinsAfter(nsPerMinute, 240));
    QVERIFY(!joinsAfter(nsPerHour, 301)); // never beyond the window
}

void tst_Correlator::neverAndAlwaysAreObeyed()
{
    const AlertFacts cpu = alert(0, "HighCpu", "", "db-1");
    const AlertFacts slow = alert(1, "SlowQueries", "", "db-1");
    Correlator correlator;
    correlator.never(cpu, slow);
    correlator.add(cpu);
    QVERIFY(correlator.add(slow).opened);

    const AlertFacts far = alert(250, "QueueFull", "", "mail-1");
    Correlator other;
    other.always(far, cpu);
    other.add(cpu);
    const auto joined = other.add(far);
    QVERIFY(!joined.opened);
    QCOMPARE(joined.join->evidence[EvidenceKind::Lesson], 100.0F);
}

void tst_Correlator::whatFlapsIsDampedAndSaysSo()
{
    Correlator correlator;
    int told = 0;
    for (int i = 0; i < 48; ++i) {
        const auto placed = correlator.add(alert(i * 1800, "Flappy", "", "a"));
        QVERIFY(placed.opened);
        told += placed.quiet == Quiet::No ? 1 : 0;
        if (i == 47)
            QCOMPARE(placed.quiet, Quiet::Habitual);
    }
    QVERIFY(told >= 3 && told <= 5);
    QCOMPARE(correlator.add(alert(5 * 86'400, "Flappy", "", "a")).quiet, Quiet::No);
}

void tst_Correlator::aDampedAlertThatComesInMassesIsTold()
{
    Correlator correlator;
    for (int i = 0; i < 48; ++i)
        correlator.add(alert(i * 1800, "Flappy", "", "a"));
    std::vector<Quiet> quiet;
    for (int i = 0; i < 6; ++i)
        quiet.push_back(correlator.add(alert(48 * 1800, "Flappy", "", "a")).quiet);
    // One at a time was usual: the fourth at once is more than three times that.
    QVERIFY(
        (quiet == std::vector{Quiet::Habitual, Quiet::Habitual, Quiet::Habitual, Quiet::No, Quiet::Told, Quiet::Told}));
}

static std::vector<AlertFacts> storm(int count)
{
    std::vector<AlertFacts> out;
    quint32 state = 7;
    const auto next = [&state](quint32 below) { return (state = state * 1664525 + 1013904223) / 65536 % below; };
    qint64 seconds = 0;
    for (int i = 0; i < count; ++i) {
        seconds += next(40) == 0 ? next(900) : next(2);
        AlertFacts one = alert(seconds, "");
        one.name = u"rule-%1"_s.arg(next(60));
        one.service = u"service-%1"_s.arg(next(40));
        one.instance = u"host-%1"_s.arg(next(300));
        out.push_back(one);
    }
    return out;
}

void tst_Correlator::theSameStreamGivesTheSameIncidents()
{
    Correlator one;
    Correlator other;
    for (const AlertFacts &facts : storm(3000)) {
        const auto a = one.add(facts);
        const auto b = other.add(facts);
        QCOMPARE(a.incident, b.incident);
        QCOMPARE(a.quiet, b.quiet);
    }
}

void tst_Correlator::incidentsOfAStormAreBounded()
{
    // All at once and nothing in common: each is an incident, and none is lost.
    Correlator correlator;
    qint64 incidents = 0;
    for (int i = 0; i < 50'000; ++i) {
        AlertFacts one = alert(0, "");
        one.name = u"rule-%1"_s.arg(i);
        one.instance = u"host-%1"_s.arg(i);
        incidents += correlator.add(one).opened ? 1 : 0;
    }
    QCOMPARE(incidents, 50'000);
}

QTEST_APPLESS_MAIN(tst_Correlator)
#include "tst_correlator.moc"
