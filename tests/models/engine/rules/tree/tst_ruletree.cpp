// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/tree/ruletree.h"

#include <QtTest/QtTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 now = 1'800'000'000 * base::nsPerSecond;

signals::Rule rule(signals::RuleKind kind, const QString &name, const QString &query, const QString &group = u"g"_s)
{
    signals::Rule out;
    out.kind = kind;
    out.name = name;
    out.query = query;
    out.group = group;
    out.file = u"/etc/rules/a.yml"_s;
    out.health = u"ok"_s;
    out.intervalNs = base::nsPerMinute;
    out.lastEvaluationNs = now - 20 * base::nsPerSecond;
    out.evaluationTimeNs = 2 * base::nsPerMs;
    return out;
}

RuleAnswer answerOf(std::vector<signals::Rule> rules)
{
    RuleAnswer out;
    out.source.id = u"prom"_s;
    out.source.name = u"Prometheus"_s;
    out.rules = std::move(rules);
    return out;
}

} // namespace

class TestRuleTree : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void judgesAFailingRuleWorseThanAFiringOne()
    {
        auto failing = rule(signals::RuleKind::Alerting, u"A"_s, u"up"_s);
        failing.health = u"err"_s;
        failing.alerts.resize(1);
        auto firing = rule(signals::RuleKind::Alerting, u"B"_s, u"up"_s);
        firing.alerts.resize(2);
        firing.alerts[1].state = signals::AlertState::Pending;
        auto late = rule(signals::RuleKind::Alerting, u"C"_s, u"up"_s);
        late.lastEvaluationNs = now - 4 * base::nsPerMinute;
        auto unknown = rule(signals::RuleKind::Alerting, u"D"_s, u"up"_s);
        unknown.health = u"unknown"_s;
        unknown.lastEvaluationNs = 0;
        const auto snapshot = foldRules(
            {answerOf({failing, firing, late, unknown, rule(signals::RuleKind::Recording, u"e"_s, u"up"_s)})}, now);
        QCOMPARE(snapshot->groups.size(), std::size_t{1});
        const auto &rules = snapshot->groups[0].rules;
        QCOMPARE(rules[0]->condition, RuleCondition::Failing);
        QCOMPARE(rules[1]->condition, RuleCondition::Firing);
        QCOMPARE(rules[1]->firing, 1);
        QCOMPARE(rules[1]->pending, 1);
        QCOMPARE(rules[2]->condition, RuleCondition::Late);
        QCOMPARE(rules[3]->condition, RuleCondition::Unknown);
        QCOMPARE(rules[4]->condition, RuleCondition::Fine);
        QCOMPARE(snapshot->groups[0].worst, RuleCondition::Failing);
        QCOMPARE(snapshot->groups[0].tookNs, 10 * base::nsPerMs);
    }

    void tellsWhoAlertsOnAMetricAlsoThroughRecordingRules()
    {
        const auto snapshot = foldRules(
            {answerOf({rule(signals::RuleKind::Recording, u"job:errors:rate5m"_s, u"sum(rate(errors_total[5m]))"_s),
                       rule(signals::RuleKind::Recording, u"job:ratio"_s, u"job:errors:rate5m / job:ratio"_s),
                       rule(signals::RuleKind::Alerting, u"Direct"_s, u"errors_total > 5"_s),
                       rule(signals::RuleKind::Alerting, u"Ratio"_s, u"job:ratio > 0.1"_s),
                       rule(signals::RuleKind::Alerting, u"Other"_s, u"up == 0"_s)})},
            now);
        const auto found = snapshot->alertingOn(u"errors_total"_s);
        QCOMPARE(found.size(), std::size_t{2});
        QCOMPARE(found[0].rule->rule.name, u"Direct"_s);
        QVERIFY(found[0].by.isEmpty());
        QCOMPARE(found[1].rule->rule.name, u"Ratio"_s);
        QCOMPARE(found[1].by, (QStringList{u"job:errors:rate5m"_s, u"job:ratio"_s}));
        QVERIFY(snapshot->alertingOn(u"nothing"_s).empty());
    }

    void keepsTwoRulesOfOneNameApartAndFindsThemAgain()
    {
        const auto snapshot = foldRules({answerOf({rule(signals::RuleKind::Alerting, u"A"_s, u"a"_s),
                                                   rule(signals::RuleKind::Alerting, u"A"_s, u"b"_s),
                                                   rule(signals::RuleKind::Alerting, u"A"_s, u"c"_s, u"h"_s)})},
                                        now);
        QCOMPARE(snapshot->rules, 3);
        const auto &group = snapshot->groups[0];
        QVERIFY(group.rules[0]->key != group.rules[1]->key);
        QCOMPARE(snapshot->find(group.rules[1]->key)->rule.query, u"b"_s);
        QCOMPARE(snapshot->alerting(u"A"_s, u"h"_s)->rule.query, u"c"_s);
        QVERIFY(!snapshot->alerting(u"A"_s, u"none"_s));
        QVERIFY(!snapshot->find(u"gone"_s));
    }

    void everyConditionHasANameThatReadsBack()
    {
        for (int i = 0; i <= static_cast<int>(RuleCondition::Fine); ++i) {
            const auto condition = static_cast<RuleCondition>(i);
            QCOMPARE(ruleConditionOf(ruleConditionName(condition)), condition);
        }
        QVERIFY(!ruleConditionOf(u"bored"_s));
    }
};

QTEST_GUILESS_MAIN(TestRuleTree)
#include "tst_ruletree.moc"
