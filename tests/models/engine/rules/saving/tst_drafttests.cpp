// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/saving/drafttests.h"
#include "tests/support/failonwarning.h"

#include <QtTest/QtTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

engine::RuleDraft draftOf(const QByteArray &text)
{
    engine::RuleDraft out;
    out.before.home.kind = engine::RuleHomeKind::Ruler;
    out.text = text;
    out.spot = {"g", signals::RuleKind::Alerting, "Down", 0};
    return out;
}

const QByteArray group = "name: g\nrules:\n- alert: Down\n  expr: up == 0\n  for: 2m\n";
const QByteArray tests = "rule_files: [whatever.yml]\ntests:\n- interval: 1m\n  input_series:\n"
                         "  - series: up{instance=\"a\"}\n    values: '0x10'\n  alert_rule_test:\n"
                         "  - alertname: Down\n    eval_time: 3m\n    exp_alerts:\n    - exp_labels: {instance: a}\n";

} // namespace

class TestDraftTests : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void theDraftIsTestedNotWhatLiesThere()
    {
        const auto good = engine::testDraft(draftOf(group), tests, {});
        QVERIFY2(good.ok(), good.ok() ? "" : qPrintable(good.error().detail));
        QCOMPARE(good->tests, 1);
        QVERIFY(good->failures.empty());
        const auto slow = engine::testDraft(draftOf(QByteArray(group).replace("2m", "30m")), tests, {});
        QVERIFY(slow.ok());
        QCOMPARE(slow->failures.size(), std::size_t(1));
        QCOMPARE(slow->failures[0].place.line, 8);
    }

    void mistakesAreNamed()
    {
        QVERIFY(!engine::testDraft(draftOf(group), "tests: [", {}).ok());
        QVERIFY(!engine::testDraft(draftOf("name: g\nrules:\n- alert: Down\n  expr: up ==\n"), tests, {}).ok());
        auto logs = draftOf(group);
        logs.before.home.isOverLogs = true;
        QCOMPARE(engine::testDraft(logs, tests, {}).error().kind, base::ErrorKind::Unsupported);
    }

    void theSkeletonRuns()
    {
        const QByteArray skeleton = engine::testSkeleton(draftOf(group));
        const auto report = engine::testDraft(draftOf(group), skeleton, {});
        QVERIFY2(report.ok(), skeleton.constData());
        QCOMPARE(report->tests, 1);
        QCOMPARE(report->checks, 1);
        QVERIFY(skeleton.contains("up{instance=\"a\"}"));
        const auto pool = draftOf("name: g\nrules:\n- alert: Down\n  expr: pool_used / pool_max > 0.9\n");
        const QByteArray both = engine::testSkeleton(pool);
        QVERIFY(both.contains("pool_used{") && both.contains("pool_max{")); // all that it reads
        QVERIFY(engine::testDraft(pool, both, {}).ok());
    }
};

QTEST_GUILESS_MAIN(TestDraftTests)
#include "tst_drafttests.moc"
