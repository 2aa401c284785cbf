// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/editing/editedrule.h"

#include "models/base/clock.h"
#include "models/engine/rules/editing/readsas.h"

#include <QtTest/QtTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

const QString written = uR"(- alert: PspPoolSaturated   # agreed on
  # after INC-2431
  expr: |
    pool:used
      > 0.98
  for: 1m   # a minute is enough
  debug: true
  labels: { severity: critical, team: payments }
  annotations:
    # shown on the phone
    summary: "PSP pool of {{ $labels.region }} is {{ $value | humanizePercentage }} full"
    dashboard: pool
    runbook_url: https://runbooks.example/pool
)"_s;

EditedRule rule()
{
    return EditedRule(written, {u"payment.pool"_s, 30 * base::nsPerSecond, false});
}

QString firstProblem(const std::vector<signals::ExpressionMark> &problems)
{
    return problems.empty() ? QString() : problems.front().message;
}

} // namespace

class TestEditedRule : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFormShowsWhatTheTextSays()
    {
        const auto one = rule();
        QVERIFY(one.isReadable());
        QVERIFY(one.alerts());
        QVERIFY(!one.isChanged());
        QVERIFY2(one.isValid(), qPrintable(firstProblem(one.problems())));
        QCOMPARE(one.value(RuleField::Name), u"PspPoolSaturated"_s);
        QCOMPARE(one.value(RuleField::Expr), u"pool:used\n  > 0.98"_s);
        QCOMPARE(one.value(RuleField::For), u"1m"_s);
        QCOMPARE(one.value(RuleField::KeepFiringFor), QString());
        QCOMPARE(one.value(RuleField::Severity), u"critical"_s);
        QCOMPARE(one.value(RuleField::Runbook), u"https://runbooks.example/pool"_s);
        QCOMPARE(one.value(RuleField::Interval), u"30s"_s);
        QCOMPARE(one.labels(), (std::vector<EditedRule::Pair>{{u"team"_s, u"payments"_s}}));
        QCOMPARE(one.otherAnnotations(), QStringList{u"dashboard"_s});
    }

    void aFieldChangesInItsPlaceAndNothingElse()
    {
        auto one = rule();
        one.set(RuleField::For, u"30s"_s);
        QCOMPARE(one.text(), QString(written).replace(u"for: 1m   #"_s, u"for: 30s   #"_s));
        one.set(RuleField::KeepFiringFor, u"2m"_s);
        QVERIFY(one.text().contains(u"for: 30s   # a minute is enough\n  keep_firing_for: 2m\n  debug"_s));
        one.set(RuleField::Summary, u"Full"_s);
        QVERIFY(one.text().contains(u"# shown on the phone\n    summary: Full\n    dashboard: pool"_s));
        one.set(RuleField::Severity, u"warning"_s);
        QCOMPARE(one.setLabel(u"page"_s, u"yes"_s), QString());
        QVERIFY2(one.text().contains(u"severity: warning, team: payments, page: \"yes\""_s), qPrintable(one.text()));
        QVERIFY(one.text().contains(u"# after INC-2431"_s));
        QVERIFY(one.isChanged());
        QVERIFY(one.isChanged(RuleField::For));
        QVERIFY(!one.isChanged(RuleField::Name));
        one.takeBack();
        QCOMPARE(one.text(), written);
        QVERIFY(!one.isChanged());
    }

    void aBlockOfSeveralLinesStaysOne()
    {
        auto one = rule();
        one.set(RuleField::Expr, u"pool:used\n  > 0.95"_s);
        QCOMPARE(one.text(), QString(written).replace(u"0.98"_s, u"0.95"_s));
    }

    void textAndFormAreTheSameBothWays()
    {
        auto one = rule();
        one.setText(QString(written).replace(u"0.98"_s, u"0.9"_s).replace(u"# after"_s, u"# long after"_s));
        QCOMPARE(one.value(RuleField::Expr), u"pool:used\n  > 0.9"_s);
        one.set(RuleField::Name, u"PoolFull"_s);
        QVERIFY(one.text().startsWith(u"- alert: PoolFull   # agreed on\n  # long after INC-2431\n"_s));
        QCOMPARE(one.rule().name, u"PoolFull"_s);
    }

    void whatCannotBeWaitsBesideTheText()
    {
        auto one = rule();
        one.set(RuleField::For, u"soon"_s);
        QCOMPARE(one.value(RuleField::For), u"soon"_s);
        QCOMPARE(one.text(), written);
        QVERIFY(one.isChanged());
        QVERIFY(!one.isValid());
        QVERIFY(firstProblem(one.problems(RuleField::For)).contains(u"30s"_s));
        one.set(RuleField::For, u"5m"_s);
        QVERIFY(one.isValid());
        QVERIFY(one.text().contains(u"for: 5m"_s));
        one.set(RuleField::Name, QString());
        QVERIFY(!one.isValid());
        one.set(RuleField::Group, u" "_s);
        QVERIFY(firstProblem(one.problems(RuleField::Group)).contains(u"name"_s));
        QVERIFY(!one.setLabel(u"not a name"_s, u"x"_s).isEmpty());
    }

    void brokenTextLocksTheFormAndNamesThePlace()
    {
        auto one = rule();
        one.setText(u"- alert: A\n  expr: up >\n"_s);
        QVERIFY(one.isReadable());
        QVERIFY(!one.isValid());
        QCOMPARE(one.problems().size(), std::size_t(1));
        QVERIFY(one.problems().front().start >= 20);
        QCOMPARE(one.problems(RuleField::Expr).size(), std::size_t(1));
        one.setText(u"- alert: A\n  expr: [up\n"_s);
        QVERIFY(!one.isReadable());
        QVERIFY(!one.problems().empty());
        one.setText(QString());
        QVERIFY(firstProblem(one.problems()).contains(u"Write one rule"_s));
        one.setText(u"- alert: A\n  expr: up\n- alert: B\n  expr: up\n"_s);
        QVERIFY(!one.isReadable());
        one.setText(written);
        QVERIFY(one.isValid());
    }

    void whatIsKeptNowElsewhereDoesNotOverwriteWhatWasWrittenHere()
    {
        auto one = rule();
        const QString theirs = QString(written).replace(u"1m"_s, u"10m"_s);
        auto untouched = one;
        untouched.setKept(theirs, one.place());
        QCOMPARE(untouched.text(), theirs);
        one.set(RuleField::Name, u"Mine"_s);
        one.setKept(theirs, one.place());
        QCOMPARE(one.value(RuleField::Name), u"Mine"_s);
        QVERIFY(one.isChanged(RuleField::For));
        one.markKept();
        QVERIFY(!one.isChanged());
    }

    // A source tells a rule laid out in its own way; how the file has it is read later.
    void whatWasChangedBeforeTheFileWasReadIsAllThatChangesInIt()
    {
        signals::Rule told;
        told.kind = signals::RuleKind::Alerting;
        told.name = u"PspPoolSaturated"_s;
        told.query = u"pool:used > 0.98"_s;
        told.forNs = base::nsPerMinute;
        told.group = u"payment.pool"_s;
        told.labels = base::Labels({{"severity", "critical"}, {"team", "payments"}});
        told.annotations = base::Labels({{"dashboard", "pool"},
                                         {"runbook_url", "https://runbooks.example/pool"},
                                         {"summary", "PSP pool of {{ $labels.region }} is {{ $value | "
                                                     "humanizePercentage }} full"}});
        auto one = EditedRule::of(told, false);
        one.set(RuleField::For, u"30s"_s);
        one.set(RuleField::Severity, u"warning"_s);
        const auto again = EditedRule::fromJson(one.toJson()); // as the shelf keeps it
        QVERIFY(again);
        for (EditedRule draft : {one, *again}) {
            draft.setKept(written, rule().place());
            QCOMPARE(draft.text(), QString(written)
                                       .replace(u"for: 1m   #"_s, u"for: 30s   #"_s)
                                       .replace(u"severity: critical"_s, u"severity: warning"_s));
            QVERIFY(!draft.isChanged(RuleField::Expr));
            draft.set(RuleField::For, u"1m"_s);
            draft.set(RuleField::Severity, u"critical"_s);
            QVERIFY(!draft.isChanged());
        }
        // What somebody wrote as YAML is theirs, to the letter.
        auto own = EditedRule::of(told, false);
        own.setText(own.text() + u"  # mine\n"_s);
        const QString mine = own.text();
        own.setKept(written, rule().place());
        QCOMPARE(own.text(), mine);
    }

    void aFreshRuleIsAllChange()
    {
        auto one = EditedRule::fresh(u"- alert: New\n  expr: up == 0\n"_s, {u"mine"_s, 0, false});
        QVERIFY(one.isFresh());
        QVERIFY(one.isChanged());
        QVERIFY(one.isValid());
        one.set(RuleField::Description, u"A\nB"_s);
        QCOMPARE(one.value(RuleField::Description), u"A\nB"_s);
        one.set(RuleField::Runbook, u"https://a.example"_s);
        QVERIFY2(one.text().contains(QRegularExpression(u"runbook_url: .?https://a.example"_s)),
                 qPrintable(one.text()));
    }

    void survivesAsJson()
    {
        auto one = rule();
        one.set(RuleField::For, u"7m"_s);
        one.set(RuleField::Group, u"other"_s);
        const auto again = EditedRule::fromJson(one.toJson());
        QVERIFY(again.has_value());
        QVERIFY(*again == one);
        QVERIFY(again->isChanged(RuleField::For));
        QVERIFY(!EditedRule::fromJson({}).has_value());
    }

    void aTemplateReadsAsItWillBeRead()
    {
        const auto read = readsAs(rule().value(RuleField::Summary), {{{"__name__", "x"}, {"region", "eu-west"}}, 0.97});
        QVERIFY(read.ok());
        QCOMPARE(*read, u"PSP pool of eu-west is 97% full"_s);
        QVERIFY(!readsAs(u"{{ query \"up\" }}"_s, {}).ok());
        auto one = rule();
        one.set(RuleField::Summary, u"Pool {{ $labels.region"_s);
        QVERIFY(!one.problems(RuleField::Summary).empty());
        QVERIFY(!one.isValid());
    }
};

QTEST_GUILESS_MAIN(TestEditedRule)
#include "tst_editedrule.moc"
