// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/check/rulecheck.h"

#include "tests/models/wire/fixtures.h"

#include <QTest>

using namespace wf;
using namespace wf::station;
using namespace wf::wiretest;
using Weight = wire::RuleProblem::Weight;

namespace {

QStringList told(const RuleCheck &check)
{
    QStringList lines;
    for (const auto &p : check.file.problems)
        lines << QStringLiteral("%1:%2 %3").arg(p.place.line).arg(p.place.column).arg(p.what);
    return lines;
}

} // namespace

class RuleCheckTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsTheExactPlaceInsideExpressions();
    void findsTheExactPlaceInsideTemplates();
    void checksTypes();
    void leavesOtherLanguagesAlone();
    void ofLokiItFindsThePlaceInLogql();
    void judgesTheCorpus();
};

void RuleCheckTest::findsTheExactPlaceInsideExpressions()
{
    const auto check = checkRuleFile(R"(groups:
  - name: g
    rules:
      - alert: Block
        expr: |
          sum by (job) (up)
            > up{a="ö"} > nope(1)
      - alert: Folded
        expr: >-
          up ==
          0 and )
      - alert: Plain
        expr: up and on(job
          ) down )
      - alert: Quoted
        expr: "up{a=\"b\"} +"
)");
    const QStringList lines = told(check);
    QCOMPARE(lines.size(), 4);
    QVERIFY2(lines[0].startsWith(QStringLiteral("7:27 ")), qPrintable(lines[0]));
    QVERIFY2(lines[1].startsWith(QStringLiteral("11:17 ")), qPrintable(lines[1]));
    QVERIFY2(lines[2].startsWith(QStringLiteral("14:18 ")), qPrintable(lines[2]));
    QVERIFY2(lines[3].startsWith(QStringLiteral("16:")), qPrintable(lines[3]));
    QVERIFY(check.printsBack);
}

void RuleCheckTest::findsTheExactPlaceInsideTemplates()
{
    const auto check = checkRuleFile(R"(groups:
  - name: g
    rules:
      - alert: A
        expr: up == 0
        labels:
          level: "{{ $value }}"
        annotations:
          summary: one {{ $vaule }}
          text: |
            first
            second {{ $value | humanise }}
)");
    QCOMPARE(told(check),
             (QStringList{QStringLiteral("7:22 A label that changes with the value makes a new alert each "
                                         "time it changes"),
                          QStringLiteral("9:27 The template of summary: The variable $vaule is not defined"),
                          QStringLiteral("12:32 The template of text: The function humanise is not "
                                         "defined")}));
    QCOMPARE(check.count(Weight::Error), 2);
    QCOMPARE(check.count(Weight::Warning), 1);
}

void RuleCheckTest::checksTypes()
{
    const auto check =
        checkRuleFile("groups:\n- name: g\n  rules:\n  - {record: a, expr: 'up[5m]'}\n  - {record: b, expr: "
                      "'\"text\"'}\n  - {record: c, expr: 'rate(up)'}\n  - {record: d, expr: 1}\n");
    QCOMPARE(check.count(Weight::Error), 3);
    QCOMPARE(check.file.problems.at(2).place.line, 6);
}

void RuleCheckTest::leavesOtherLanguagesAlone()
{
    const auto check =
        checkRuleFile("groups:\n- name: g\n  type: vlogs\n  rules:\n  - {alert: a, expr: '_time:5m | stats by "
                      "(x) count() as c'}\n");
    QCOMPARE(check.count(Weight::Error), 0);
    QCOMPARE(check.count(Weight::Note), 1);
}

void RuleCheckTest::ofLokiItFindsThePlaceInLogql()
{
    const QByteArray text = R"(groups:
  - name: g
    rules:
      - alert: Fine
        expr: sum by (app) (rate({app="x"} |= "é" [5m])) > 1
      - alert: Lines
        expr: '{app="x"}'
      - alert: Broken
        expr: |
          sum(
            rate({app="é"} |= "x" [5m]) >) 1
)";
    const QStringList lines = told(checkRuleFile(wire::view(text), RuleLanguage::LogQL));
    QCOMPARE(lines.size(), 2);
    QVERIFY2(lines[0].startsWith(QStringLiteral("7:16 ")), qPrintable(lines[0]));
    QVERIFY2(lines[1].startsWith(QStringLiteral("11:42 ")), qPrintable(lines[1]));
}

void RuleCheckTest::judgesTheCorpus()
{
    WF_NEED_CORPUS();
    // Written to be wrong, or in the dialects of VictoriaMetrics.
    const QStringList known{
        QStringLiteral("VictoriaMetrics/alerts-vmanomaly.yml"),
        QStringLiteral("VictoriaMetrics/rules-multi-doc-bad.rules"),
        QStringLiteral("VictoriaMetrics/rules-multi-doc-duplicates-bad.rules"),
        QStringLiteral("VictoriaMetrics/rules0-bad-2.rules"),
        QStringLiteral("VictoriaMetrics/rules0-bad.rules"),
        QStringLiteral("VictoriaMetrics/rules0-good.rules"),
        QStringLiteral("VictoriaMetrics/rules1-bad.rules"),
        QStringLiteral("VictoriaMetrics/rules2-bad.rules"),
        QStringLiteral("VictoriaMetrics/rules2-good.rules"),
        QStringLiteral("VictoriaMetrics/rules4-bad.rules"),
        QStringLiteral("VictoriaMetrics/vlog-rules0-good.rules"),
        QStringLiteral("prometheus/bad-rules-syntax.yml"),
        QStringLiteral("prometheus/bad_field.bad.yaml"),
        QStringLiteral("prometheus/invalid_rules.yaml"),
        QStringLiteral("prometheus/rules-bad.yml"),
        QStringLiteral("prometheus/rules_extrafields.yml"),
        QStringLiteral("thanos/invalid-rules-data.yaml"),
        QStringLiteral("thanos/invalid-unknown-field.yaml"),
    };
    QStringList wrong;
    int files = 0;
    for (const QString &path :
         filesBelow(corpusDir() + QStringLiteral("/prometheus-rules"),
                    {QStringLiteral("*.yml"), QStringLiteral("*.yaml"), QStringLiteral("*.rules")})) {
        ++files;
        const QByteArray text = readFile(path);
        const auto check = checkRuleFile(wiretest::view(text));
        QVERIFY2(check.printsBack, qPrintable(path));
        const QString name = path.section(QStringLiteral("__"), -1);
        if (check.count(Weight::Error) > 0 && !known.contains(name))
            wrong << name << told(check);
        QVERIFY2(!known.contains(name) || check.count(Weight::Error) > 0, qPrintable(path));
    }
    QCOMPARE(files, 172);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

QTEST_GUILESS_MAIN(RuleCheckTest)
#include "tst_rulecheck.moc"
