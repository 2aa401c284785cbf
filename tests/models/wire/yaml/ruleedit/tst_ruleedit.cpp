// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/ruleedit/ruleedit.h"
#include "tests/support/corpus.h"

#include <QDirIterator>
#include <QtTest/QtTest>

using namespace wf;
using namespace wf::wire;
using namespace Qt::StringLiterals;

namespace {

const char *const file = R"(# Rules of the payment team.
groups:
  - name: payment.pool     # the pool
    interval: 30s
    rules:
      - record: pool:used
        expr: psp_pool_in_use / psp_pool_max

      # Agreed on after INC-2431.
      - alert: PspPoolSaturated
        expr: |
          sum by (region) (psp_pool_in_use)
          / sum by (region) (psp_pool_max)
          > 0.98
        for: 1m   # a minute is enough
        some_future_field: {a: [1, 2]}
        labels: { severity: critical, team: payments }
        annotations:
          # shown on the phone
          summary: "PSP pool of {{ $labels.region }}"
          runbook_url: https://runbooks.example/pool
      # The end of the group.
  - name: other
    rules: [{alert: Flow, expr: up == 0, labels: {severity: warning}}]
)";

RuleSpot spot(const char *name, const char *group = "payment.pool")
{
    return {group, signals::RuleKind::Alerting, name, 0};
}

RuleEntry ruleOf(std::string_view text, const RuleSpot &where)
{
    const RuleFile read = readRuleFile(text);
    const RuleEntry *found = findRule(read, where);
    return found ? *found : RuleEntry{};
}

// "-for: 1m", "+for: 30s": lines that differ, trimmed, in order.
QStringList differing(const QString &before, const QString &after)
{
    QStringList a = before.split(u'\n'), b = after.split(u'\n'), out;
    while (!a.isEmpty() && !b.isEmpty() && a.first() == b.first()) {
        a.removeFirst();
        b.removeFirst();
    }
    while (!a.isEmpty() && !b.isEmpty() && a.last() == b.last()) {
        a.removeLast();
        b.removeLast();
    }
    for (const QString &line : a)
        out << u'-' + line.trimmed();
    for (const QString &line : b)
        out << u'+' + line.trimmed();
    return out;
}

QStringList changed(const std::function<void(RuleEntry &)> &change, const char *name = "PspPoolSaturated",
                    const char *group = "payment.pool")
{
    RuleEntry wanted = ruleOf(file, spot(name, group));
    change(wanted);
    const auto after = withChangedRule(file, spot(name, group), wanted);
    return after ? differing(QString::fromUtf8(file), QString::fromStdString(*after))
                 : QStringList{after.error().summary};
}

void setPair(std::vector<PlacedPair> &pairs, const std::string &name, const std::string &value)
{
    for (auto &pair : pairs)
        if (pair.name.text == name) {
            pair.value.text = value;
            return;
        }
    pairs.push_back({{name}, {value}});
}

} // namespace

class TestRuleEdit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void changesTheLinesOfOneFieldAndKeepsTheCommentBehindIt()
    {
        QCOMPARE(changed([](RuleEntry &rule) { rule.forNs = 30'000'000'000; }),
                 (QStringList{u"-for: 1m   # a minute is enough"_s, u"+for: 30s   # a minute is enough"_s}));
        QCOMPARE(changed([](RuleEntry &rule) {
                     rule.expr.text = "sum by (region) (psp_pool_in_use)\n/ sum by (region) (psp_pool_max)\n>= 0.95\n";
                 }),
                 (QStringList{u"-> 0.98"_s, u"+>= 0.95"_s}));
    }

    void anExpressionWithoutQuotesStaysSoWhereItCan()
    {
        const std::string text = "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: up{job=\"a\"} == 0  # why\n";
        const auto with = [&](const char *expr) {
            RuleEntry wanted = ruleOf(text, spot("A", "g"));
            wanted.expr.text = expr;
            const auto after = withChangedRule(text, spot("A", "g"), wanted);
            return after ? QString::fromStdString(*after).section(u'\n', 4) : after.error().summary;
        };
        QCOMPARE(with("up{job=~\"a|b\"} < 1"), u"    expr: up{job=~\"a|b\"} < 1  # why\n"_s);
        // These would be read as something else.
        QCOMPARE(with("up{job=\"a: b\"} == 0"), u"    expr: \"up{job=\\\"a: b\\\"} == 0\"  # why\n"_s);
        QCOMPARE(with("{job=\"a\"} == 0"), u"    expr: \"{job=\\\"a\\\"} == 0\"  # why\n"_s);
    }

    void aNewFieldComesWhereItUsuallyStands()
    {
        QCOMPARE(changed([](RuleEntry &rule) { rule.keepFiringForNs = 120'000'000'000; }),
                 (QStringList{u"+keep_firing_for: 2m"_s}));
        QCOMPARE(changed([](RuleEntry &rule) { rule.forNs = 0; }), (QStringList{u"-for: 1m   # a minute is enough"_s}));
    }

    void changesOneEntryOfAMapAndLeavesItsStyle()
    {
        QCOMPARE(changed([](RuleEntry &rule) { setPair(rule.labels, "page", "yes"); }),
                 (QStringList{u"-labels: { severity: critical, team: payments }"_s,
                              u"+labels: { severity: critical, team: payments, page: \"yes\" }"_s}));
        QCOMPARE(changed([](RuleEntry &rule) { setPair(rule.annotations, "summary", "Pool full"); }),
                 (QStringList{u"-summary: \"PSP pool of {{ $labels.region }}\""_s, u"+summary: Pool full"_s}));
        QCOMPARE(changed([](RuleEntry &rule) { setPair(rule.annotations, "description", "one\ntwo"); }),
                 (QStringList{u"+description: |-"_s, u"+one"_s, u"+two"_s}));
        QCOMPARE(changed([](RuleEntry &rule) { rule.annotations.pop_back(); }),
                 (QStringList{u"-runbook_url: https://runbooks.example/pool"_s}));
    }

    void renamesOnTheLineOfTheDash()
    {
        QCOMPARE(changed([](RuleEntry &rule) { rule.name.text = "PoolFull"; }),
                 (QStringList{u"-- alert: PspPoolSaturated"_s, u"+- alert: PoolFull"_s}));
    }

    void whatStandsInAFlowListIsLeftToAPerson()
    {
        QCOMPARE(changed([](RuleEntry &rule) { rule.forNs = 1'000'000'000; }, "Flow", "other").size(), 1);
        const auto refused = withChangedRule(file, spot("Flow", "other"), RuleEntry{});
        QCOMPARE(refused.error().kind, base::ErrorKind::Unsupported);
        QCOMPARE(withChangedRule(file, spot("Nobody"), {}).error().kind, base::ErrorKind::Invalid);
    }

    void addsBehindTheLastRuleOfItsGroupOrAGroupOfItsOwn()
    {
        RuleEntry rule;
        rule.name.text = "New";
        rule.expr.text = "up == 0";
        const auto same = withNewRule(file, "payment.pool", rule);
        QVERIFY(same);
        QCOMPARE(differing(QString::fromUtf8(file), QString::fromStdString(*same)),
                 (QStringList{u"+- alert: New"_s, u"+expr: up == 0"_s}));
        const auto fresh = withNewRule(file, "own", rule);
        QVERIFY(fresh);
        QCOMPARE(differing(QString::fromUtf8(file), QString::fromStdString(*fresh)),
                 (QStringList{u"+- name: own"_s, u"+rules:"_s, u"+- alert: New"_s, u"+expr: up == 0"_s}));
        const auto first = withNewRule("", "own", rule);
        QVERIFY(first);
        QCOMPARE(ruleOf(*first, spot("New", "own")), rule);
    }

    void takesARuleAwayAndItsGroupWithTheLastOne()
    {
        const auto less = withoutRule(file, spot("PspPoolSaturated"));
        QVERIFY(less);
        QVERIFY(less->find("PspPoolSaturated") == std::string::npos);
        QVERIFY(less->find("# Rules of the payment team.") == 0);
        const auto none = withoutRule(*less, {"payment.pool", signals::RuleKind::Recording, "pool:used", 0});
        QVERIFY(none);
        QVERIFY(none->find("payment.pool") == std::string::npos);
        QVERIFY(none->find("name: other") != std::string::npos);
    }

    void findsTheRuleInTheLinesOfTheFile()
    {
        const RuleLines lines = linesOf(file, spot("PspPoolSaturated"));
        QCOMPARE(lines.first, 10);
        QCOMPARE(lines.last, 21); // the comment below it belongs to the group
    }

    void keepsLineEndingsAndTheByteOrderMark()
    {
        const std::string text =
            "\xEF\xBB\xBFgroups:\r\n- name: g\r\n  rules:\r\n  - alert: A\r\n    expr: up == 0\r\n";
        RuleEntry wanted = ruleOf(text, spot("A", "g"));
        wanted.forNs = 60'000'000'000;
        const auto after = withChangedRule(text, spot("A", "g"), wanted);
        QVERIFY(after);
        QCOMPARE(*after, text + "    for: 1m\r\n");
    }

    void aRuleAloneReadsBack()
    {
        RuleEntry rule = ruleOf(file, spot("PspPoolSaturated"));
        rule.extras.clear(); // Prometheus would refuse them
        const std::string text = ruleText(rule);
        QVERIFY(text.starts_with("- alert: PspPoolSaturated\n  expr: |\n    sum"));
        const auto again = ruleFromText(text);
        QVERIFY(again);
        QCOMPARE(*again, rule);
        QCOMPARE(ruleFromText("- alert: A\n  expr: up\n  for: soon\n").error().summary.left(4), u"3:8:"_s);
        QVERIFY(!ruleFromText("- alert: A\n  expr: up\n- alert: B\n  expr: up\n"));
        QVERIFY(!ruleFromText("nonsense"));
    }

    // Whatever people wrote: the change is made and nothing else is different, or it is refused.
    void changesRulesOfEveryPublishedFile()
    {
        WF_REQUIRE_CORPUS(corpus, "prometheus-rules");
        int asked = 0, made = 0, large = 0;
        QDirIterator files(corpus, {u"*.yml"_s, u"*.yaml"_s, u"*.rules"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile one(files.next());
            QVERIFY(one.open(QIODevice::ReadOnly));
            const std::string text = one.readAll().toStdString();
            const RuleFile read = readRuleFile(text);
            for (const auto &document : read.documents)
                for (const auto &group : document.groups) {
                    if (group.rules.empty() || findGroup(read, group.name.text) != &group)
                        continue;
                    const RuleEntry &rule = group.rules.front();
                    RuleEntry wanted = rule;
                    wanted.expr.text += " > 17";
                    setPair(wanted.labels, "watched", "yes");
                    ++asked;
                    const auto after = withChangedRule(text, {group.name.text, rule.kind, rule.name.text, 0}, wanted);
                    made += after ? 1 : 0;
                    large +=
                        after && differing(QString::fromStdString(text), QString::fromStdString(*after)).size() > 60;
                }
        }
        qInfo("%d of %d rules changed in place", made, asked);
        QVERIFY(asked > 200);
        QVERIFY2(large * 100 <= asked * 2, "too many changes touch more than they have to");
        QVERIFY2(made * 100 >= asked * 95, "too many rules cannot be changed in place");
    }
};

QTEST_GUILESS_MAIN(TestRuleEdit)
#include "tst_ruleedit.moc"
