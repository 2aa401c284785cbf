// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/rulefile.h"

#include "tests/models/wire/fixtures.h"

#include <QRegularExpression>
#include <QTest>

using namespace wf::wire;
using namespace wf::wiretest;
using wf::base::ErrorKind;
using wf::signals::RuleKind;

class RuleFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsGroupsWithAllTheirKeys();
    void unwrapsKubernetesAndRulerForms();
    void tellsWhatIsWrongWithARule();
    void refusesWhatHoldsNoGroups();
    void readsEveryPublishedRuleFile();
    void readsWhatTheRulerAnswers();
};

void RuleFileTest::readsGroupsWithAllTheirKeys()
{
    const auto file = decodeRuleFile(R"(
groups:
  - name: shop
    interval: 1m
    labels: {team: web, severity: info}
    unknown_key: [1]
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
)",
                                     QStringLiteral("rules.yml"));
    QVERIFY(file.ok());
    QVERIFY2(file->problems.isEmpty(), qPrintable(file->problems.join(u'\n')));
    QCOMPARE(file->groups, 1);
    QCOMPARE(file->rules.size(), std::size_t{3});
    const auto &record = file->rules[0];
    QCOMPARE(record.kind, RuleKind::Recording);
    QCOMPARE(record.name, QStringLiteral("job:x:rate5m"));
    QCOMPARE(record.intervalNs, 60'000'000'000);
    QCOMPARE(record.labels.text("team"), QStringLiteral("web"));
    const auto &alert = file->rules[1];
    QCOMPARE(alert.query, QStringLiteral("job:x:rate5m > 0.5\n  and up"));
    QCOMPARE(alert.forNs, 600'000'000'000);
    QCOMPARE(alert.keepFiringForNs, 5'400'000'000'000);
    QCOMPARE(alert.labels.text("severity"), QStringLiteral("critical")); // the rule's own labels win
    QVERIFY(alert.annotations.text("summary").contains(QStringLiteral("{{ $value }}")));
    QCOMPARE(alert.group, QStringLiteral("shop"));
    QCOMPARE(alert.file, QStringLiteral("rules.yml"));
    QCOMPARE(file->rules[2].query, QStringLiteral("1"));
}

void RuleFileTest::unwrapsKubernetesAndRulerForms()
{
    const char *rule = "{alert: A, expr: up == 0}";
    const auto count = [](const QByteArray &text) {
        const auto file = decodeRuleFile(view(text));
        return file.ok() ? static_cast<int>(file->rules.size()) : -1;
    };
    QCOMPARE(count(QByteArray("apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec:\n  groups:\n  - "
                              "{name: g, rules: [") +
                   rule + "]}\n"),
             1);
    QCOMPARE(
        count(QByteArray("kind: List\nitems:\n- spec: {groups: [{name: g, rules: [") + rule + "," + rule + "]}]}\n"),
        2);
    QCOMPARE(
        count(QByteArray("my/namespace:\n- {name: g, rules: [") + rule + "]}\n- {name: h, rules: [" + rule + "]}\n"),
        2);
    QCOMPARE(count(QByteArray("name: g\nrules: [") + rule + "]\n"), 1);
    QCOMPARE(count(QByteArray("groups: [{name: g, rules: [") + rule + "]}]\n---\ngroups: [{name: h, rules: [" + rule +
                   "]}]\n"),
             2);
    QCOMPARE(count("groups: []\nx: 1\n"), -1);
}

void RuleFileTest::tellsWhatIsWrongWithARule()
{
    const auto file = decodeRuleFile(R"(
groups:
  - name: g
    rules:
      - expr: up
      - {alert: A, record: b, expr: up}
      - alert: NoExpression
      - {alert: BadFor, expr: up, for: soon}
      - {record: r, expr: up, for: 5m}
  - rules: [{alert: B, expr: up}]
)");
    QVERIFY(file.ok());
    QCOMPARE(file->rules.size(), std::size_t{3});
    QCOMPARE(file->problems.size(), 6);
    QVERIFY(file->problems.filter(QStringLiteral("BadFor")).at(0).contains(QStringLiteral("soon")));
    QVERIFY(
        file->problems.filter(QStringLiteral("NoExpression")).at(0).startsWith(QStringLiteral("g / NoExpression: ")));
}

void RuleFileTest::refusesWhatHoldsNoGroups()
{
    for (const char *text :
         {"", "a: 1", "- x", "text", "groups: 5", "apiVersion: v1\nkind: Service\n", "{{ helm }}\n: ["}) {
        const auto file = decodeRuleFile(text);
        QVERIFY2(!file.ok(), text);
        QCOMPARE(file.error().kind, ErrorKind::Invalid);
    }
}

void RuleFileTest::readsEveryPublishedRuleFile()
{
    WF_NEED_CORPUS();
    int files = 0;
    int good = 0;
    qsizetype rules = 0;
    qsizetype written = 0;
    static const QRegularExpression begin(QStringLiteral("^\\s*(- )?\\s*\"?(alert|record)\"?: "),
                                          QRegularExpression::MultilineOption);
    for (const QString &path : filesBelow(corpusDir() + QStringLiteral("/prometheus-rules"),
                                          {QStringLiteral("*.yml"), QStringLiteral("*.yaml")})) {
        ++files;
        const QByteArray text = readFile(path);
        const auto file = decodeRuleFile(view(text), path);
        if (!file)
            continue;
        ++good;
        rules += static_cast<qsizetype>(file->rules.size());
        auto it = begin.globalMatch(QString::fromUtf8(text));
        for (; it.hasNext(); it.next())
            ++written;
    }
    QVERIFY2(files > 140, qPrintable(QString::number(files)));
    QVERIFY2(good >= files * 95 / 100, qPrintable(QStringLiteral("%1 of %2").arg(good).arg(files)));
    QVERIFY2(rules >= written * 98 / 100 && rules > 1000,
             qPrintable(QStringLiteral("%1 rules of %2 written").arg(rules).arg(written)));
}

void RuleFileTest::readsWhatTheRulerAnswers()
{
    WF_NEED_CORPUS();
    for (const auto *name : {"ruler_list", "ruler_ns", "ruler_group"}) {
        const QByteArray body = bodyOf(QStringLiteral("cortex-1.19"), QString::fromLatin1(name));
        QVERIFY2(!body.isEmpty(), name);
        const auto file = decodeRuleFile(view(body));
        QVERIFY2(file.ok() && !file->rules.empty(), name);
    }
}

QTEST_GUILESS_MAIN(RuleFileTest)
#include "tst_rulefile.moc"
