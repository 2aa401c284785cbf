// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/unittest/ruletest.h"

#include "models/base/duration.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::station;

namespace {

// Rules and samples; what they give is asked at every minute. Samples are 59 seconds apart and the first is missing, so
// that none lies on the left end of a range: before 3.0 Prometheus counted it in.
struct Scenario {
    const char *name;
    const char *rules;
    const char *input;
    std::vector<const char *> alerts;
    std::vector<const char *> exprs;
    int minutes;
};

const std::vector<Scenario> &scenarios()
{
    static const std::vector<Scenario> all{
        {"for, flapping, several instances",
         R"Y(groups:
- name: g
  rules:
  - alert: Down
    expr: up == 0
    for: 3m
    labels: {severity: critical, where: '{{ $labels.instance }}@{{ $externalLabels.cluster }}'}
    annotations: {summary: '{{ $labels.instance }} of {{ $labels.job }} is {{ $value }} at {{ $externalURL }}'}
)Y",
         R"Y(  - {series: 'up{job="n",instance="a"}', values: '_ 1 1 0 0 0 0 0 1 0 0 1 0 0 0 0 0 1 1 1 1 1'}
  - {series: 'up{job="n",instance="b"}', values: '_ 0x6 1x6 0x7'}
  - {series: 'up{job="n",instance="c"}', values: '_ 0 0 0 0 0 stale _ _ 0 0 0 0 0 _ _ _ _ _ 0 0'}
)Y",
         {"Down"},
         {"ALERTS", "ALERTS_FOR_STATE", "count(ALERTS{alertstate=\"pending\"})"},
         22},
        {"keep_firing_for",
         R"Y(groups:
- name: g
  rules:
  - {alert: Kept, expr: load > 5, keep_firing_for: 4m}
  - {alert: KeptLater, expr: load > 5, for: 2m, keep_firing_for: 3m, annotations: {v: '{{ $value | humanize }}'}}
  - {alert: Short, expr: load > 5, keep_firing_for: 30s}
)Y",
         R"Y(  - {series: 'load{host="x"}', values: '_ 1 6 7 8 1 1 9 1 1 1 1 1 6 6 6 6 1 1 1 1 1 1'}
  - {series: 'load{host="y"}', values: '_ 6x3 1x20'}
)Y",
         {"Kept", "KeptLater", "Short"},
         {"ALERTS", "ALERTS_FOR_STATE"},
         22},
        {"recording rules, chained and vanishing",
         R"Y(groups:
- name: first
  rules:
  - {record: job:requests:rate5m, expr: 'sum by (job) (rate(requests_total[5m]))', labels: {kind: slo}}
  - {record: job:requests:double, expr: 'job:requests:rate5m * 2'}
  - {record: fixed, expr: 42}
- name: second
  rules:
  - alert: Busy
    expr: job:requests:double > 3
    for: 1m
    annotations:
      text: '{{ with query "sort_desc(job:requests:rate5m)" }}{{ . | first | value | printf "%.3f" }} {{ . | first | label "job" }}{{ end }}'
)Y",
         R"Y(  - {series: 'requests_total{job="a",code="200"}', values: '_ 0+60x8 600+300x10'}
  - {series: 'requests_total{job="a",code="500"}', values: '_ 0+1x30'}
  - {series: 'requests_total{job="b"}', values: '_ 0+10x6 stale'}
)Y",
         {"Busy"},
         {"job:requests:rate5m", "job:requests:double", "fixed", "ALERTS"},
         22},
        {"absent, quantiles, ratios",
         R"Y(groups:
- name: g
  rules:
  - {alert: Gone, expr: 'absent(heartbeat{job="x"})', for: 2m, labels: {job: ''}}
  - {alert: Slow, expr: 'histogram_quantile(0.9, sum by (le) (rate(latency_bucket[3m]))) > 0.4', labels: {severity: '{{ if gt $value 0.8 }}critical{{ else }}warning{{ end }}'}}
  - {alert: Ratio, expr: 'errors / ignoring(kind) total > 0.1', annotations: {pct: '{{ $value | humanizePercentage }}'}}
)Y",
         R"Y(  - {series: 'heartbeat{job="x"}', values: '_ 1 1 1 _ _ _ _ _ _ _ _ _ _ 1 1 1 1'}
  - {series: 'latency_bucket{le="0.1"}', values: '_ 0+10x10 100+1x10'}
  - {series: 'latency_bucket{le="0.5"}', values: '_ 0+12x10 120+5x10'}
  - {series: 'latency_bucket{le="1"}', values: '_ 0+12x10 120+10x10'}
  - {series: 'latency_bucket{le="+Inf"}', values: '_ 0+12x10 120+10x10'}
  - {series: 'errors{kind="e"}', values: '_ 0 1 2 3 4 5 4 3 2 1 0'}
  - {series: 'total', values: '_ 20x20'}
)Y",
         {"Gone", "Slow", "Ratio"},
         {"ALERTS"},
         20},
    };
    return all;
}

QByteArray head(const Scenario &scenario)
{
    // Without an order promtool takes groups as they fall out of a map.
    const QByteArray order =
        QByteArray(scenario.rules).contains("- name: second") ? "group_eval_order: [first, second]\n" : "";
    return "rule_files: [rules.yml]\nevaluation_interval: 1m\n" + order +
           "tests:\n- interval: 59s\n  external_labels: {cluster: c1}\n  external_url: http://ext\n  input_series:\n" +
           scenario.input;
}
QByteArray questions(const Scenario &scenario)
{
    QByteArray out = "  alert_rule_test:\n";
    for (int minute = 0; minute < scenario.minutes; ++minute)
        for (const auto &alert : scenario.alerts)
            out += QStringLiteral("  - {eval_time: %1m, alertname: %2, exp_alerts: []}\n")
                       .arg(minute)
                       .arg(QLatin1String(alert))
                       .toUtf8();
    out += "  promql_expr_test:\n";
    for (int minute = 0; minute < scenario.minutes; ++minute)
        for (const auto &expr : scenario.exprs)
            out += QStringLiteral("  - {eval_time: %1m, expr: '%2', exp_samples: []}\n")
                       .arg(minute)
                       .arg(QLatin1String(expr))
                       .toUtf8();
    return out;
}

QByteArray quotedYaml(const QString &text)
{
    QString out = text;
    return (u'"' + out.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\"")) + u'"').toUtf8();
}
QByteArray yamlOf(const base::Labels &labels)
{
    QByteArray out;
    for (const auto &[name, value] : labels)
        if (name != "alertname")
            out += (out.isEmpty() ? "" : ", ") + QByteArray::fromStdString(name) + ": " +
                   quotedYaml(QString::fromStdString(value));
    return '{' + out + '}';
}
// The expectations as promtool reads them.
QByteArray answers(const RuleTest &test)
{
    QByteArray out = "  alert_rule_test:\n";
    for (const auto &one : test.alerts) {
        out += "  - eval_time: " + base::promDuration(one.timeNs).toUtf8() +
               "\n    alertname: " + QByteArray::fromStdString(one.alert) + "\n    exp_alerts:\n";
        for (const auto &alert : one.expected)
            out += "    - {exp_labels: " + yamlOf(alert.labels) + ", exp_annotations: " + yamlOf(alert.annotations) +
                   "}\n";
    }
    out += "  promql_expr_test:\n";
    for (const auto &one : test.exprs) {
        out += "  - eval_time: " + base::promDuration(one.timeNs).toUtf8() +
               "\n    expr: " + quotedYaml(QString::fromStdString(one.expr)) + "\n    exp_samples:\n";
        for (const auto &sample : one.expected)
            out += "    - {labels: " + quotedYaml(sample.labels.toString()) +
                   ", value: " + QByteArray::number(sample.value, 'g', 17) + "}\n";
    }
    return out;
}

QString promtoolSays(const QByteArray &rules, const QByteArray &test)
{
    const QTemporaryDir folder;
    for (const auto &[name, text] : {std::pair("/rules.yml", rules), std::pair("/test.yml", test)}) {
        QFile file(folder.path() + QLatin1String(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            return QStringLiteral("cannot write");
    }
    QProcess tool;
    tool.setWorkingDirectory(folder.path());
    tool.setProcessChannelMode(QProcess::MergedChannels);
    tool.start(QStringLiteral("promtool"),
               {QStringLiteral("test"), QStringLiteral("rules"), QStringLiteral("test.yml")});
    return tool.waitForFinished(60'000) ? QString::fromUtf8(tool.readAll()) : QStringLiteral("no answer");
}

std::vector<NamedText> rulesOf(const Scenario &scenario)
{
    return {{QStringLiteral("rules.yml"), scenario.rules}};
}

} // namespace

class RuleTestTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void firesExactlyAsPrometheusDoes_data();
    void firesExactlyAsPrometheusDoes();
    void judgesAsPromtoolDoes();
    void readsEverythingOfTheFormat();
    void saysWhereAFileIsWrong();
    void saysWhatDiffers();
};

void RuleTestTest::firesExactlyAsPrometheusDoes_data()
{
    QTest::addColumn<std::size_t>("index");
    for (std::size_t i = 0; i < scenarios().size(); ++i)
        QTest::newRow(scenarios()[i].name) << i;
}

void RuleTestTest::firesExactlyAsPrometheusDoes()
{
    QFETCH(std::size_t, index);
    const Scenario &scenario = scenarios()[index];
    const QByteArray asked = head(scenario) + questions(scenario);
    const auto file = readRuleTests(wire::view(asked));
    QVERIFY2(file.ok(), qPrintable(file.ok() ? QString() : file.error().detail));
    const auto recorded = recordRuleTests(*file, rulesOf(scenario), {});
    QVERIFY2(recorded.ok(), qPrintable(recorded.ok() ? QString() : recorded.error().detail));
    // Something must happen in it, or it proves nothing.
    std::size_t fired = 0;
    for (const auto &one : recorded->tests.at(0).alerts)
        fired += one.expected.size();
    QVERIFY(fired > 2);
    const QByteArray answered = head(scenario) + answers(recorded->tests.at(0));
    const auto again = readRuleTests(wire::view(answered));
    QVERIFY2(again.ok(), qPrintable(again.ok() ? QString() : again.error().detail));
    const auto report = runRuleTests(*again, rulesOf(scenario), {});
    QVERIFY2(report.ok() && report->failures.empty(),
             qPrintable(report.ok() && !report->failures.empty() ? report->failures[0].what : QString()));
    if (QStandardPaths::findExecutable(QStringLiteral("promtool")).isEmpty())
        QSKIP("promtool is not installed");
    const QString said = promtoolSays(scenario.rules, answered);
    QVERIFY2(said.contains(QStringLiteral("SUCCESS")), qPrintable(said.left(4000)));
}

void RuleTestTest::judgesAsPromtoolDoes()
{
    if (QStandardPaths::findExecutable(QStringLiteral("promtool")).isEmpty())
        QSKIP("promtool is not installed");
    const Scenario &scenario = scenarios()[0];
    const QByteArray begin = head(scenario);
    const QByteArray good =
        "  - eval_time: 5m\n    alertname: Down\n    exp_alerts:\n    - {exp_labels: {severity: critical, "
        "where: a@c1, instance: a, job: n}, exp_annotations: {summary: a of n is 0 at http://ext}}\n";
    const std::vector<std::pair<const char *, QByteArray>> cases{
        {"right", good},
        {"a label too few", QByteArray(good).replace("severity: critical, ", "")},
        {"another annotation", QByteArray(good).replace("is 0", "is 1")},
        {"another time", QByteArray(good).replace("5m", "4m")},
        {"between two evaluations", QByteArray(good).replace("5m", "5m30s")},
        {"an alert too many", good + "    - {exp_labels: {job: z}}\n"},
        {"none expected", "  - {eval_time: 5m, alertname: Down, exp_alerts: []}\n"},
        {"none expected and none there", "  - {eval_time: 1m, alertname: Down, exp_alerts: []}\n"},
        {"unknown alert", "  - {eval_time: 1m, alertname: Other}\n"},
        {"unknown alert expected", "  - {eval_time: 1m, alertname: Other, exp_alerts: [{}]}\n"},
    };
    for (const auto &[name, test] : cases) {
        const QByteArray text = begin + "  alert_rule_test:\n" + test;
        const auto file = readRuleTests(wire::view(text));
        QVERIFY2(file.ok(), name);
        const auto report = runRuleTests(*file, rulesOf(scenario), {});
        QVERIFY2(report.ok(), name);
        const bool theirs = promtoolSays(scenario.rules, text).contains(QStringLiteral("SUCCESS"));
        QVERIFY2(report->failures.empty() == theirs, name);
    }
}

void RuleTestTest::readsEverythingOfTheFormat()
{
    const auto file = readRuleTests(R"(
rule_files: [a.yml, "b/*.yml"]
evaluation_interval: 30s
group_eval_order: [second, first]
fuzzy_compare: true
tests:
- name: one
  interval: 2m
  start_timestamp: 2026-01-02T03:04:05Z
  input_series:
  - {series: 'x{a="b"}', values: '1+1x3 _x2 stale -5'}
  - {series: h, values: '{{schema:0 count:1 sum:2 buckets:[1]}}x2'}
  external_labels: {a: b}
  external_url: http://x
  alert_rule_test:
  - eval_time: 1m
    alertname: A
    exp_alerts:
    - exp_labels: {x: "1"}
      exp_annotations: {y: z}
  promql_expr_test:
  - expr: x
    eval_time: 2m
    exp_samples:
    - {labels: 'x{a="b"}', value: 1.5e3}
    - {labels: '{}', value: NaN}
    - {labels: h, histogram: '{{schema:0 count:1 sum:2 buckets:[1]}}'}
- input_series: []
)");
    QVERIFY2(file.ok(), qPrintable(file.ok() ? QString() : file.error().detail));
    QCOMPARE(file->ruleFiles, (QStringList{QStringLiteral("a.yml"), QStringLiteral("b/*.yml")}));
    QCOMPARE(file->evaluationNs, 30 * base::nsPerSecond);
    QCOMPARE(file->groupOrder.size(), 2);
    QVERIFY(file->isFuzzy);
    QCOMPARE(file->tests.size(), std::size_t{2});
    const RuleTest &test = file->tests[0];
    QCOMPARE(test.startNs, 1'767'323'045 * base::nsPerSecond);
    QCOMPARE(test.input.at(0).values.size(), std::size_t{8});
    QCOMPARE(test.alerts.at(0).expected.at(0).labels.text("alertname"), QStringLiteral("A"));
    QCOMPARE(test.exprs.at(0).expected.at(0).value, 1500.0);
    QVERIFY(test.exprs.at(0).expected.at(2).histogram != nullptr);
    QCOMPARE(file->tests[1].intervalNs, 30 * base::nsPerSecond);
}

void RuleTestTest::saysWhereAFileIsWrong()
{
    const auto wrong = [](const char *text) {
        const auto file = readRuleTests(text);
        return file ? QString() : file.error().detail;
    };
    QVERIFY(wrong("tests: [").startsWith(QStringLiteral("1:")) || wrong("tests: [").startsWith(QStringLiteral("2:")));
    QVERIFY(!wrong("").isEmpty());
    QVERIFY2(wrong("tests:\n- inpt: 1\n").startsWith(QStringLiteral("2:9: Unknown field inpt")),
             qPrintable(wrong("tests:\n- inpt: 1\n")));
    QVERIFY(wrong("tests:\n- interval: soon\n").startsWith(QStringLiteral("2:13: ")));
    QVERIFY(wrong("tests:\n- input_series:\n  - {series: 'x{', values: '1'}\n").startsWith(QStringLiteral("3:14: ")));
    QVERIFY(wrong("evaluation_interval: 0s\n").contains(QStringLiteral("above zero")));
}

void RuleTestTest::saysWhatDiffers()
{
    const auto file =
        readRuleTests("tests:\n- name: mine\n  input_series: [{series: x, values: '1 2'}]\n  promql_expr_test:\n  - "
                      "{expr: x, eval_time: 1m, exp_samples: [{labels: x, value: 3}]}\n  - {expr: 'x +', "
                      "eval_time: 1m}\n");
    QVERIFY(file.ok());
    const auto report = runRuleTests(*file, {}, {});
    QVERIFY(report.ok());
    QCOMPARE(report->checks, 2);
    QCOMPARE(report->failures.size(), std::size_t{2});
    QCOMPARE(report->failures[0].place.line, 5);
    QCOMPARE(report->failures[0].test, QStringLiteral("mine"));
    QCOMPARE(report->failures[0].what, QStringLiteral("x at 1m\n    missing: x 3\n    surplus: x 2"));
    QVERIFY(report->failures[1].what.contains(QStringLiteral("parse error")));
    const auto broken = runRuleTests(*file, {{QStringLiteral("r.yml"), "groups: [{name: g, rules: [{}]}]"}}, {});
    QVERIFY(!broken.ok());
    QVERIFY2(broken.error().detail.startsWith(QStringLiteral("1:")), qPrintable(broken.error().detail));
}

QTEST_GUILESS_MAIN(RuleTestTest)
#include "tst_ruletest.moc"
