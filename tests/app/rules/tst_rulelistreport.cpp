// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/rules/rulelistreport.h"

#include <QJsonObject>
#include <QtTest/QtTest>

using namespace wf;
using namespace wf::app;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 now = 1'800'000'000 * base::nsPerSecond;

engine::RuleSnapshotPtr snapshot()
{
    engine::RuleAnswer answer;
    answer.source.id = u"prom"_s;
    answer.source.name = u"Prometheus east"_s;
    signals::Rule fires;
    fires.name = u"PoolFull"_s;
    fires.group = u"payment"_s;
    fires.source = u"prom"_s;
    fires.query = u"pool:used > 0.9"_s;
    fires.health = u"ok"_s;
    fires.lastEvaluationNs = now;
    fires.evaluationTimeNs = 1'250'000;
    fires.alerts.resize(1);
    signals::Rule records = fires;
    records.kind = signals::RuleKind::Recording;
    records.name = u"pool:used"_s;
    records.query = u"used / max"_s;
    records.alerts.clear();
    signals::Rule fails = records;
    fails.kind = signals::RuleKind::Alerting;
    fails.name = u"Broken"_s;
    fails.query = u"x > 1"_s;
    fails.health = u"err"_s;
    fails.lastError = u"many-to-many matching not allowed"_s;
    answer.rules = {records, fires, fails};
    return engine::foldRules({answer}, now);
}

} // namespace

class TestRuleListReport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRuleThatFiresIsFineAndOneThatFailsIsCritical()
    {
        const auto all = chosenRules(*snapshot(), {});
        QCOMPARE(all.size(), std::size_t{3});
        QCOMPARE(ruleListExitCode(all), 2);
        RuleChoice firing;
        firing.condition = engine::RuleCondition::Firing;
        const auto some = chosenRules(*snapshot(), firing);
        QCOMPARE(some.size(), std::size_t{1});
        QCOMPARE(ruleListExitCode(some), 0);
    }

    void tellsThroughWhichRecordingRuleAMetricAlerts()
    {
        RuleChoice choice;
        choice.metric = u"used"_s;
        const auto table = ruleListTable(chosenRules(*snapshot(), choice));
        QCOMPARE(table.size(), std::size_t{2});
        QCOMPARE(table[1],
                 (QStringList{u"firing"_s, u"PoolFull"_s, u"alert"_s, u"payment"_s, u"Prometheus east"_s, u"1"_s,
                              u"0"_s, u"1.3 ms"_s, u"2027-01-15T08:00:00Z"_s, u"through pool:used"_s}));
    }

    void saysInJsonWhyARuleFails()
    {
        RuleChoice choice;
        choice.text = u"brok"_s;
        const auto json = ruleListJson(chosenRules(*snapshot(), choice));
        QCOMPARE(json.size(), 1);
        QCOMPARE(json[0].toObject().value(u"state"_s).toString(), u"failing"_s);
        QCOMPARE(json[0].toObject().value(u"last_error"_s).toString(), u"many-to-many matching not allowed"_s);
    }

    void choosesByKindAndSource()
    {
        RuleChoice choice;
        choice.kind = signals::RuleKind::Recording;
        choice.source = u"Prometheus east"_s;
        QCOMPARE(chosenRules(*snapshot(), choice).size(), std::size_t{1});
        choice.source = u"west"_s;
        QVERIFY(chosenRules(*snapshot(), choice).empty());
    }
};

QTEST_GUILESS_MAIN(TestRuleListReport)
#include "tst_rulelistreport.moc"
