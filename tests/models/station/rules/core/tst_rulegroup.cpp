// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/core/rulegroup.h"
#include "models/station/rules/core/schedule.h"
#include "models/station/rules/core/statefile.h"

#include "tests/models/station/rules/fakequery.h"

#include <QTest>

using namespace wf;
using namespace wf::station;
using namespace wf::rulestest;

namespace {

constexpr qint64 minute = base::nsPerMinute;
constexpr qint64 start = 1'800'000'000 * base::nsPerSecond;

class Runner {
public:
    FakeQuery query;
    base::ManualClock clock{start};
    void run(RuleGroup &group, int atMinute)
    {
        const auto sink = query.sink();
        group.evaluate(start + atMinute * minute, {query, m_environment, sink, clock, {}}, {});
    }
    [[nodiscard]] QStringList written(int atMinute) const
    {
        return query.at((start + atMinute * minute) / base::nsPerMs);
    }

private:
    RuleEnvironment m_environment;
};

VectorElement element(const char *instance, double value)
{
    return {{{"__name__", "up"}, {"instance", instance}}, value, {}};
}

} // namespace

class RuleGroupTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void recordsAndEndsWhatVanishes();
    void endsAndBeginsTheStatesOfAnAlert();
    void reportsWhatFailsAndGoesOn();
    void shiftsQueryAndSamplesByTheOffset();
    void keepsItsStateWhenTheFileIsReadAgain();
    void survivesARestart();
    void publishesRulesAndMetrics();
    void evaluatesOnItsOwnMultiples();
    void countsWhatItMissed();
};

void RuleGroupTest::recordsAndEndsWhatVanishes()
{
    Runner r;
    RuleGroup group(
        groupFrom("groups:\n- name: g\n  labels: {team: web}\n  rules:\n  - {record: job:up, expr: up, labels: "
                  "{kind: x}}\n"));
    r.query.answers.emplace("up", std::vector{element("a", 1), element("b", 2)});
    r.run(group, 0);
    QCOMPARE(r.written(0), (QStringList{QStringLiteral("job:up{instance=\"a\", kind=\"x\", team=\"web\"} 1"),
                                        QStringLiteral("job:up{instance=\"b\", kind=\"x\", team=\"web\"} 2")}));
    r.query.answers.insert_or_assign("up", std::vector{element("b", 3)});
    r.run(group, 1);
    QCOMPARE(r.written(1), (QStringList{QStringLiteral("job:up{instance=\"a\", kind=\"x\", team=\"web\"} stale"),
                                        QStringLiteral("job:up{instance=\"b\", kind=\"x\", team=\"web\"} 3")}));
    r.query.answers.insert_or_assign("up", base::makeError(base::ErrorKind::TooLarge, QStringLiteral("too much")));
    r.run(group, 2);
    QVERIFY(r.written(2).isEmpty()); // a failure ends nothing
    QCOMPARE(group.ending(0).points.size(), std::size_t{1});
}

void RuleGroupTest::endsAndBeginsTheStatesOfAnAlert()
{
    Runner r;
    RuleGroup group(groupFrom("groups:\n- name: g\n  rules:\n  - {alert: A, expr: up, for: 1m}\n"));
    r.query.answers.emplace("up", std::vector{element("a", 1)});
    r.run(group, 0);
    r.run(group, 1);
    QCOMPARE(r.written(1),
             (QStringList{QStringLiteral("ALERTS_FOR_STATE{alertname=\"A\", instance=\"a\"} 1.8e+09"),
                          QStringLiteral("ALERTS{alertname=\"A\", alertstate=\"firing\", instance=\"a\"} 1"),
                          QStringLiteral("ALERTS{alertname=\"A\", alertstate=\"pending\", instance=\"a\"} stale")}));
    r.query.answers.clear();
    r.run(group, 2);
    QCOMPARE(r.written(2),
             (QStringList{QStringLiteral("ALERTS_FOR_STATE{alertname=\"A\", instance=\"a\"} stale"),
                          QStringLiteral("ALERTS{alertname=\"A\", alertstate=\"firing\", instance=\"a\"} stale")}));
}

void RuleGroupTest::reportsWhatFailsAndGoesOn()
{
    Runner r;
    RuleGroup group(
        groupFrom("groups:\n- name: g\n  limit: 1\n  rules:\n  - {record: broken, expr: 'sum('}\n  - {record: "
                  "many, expr: up}\n  - {record: same, expr: down, labels: {instance: x}}\n  - {record: good, "
                  "expr: one}\n  - {alert: T, expr: one, annotations: {a: '{{ nope }}'}}\n"));
    r.query.answers.emplace("up", std::vector{element("a", 1), element("b", 2)});
    r.query.answers.emplace("down", std::vector{element("a", 1), element("b", 2)});
    r.query.answers.emplace("one", std::vector{VectorElement{{}, 1, {}}});
    r.run(group, 0);
    QCOMPARE(r.written(0), QStringList{QStringLiteral("good 1")});
    const auto rules = group.published();
    QStringList health;
    for (const auto &rule : rules)
        health << rule.health;
    QCOMPARE(health.join(u' '), QStringLiteral("err err err ok err"));
    QVERIFY2(rules[0].lastError.contains(QStringLiteral("parse error")), qPrintable(rules[0].lastError));
    QVERIFY2(rules[1].lastError.contains(QStringLiteral("limit of 1")), qPrintable(rules[1].lastError));
    QVERIFY2(rules[2].lastError.contains(QStringLiteral("same labels")), qPrintable(rules[2].lastError));
    QVERIFY2(rules[4].lastError.contains(QStringLiteral("nope")), qPrintable(rules[4].lastError));
    QCOMPARE(group.counters().evaluations, 3);
    QCOMPARE(group.counters().failures, 2);
}

void RuleGroupTest::shiftsQueryAndSamplesByTheOffset()
{
    Runner r;
    RuleGroup group(groupFrom("groups:\n- name: g\n  query_offset: 2m\n  rules:\n  - {record: x, expr: up}\n"));
    r.query.answers.emplace("up", std::vector{element("a", 1)});
    r.run(group, 5);
    QVERIFY(r.written(5).isEmpty());
    QCOMPARE(r.written(3).size(), 1);
}

void RuleGroupTest::keepsItsStateWhenTheFileIsReadAgain()
{
    Runner r;
    RuleGroup earlier(
        groupFrom("groups:\n- name: g\n  rules:\n  - {alert: A, expr: up, for: 5m}\n  - {record: gone, expr: up}\n"));
    r.query.answers.emplace("up", std::vector{element("a", 1)});
    r.run(earlier, 0);
    RuleGroup group(
        groupFrom("groups:\n- name: g\n  rules:\n  - {record: new, expr: up}\n  - {alert: A, expr: up, for: 9m}\n"));
    group.inherit(earlier);
    QCOMPARE(group.entries()[1].alerting.alerts().size(), std::size_t{1});
    r.run(group, 1);
    QVERIFY2(r.written(1).contains(QStringLiteral("gone{instance=\"a\"} stale")), qPrintable(r.written(1).join(u'\n')));
    QCOMPARE(group.entries()[1].alerting.alerts().begin()->second.activeAtNs, start);
    r.run(group, 2);
    QVERIFY(!r.written(2).contains(QStringLiteral("gone{instance=\"a\"} stale")));
}

void RuleGroupTest::survivesARestart()
{
    Runner r;
    const char *yaml =
        "groups:\n- name: g\n  rules:\n  - {alert: Firing, expr: up, keep_firing_for: 1h}\n  - {alert: Waiting, "
        "expr: up, for: 40m}\n";
    RuleGroup before(groupFrom(yaml));
    r.query.answers.emplace("up", std::vector{element("a", 1)});
    r.run(before, 0);
    r.run(before, 5);
    (void)before.entries()[0].alerting.takeDue(start + 5 * minute, minute, 4 * minute);
    const QByteArray saved = encodeRuleState({{before.spec().key(), groupState(before)}}, start + 5 * minute);

    RuleGroup after(groupFrom(yaml));
    after.awaitRestore();
    const auto state = readRuleState(saved, start + 25 * minute, {});
    QVERIFY(state.ok());
    adoptRuleState(*state, after, start + 25 * minute, {});
    auto expected = before.entries()[0].alerting.alerts();
    for (auto &[labels, alert] : expected)
        alert.lastSentNs = 0; // whoever listened may have forgotten it: it is told again at once
    QCOMPARE(after.entries()[0].alerting.alerts(), expected);
    QCOMPARE(after.entries()[0].series, before.entries()[0].series);
    // Twenty minutes of outage do not count: five of forty had passed.
    QCOMPARE(after.entries()[1].alerting.alerts().begin()->second.activeAtNs, start + 20 * minute);
    r.query.answers.clear();
    r.run(after, 26);
    QCOMPARE(after.entries()[0].alerting.phase(), AlertPhase::Firing); // is kept firing

    QVERIFY(!readRuleState(saved, start + 70 * minute, {}).ok()); // too late
    for (const char *damaged : {"", "{", "[]", "{\"kind\":\"watchfloor rule state\"}", "\xff\xfe"})
        QVERIFY(!readRuleState(damaged, start, {}).ok());
    // The same name with another expression is another rule.
    RuleGroup other(groupFrom("groups:\n- name: g\n  rules:\n  - {alert: Firing, expr: down}\n"));
    adoptRuleState(*state, other, start + 6 * minute, {});
    QVERIFY(other.entries()[0].alerting.alerts().empty());
}

void RuleGroupTest::publishesRulesAndMetrics()
{
    Runner r;
    RuleGroup group(
        groupFrom("groups:\n- name: g\n  interval: 30s\n  rules:\n  - {alert: A, expr: up, labels: {severity: page}, "
                  "annotations: {summary: '{{ $value }}'}}\n"));
    r.query.answers.emplace("up", std::vector{element("a", 7)});
    r.run(group, 0);
    const auto rules = group.published();
    QCOMPARE(rules.size(), std::size_t{1});
    QCOMPARE(rules[0].intervalNs, 30 * base::nsPerSecond);
    QCOMPARE(rules[0].annotations.text("summary"), QStringLiteral("{{ $value }}"));
    QCOMPARE(rules[0].alerts.size(), std::size_t{1});
    const auto &alert = rules[0].alerts[0];
    QCOMPARE(alert.annotations.text("summary"), QStringLiteral("7"));
    QCOMPARE(alert.value, std::optional<double>(7));
    QCOMPARE(alert.state, signals::AlertState::Firing);
    QCOMPARE(alert.startsNs, start);
    QCOMPARE(alert.fingerprint.size(), 16);
    bool found = false;
    for (const auto &point : group.metrics(1000).points)
        if (point.labels.metricName() == "prometheus_rule_group_iterations_total") {
            QCOMPARE(point.labels.text("rule_group"), QStringLiteral("rules.yml;g"));
            QCOMPARE(point.value, 1.0);
            found = true;
        }
    QVERIFY(found);
}

void RuleGroupTest::evaluatesOnItsOwnMultiples()
{
    const QString key = QStringLiteral("rules.yml;g");
    const qint64 slot = slotBefore(key, minute, start + 17);
    QVERIFY(slot <= start + 17 && slot > start + 17 - minute);
    for (const qint64 later : {qint64{1}, minute - 1, 5 * minute, 100 * minute})
        QCOMPARE((slotBefore(key, minute, start + later) - slot) % minute, 0);
    QVERIFY(slotBefore(QStringLiteral("rules.yml;h"), minute, start + 17) != slot);
    QVERIFY(slotBefore(key, minute, -5) <= -5);
}

void RuleGroupTest::countsWhatItMissed()
{
    const QString key = QStringLiteral("k");
    const qint64 last = slotBefore(key, minute, start);
    QCOMPARE(nextEvaluation(key, minute, last, last + 5), (Slot{last + minute, 0}));
    QCOMPARE(nextEvaluation(key, minute, last, last + minute - 1), (Slot{last + minute, 0}));
    QCOMPARE(nextEvaluation(key, minute, last, last + minute + 5), (Slot{last + minute, 0})); // late, not missed
    QCOMPARE(nextEvaluation(key, minute, last, last + 2 * minute + 5), (Slot{last + 2 * minute, 1}));
    QCOMPARE(nextEvaluation(key, minute, last, last + 60 * minute), (Slot{last + 60 * minute, 59}));
    // The clock was set back by a day: go on from there, not in a day.
    const qint64 back = last - base::nsPerDay;
    const Slot anew = nextEvaluation(key, minute, last, back);
    QVERIFY(anew.atNs > back && anew.atNs <= back + minute && anew.missed == 0);
    RuleGroup group(groupFrom("groups:\n- name: g\n  rules: []\n"));
    group.countMissed(3);
    QCOMPARE(group.counters().missed, 3);
    QCOMPARE(group.counters().iterations, 3);
}

QTEST_GUILESS_MAIN(RuleGroupTest)
#include "tst_rulegroup.moc"
