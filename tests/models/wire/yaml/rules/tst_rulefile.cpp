// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/rules/rulefile.h"

#include "tests/models/wire/fixtures.h"

#include <QTest>

#include <algorithm>

using namespace wf;
using namespace wf::wire;
using namespace wf::wiretest;
using wf::signals::RuleKind;
using Weight = RuleProblem::Weight;

namespace {

QString told(const RuleFile &file)
{
    QStringList lines;
    for (const auto &p : file.problems)
        lines << QStringLiteral("%1:%2 %3/%4 %5%6")
                     .arg(p.place.line)
                     .arg(p.place.column)
                     .arg(p.group, p.rule,
                          p.weight == Weight::Error     ? QStringLiteral("E ")
                          : p.weight == Weight::Warning ? QStringLiteral("W ")
                                                        : QStringLiteral("N "),
                          p.what);
    return lines.join(u'\n');
}

bool printsBack(const RuleFile &file)
{
    const RuleFile again = readRuleFile(printRuleFile(file.documents));
    return again.isYaml && again.documents == file.documents;
}

} // namespace

class RuleFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsGroupsWithAllTheirKeys();
    void unwrapsKubernetesAndRulerForms();
    void tellsWhatIsWrongAndWhere();
    void warnsOfWhatLoadsButIsHardlyMeant();
    void keepsFieldsOfOtherProducts();
    void refusesWhatHoldsNoGroups();
    void saysThatATemplateMustBeRendered();
    void spreadsAliasesAndMergeKeys();
    void printsTextsThatYamlWouldMistake();
    void readsAndPrintsEveryPublishedRuleFile();
    void readsWhatTheRulerAnswers();
};

void RuleFileTest::readsGroupsWithAllTheirKeys()
{
    const RuleFile file = readRuleFile(R"(
groups:
  - name: shop
    interval: 1m
    limit: 20
    query_offset: 0s
    labels: {team: web, severity: info}
    rules:
      - record: job:x:rate5m
        expr: sum by (job) (rate(x[5m]))
        labels: {kind: slo}
      - alert: High
        expr: |
          job:x:rate5m > 0.5
            and up
        for: 10m
        keep_firing_for: 1h30m
        labels: {severity: critical}
        annotations:
          summary: "{{ $labels.job }} is on fire: {{ $value }}"
      - alert: One
        expr: 1
)");
    QVERIFY2(file.problems.empty(), qPrintable(told(file)));
    QCOMPARE(file.groupCount(), 1);
    QCOMPARE(file.ruleCount(), 3);
    const RuleGroup &group = file.documents.at(0).groups.at(0);
    QCOMPARE(group.limit, 20);
    QVERIFY(group.hasQueryOffset);
    const auto record = toRule(group, group.rules[0], QStringLiteral("rules.yml"));
    QCOMPARE(record.kind, RuleKind::Recording);
    QCOMPARE(record.name, QStringLiteral("job:x:rate5m"));
    QCOMPARE(record.intervalNs, 60'000'000'000);
    QCOMPARE(record.labels.text("team"), QStringLiteral("web"));
    QCOMPARE(record.file, QStringLiteral("rules.yml"));
    const auto alert = toRule(group, group.rules[1], {});
    QCOMPARE(alert.query, QStringLiteral("job:x:rate5m > 0.5\n  and up"));
    QCOMPARE(alert.forNs, 600'000'000'000);
    QCOMPARE(alert.keepFiringForNs, 5'400'000'000'000);
    QCOMPARE(alert.labels.text("severity"), QStringLiteral("critical")); // the rule's own labels win
    QVERIFY(alert.annotations.text("summary").contains(QStringLiteral("{{ $value }}")));
    QCOMPARE(toRule(group, group.rules[2], {}).query, QStringLiteral("1"));
    QVERIFY(printsBack(file));
}

void RuleFileTest::unwrapsKubernetesAndRulerForms()
{
    const char *rule = "{alert: A, expr: up == 0}";
    const auto count = [](const QByteArray &text) {
        const RuleFile file = readRuleFile(wiretest::view(text));
        return printsBack(file) ? file.ruleCount() : -1;
    };
    QCOMPARE(count(QByteArray("apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: x}\nspec:\n"
                              "  groups:\n  - {name: g, rules: [") +
                   rule + "]}\n"),
             1);
    QCOMPARE(count(QByteArray("kind: List\nitems:\n- spec: {groups: [{name: g, rules: [") + rule + "]}]}\n"), 1);
    QCOMPARE(
        count(QByteArray("my/namespace:\n- {name: g, rules: [") + rule + "]}\n- {name: h, rules: [" + rule + "]}\n"),
        2);
    QCOMPARE(count(QByteArray("name: g\nrules: [") + rule + "]\n"), 1);
    QCOMPARE(count(QByteArray("groups: [{name: g, rules: [") + rule + "]}]\n---\ngroups: [{name: h, rules: [" + rule +
                   "]}]\n"),
             2);
}

void RuleFileTest::tellsWhatIsWrongAndWhere()
{
    const RuleFile file = readRuleFile(R"(groups:
  - name: g
    rules:
      - expr: up
      - {alert: A, record: b, expr: up}
      - alert: NoExpression
      - {alert: BadFor, expr: up, for: soon}
      - {record: r, expr: up, for: 5m}
      - {record: "a{b}", expr: up}
      - {alert: T, alert: T, expr: up, labels: {__name__: x}}
      - {alert: U, expr: up, fro: 5m}
  - rules: [{alert: B, expr: up}]
  - {name: g, rules: []}
  - {name: h, limit: few, rules: 5}
)");
    QCOMPARE(told(file), QStringLiteral("4:9 g/ E A rule needs either alert or record\n"
                                        "5:9 g/A E A rule cannot have both alert and record\n"
                                        "6:9 g/NoExpression E The expression (expr) is missing\n"
                                        "7:40 g/BadFor E for must be a duration like 30s, 5m or 1h30m, not soon\n"
                                        "8:36 g/r E A recording rule takes no for\n"
                                        "9:18 g/a{b} E a{b} is no name of a metric\n"
                                        "10:20 g/T E The key alert is there twice\n"
                                        "10:49 g/T E __name__ cannot be the name of a label\n"
                                        "11:30 g/U E Unknown field fro\n"
                                        "12:5 / E The group has no name\n"
                                        "13:12 g/ E The group name g is used twice in this file\n"
                                        "14:22 h/ E limit must be a whole number, not few\n"
                                        "14:34 h/ E rules must be a list"));
    QVERIFY(file.isYaml);
    QVERIFY(file.hasErrors());
}

void RuleFileTest::warnsOfWhatLoadsButIsHardlyMeant()
{
    const RuleFile file = readRuleFile(R"(groups:
  - name: g
    interval: 5m
    rules:
      - {alert: A, expr: up, for: 1m}
      - {alert: A, expr: up == 0}
      - {record: http.requests, expr: up, labels: {my-label: x}}
  - name: h
    rules:
      - {alert: A, expr: up == 2}
)");
    QCOMPARE(told(file), QStringLiteral("5:35 g/A W for is shorter than the group's interval: the alert fires at its "
                                        "second evaluation anyway\n"
                                        "6:17 g/A W An earlier rule has the same name and labels\n"
                                        "7:18 g/http.requests W The metric name http.requests needs Prometheus 3 or "
                                        "later\n"
                                        "7:52 g/http.requests W The label name my-label needs Prometheus 3 or later\n"
                                        "10:17 h/A W An earlier rule has the same name and labels"));
    QVERIFY(!file.hasErrors());
}

void RuleFileTest::keepsFieldsOfOtherProducts()
{
    const RuleFile file = readRuleFile(R"(groups:
  - name: g
    partial_response_strategy: "warn"
    source_tenants: [a, "1", 1]
    type: graphite
    params: {nocache: ["1"], deep: {x: ~, y: {}}}
    rules:
      - {alert: A, expr: up, debug: true, update_entries_limit: 40}
)");
    QCOMPARE(file.problems.size(), std::size_t{6});
    QVERIFY(std::ranges::all_of(file.problems, [](const auto &p) { return p.weight == Weight::Note; }));
    QVERIFY(printsBack(file));
    const auto again = readRuleFile(printRuleFile(file.documents));
    const auto &extras = again.documents.at(0).groups.at(0).extras;
    QCOMPARE(extras.size(), std::size_t{4});
    QVERIFY(extras[1].second->items.at(1)->quoted);
    QVERIFY(!extras[1].second->items.at(2)->quoted);
}

void RuleFileTest::refusesWhatHoldsNoGroups()
{
    for (const char *text : {"", "a: 1", "- x", "text", "groups: 5", "apiVersion: v1\nkind: Service\n"}) {
        const RuleFile file = readRuleFile(text);
        QVERIFY2(file.hasErrors() && file.ruleCount() == 0, text);
        QVERIFY2(file.isYaml, text);
    }
}

void RuleFileTest::saysThatATemplateMustBeRendered()
{
    const RuleFile file = readRuleFile("groups:\n  - name: g\n{{- if .Values.on }}\n    rules: []\n{{ end }}\n");
    QVERIFY(!file.isYaml);
    QCOMPARE(file.problems.size(), std::size_t{1});
    QCOMPARE(file.problems[0].place.line, 3);
    QVERIFY2(file.problems[0].what.contains(QStringLiteral("render it first")), qPrintable(told(file)));
}

void RuleFileTest::spreadsAliasesAndMergeKeys()
{
    const RuleFile file = readRuleFile(R"(groups:
  - name: g
    rules:
      - &first
        alert: &name A
        expr: &expr |
          up == 0
        labels: {x: y}
      - {<<: *first, alert: B}
      - {record: r, expr: *expr, labels: {a: *name}}
)");
    QVERIFY2(file.problems.empty(), qPrintable(told(file)));
    const auto &rules = file.documents.at(0).groups.at(0).rules;
    QCOMPARE(rules.at(1).name.text, std::string("B"));
    QCOMPARE(rules.at(1).expr.text, std::string("up == 0\n"));
    QCOMPARE(rules.at(1).labels.size(), std::size_t{1});
    QCOMPARE(rules.at(2).labels.at(0).value.text, std::string("A"));
    QVERIFY(printsBack(file));
    // Growing without end is refused, and so is a value that holds itself.
    std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n";
    for (char c = 'b'; c < 'm'; ++c)
        bomb += std::string(1, c) + ": &" + c + " [*" + static_cast<char>(c - 1) + ", *" + static_cast<char>(c - 1) +
                ", *" + static_cast<char>(c - 1) + ", *" + static_cast<char>(c - 1) + "]\n";
    QVERIFY(!readRuleFile(bomb).isYaml);
    QVERIFY(!readRuleFile("groups: &g [*g]\n").isYaml);
}

void RuleFileTest::printsTextsThatYamlWouldMistake()
{
    const std::vector<std::string> texts{"on",
                                         "1",
                                         "1e3",
                                         "~",
                                         "null",
                                         "0x10",
                                         "a: b",
                                         "#x",
                                         "a #b",
                                         "'",
                                         "\"",
                                         "\\",
                                         " lead",
                                         "trail ",
                                         "two\nlines",
                                         "two\nlines\n",
                                         "three\n\n\nlines\n\n",
                                         "\n",
                                         "\nx",
                                         "tab\tx\ny",
                                         "cr\r\nlf",
                                         "- x",
                                         "? x",
                                         "%x",
                                         "@x",
                                         "`x",
                                         "!x",
                                         "&x",
                                         "*x",
                                         "{{ $value }}",
                                         "[x]",
                                         "",
                                         "ünïcode\nß",
                                         "\x01",
                                         "a\n  \nb",
                                         "5m",
                                         "12:30",
                                         "2001-01-01",
                                         "<<",
                                         "=",
                                         "a\n b\n  c",
                                         "x\x7f\ny"};
    RuleDocument document;
    RuleGroup group;
    group.name.text = "g";
    for (const auto &text : texts) {
        RuleEntry rule;
        rule.name.text = "A";
        rule.expr.text = "up";
        rule.annotations.push_back({{"k", 0}, {text, 0}});
        rule.labels.push_back({{text.empty() ? "e" : text, 0}, {"v", 0}});
        group.rules.push_back(rule);
    }
    document.groups.push_back(group);
    const RuleFile again = readRuleFile(printRuleFile({document}));
    QVERIFY2(again.isYaml, qPrintable(told(again)));
    const auto &rules = again.documents.at(0).groups.at(0).rules;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        QCOMPARE(rules.at(i).annotations.at(0).value.text, texts[i]);
        QCOMPARE(rules.at(i).labels.size(), std::size_t{1});
        QCOMPARE(rules.at(i).labels.at(0).name.text, texts[i].empty() ? std::string("e") : texts[i]);
    }
}

void RuleFileTest::readsAndPrintsEveryPublishedRuleFile()
{
    WF_NEED_CORPUS();
    int files = 0;
    int rules = 0;
    QStringList notYaml;
    QStringList changed;
    for (const QString &path :
         filesBelow(corpusDir() + QStringLiteral("/prometheus-rules"),
                    {QStringLiteral("*.yml"), QStringLiteral("*.yaml"), QStringLiteral("*.rules")})) {
        ++files;
        const QByteArray text = readFile(path);
        const RuleFile file = readRuleFile(wiretest::view(text));
        rules += file.ruleCount();
        if (!file.isYaml)
            notYaml << path << told(file);
        if (!printsBack(file))
            changed << path;
    }
    QCOMPARE(files, 172);
    QVERIFY2(notYaml.isEmpty(), qPrintable(notYaml.join(u'\n')));
    QVERIFY2(changed.isEmpty(), qPrintable(changed.join(u'\n')));
    QVERIFY2(rules >= 1281, qPrintable(QString::number(rules))); // as another reader counts the first documents
}

void RuleFileTest::readsWhatTheRulerAnswers()
{
    WF_NEED_CORPUS();
    for (const auto *name : {"ruler_list", "ruler_ns", "ruler_group"}) {
        const QByteArray body = bodyOf(QStringLiteral("cortex-1.19"), QString::fromLatin1(name));
        QVERIFY2(!body.isEmpty(), name);
        const RuleFile file = readRuleFile(wiretest::view(body));
        QVERIFY2(file.ruleCount() > 0 && !file.hasErrors() && printsBack(file), qPrintable(told(file)));
    }
}

QTEST_GUILESS_MAIN(RuleFileTest)
#include "tst_rulefile.moc"
