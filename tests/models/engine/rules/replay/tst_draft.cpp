// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/replay/draft.h"

#include "models/base/clock.h"

#include <QtTest/QtTest>

using namespace wf;
using namespace Qt::StringLiterals;

class TestDraft : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesThePlaceOfAMistake()
    {
        QCOMPARE(engine::expressionProblem(u"sum(rate(x[5m])) > 0.5"_s), QString());
        QVERIFY(engine::expressionProblem(u"up >\n  ) 1"_s).startsWith(u"2:3: "_s));
        QVERIFY(engine::expressionProblem(u"x[5m]"_s).contains(u"instant vector"_s));
    }
    void writesTheRuleReadyToBePasted()
    {
        signals::Rule rule;
        rule.name = u"Down"_s;
        rule.query = u"up == 0"_s;
        rule.forNs = 300 * base::nsPerSecond;
        rule.labels = base::Labels{{"severity", "critical"}};
        QCOMPARE(engine::ruleYaml(rule),
                 u"- alert: Down\n  expr: up == 0\n  for: 5m\n  labels:\n    severity: critical\n"_s);
    }
};

QTEST_GUILESS_MAIN(TestDraft)
#include "tst_draft.moc"
