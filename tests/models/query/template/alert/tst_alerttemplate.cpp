// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/alert/alerttemplate.h"

#include "tests/models/query/template/alert/templatecases.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::query;
using namespace wf::querytest;

namespace {

base::Result<std::vector<TemplateSample>> fewSeries(const std::string &expr)
{
    const auto up = [](const char *instance, double value) {
        return TemplateSample{{{"__name__", "up"}, {"instance", instance}, {"job", "node"}}, value};
    };
    if (expr == "sort_desc(up)" || expr == "up")
        return std::vector{up("a:1", 1), up("b:2", 0)};
    if (expr == "up{instance='b:2'}")
        return std::vector{up("b:2", 0)};
    if (expr == "sum_metric")
        return std::vector{TemplateSample{{{"__name__", "sum_metric"}}, 42.25}};
    if (expr == "absent_metric")
        return std::vector<TemplateSample>{};
    return base::makeError(base::ErrorKind::BadRequest, QStringLiteral("not known here"));
}

TemplateContext context()
{
    TemplateContext out;
    out.labels = {{"__name__", "alert_metric"}, {"instance", "a:1"}, {"job", "node"}};
    out.value = 12.5;
    out.externalLabels = {{"cluster", "c1"}};
    out.externalUrl = "http://ext/pre";
    out.timeMs = 1'600'000'000'500;
    out.query = fewSeries;
    return out;
}

QString quotedYaml(const std::string &text)
{
    QString out = QString::fromStdString(text);
    out.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
    return u'"' + out.replace(u'\n', QStringLiteral("\\n")).replace(u'\t', QStringLiteral("\\t")) + u'"';
}

void write(const QString &path, const QString &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text.toUtf8());
}

// What Prometheus' own tool says about a rule with these annotations, one alert each.
QString promtoolSays(const QStringList &arguments, const QString &folder)
{
    QProcess tool;
    tool.setWorkingDirectory(folder);
    tool.setProcessChannelMode(QProcess::MergedChannels);
    tool.start(QStringLiteral("promtool"), arguments);
    return tool.waitForFinished(60'000) ? QString::fromUtf8(tool.readAll()) : QStringLiteral("no answer");
}

QString ruleFile(const std::vector<std::string> &texts)
{
    QString out = QStringLiteral("groups:\n- name: g\n  rules:\n");
    for (std::size_t i = 0; i < texts.size(); ++i)
        out += QStringLiteral("  - alert: C%1\n    expr: alert_metric\n    annotations: {a: %2}\n")
                   .arg(i)
                   .arg(quotedYaml(texts[i]));
    return out;
}

QString unitTest(const std::vector<std::string> &expected)
{
    QString out = QStringLiteral(
        "rule_files: [rules.yml]\nevaluation_interval: 1m\ntests:\n- interval: 1m\n  external_labels: {cluster: c1}\n"
        "  external_url: http://ext/pre\n  input_series:\n"
        "  - {series: 'alert_metric{instance=\"a:1\",job=\"node\"}', values: '12.5x5'}\n"
        "  - {series: 'up{instance=\"a:1\",job=\"node\"}', values: '1x5'}\n"
        "  - {series: 'up{instance=\"b:2\",job=\"node\"}', values: '0x5'}\n"
        "  - {series: 'sum_metric', values: '42.25x5'}\n  alert_rule_test:\n");
    for (std::size_t i = 0; i < expected.size(); ++i)
        out +=
            QStringLiteral("  - eval_time: 1m\n    alertname: C%1\n    exp_alerts: [{exp_labels: {instance: a:1, job: "
                           "node}, exp_annotations: {%2}}]\n")
                .arg(i)
                .arg(expected[i].empty() ? QString() : QStringLiteral("a: ") + quotedYaml(expected[i]));
    return out;
}

} // namespace

class AlertTemplateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void expandsAsPrometheusDoes();
    void failsWherePrometheusFails();
    void refusesWhatCannotBeRead();
    void prometheusAgrees();
    void knowsFunctionsOfNewerServers();
    void namesThePlaceOfAProblem();
    void saysWhichActionFailed();
    void staysWithinItsLimits();
    void lokisFunctionsAreNotPrometheus();
    void knowsATextWithoutActions();
};

void AlertTemplateTest::expandsAsPrometheusDoes()
{
    for (const auto &one : templateCases()) {
        const auto text = expandTemplate(one.text, context());
        QVERIFY2(text.ok(), (one.text + ": " + (text.ok() ? "" : text.error().detail.toStdString())).c_str());
        QCOMPARE(QString::fromStdString(*text), QString::fromStdString(one.expanded));
    }
}

void AlertTemplateTest::failsWherePrometheusFails()
{
    for (const auto &text : failingTemplates()) {
        TemplateProblem problem;
        const auto parsed = AlertTemplate::parse(text, &problem);
        QVERIFY2(parsed, (text + ": " + problem.what.toStdString()).c_str());
        QVERIFY2(!parsed->expand(context()), text.c_str());
    }
}

void AlertTemplateTest::refusesWhatCannotBeRead()
{
    for (const auto &text : brokenTemplates()) {
        TemplateProblem problem;
        QVERIFY2(!AlertTemplate::parse(text, &problem), text.c_str());
        QVERIFY2(!problem.what.isEmpty() && problem.offset <= text.size(), text.c_str());
    }
}

void AlertTemplateTest::prometheusAgrees()
{
    if (QStandardPaths::findExecutable(QStringLiteral("promtool")).isEmpty())
        QSKIP("promtool is not installed");
    const QTemporaryDir folder;
    std::vector<std::string> texts;
    std::vector<std::string> expected;
    for (const auto &one : templateCases()) {
        texts.push_back(one.text);
        expected.push_back(one.expanded);
    }
    write(folder.filePath(QStringLiteral("rules.yml")), ruleFile(texts));
    write(folder.filePath(QStringLiteral("test.yml")), unitTest(expected));
    const QStringList test{QStringLiteral("test"), QStringLiteral("rules"), QStringLiteral("test.yml")};
    const QString said = promtoolSays(test, folder.path());
    QVERIFY2(said.contains(QStringLiteral("SUCCESS")), qPrintable(said));

    write(folder.filePath(QStringLiteral("rules.yml")), ruleFile(failingTemplates()));
    write(folder.filePath(QStringLiteral("test.yml")),
          unitTest(std::vector<std::string>(failingTemplates().size(), "unlike anything")));
    const auto failures = promtoolSays(test, folder.path()).count(QStringLiteral("<error expanding template"));
    QCOMPARE(failures, static_cast<qsizetype>(failingTemplates().size()));

    write(folder.filePath(QStringLiteral("rules.yml")), ruleFile(brokenTemplates()));
    const QString refused =
        promtoolSays({QStringLiteral("check"), QStringLiteral("rules"), QStringLiteral("rules.yml")}, folder.path());
    for (std::size_t i = 0; i < brokenTemplates().size(); ++i)
        QVERIFY2(refused.contains(QStringLiteral("\"C%1\"").arg(i)), brokenTemplates()[i].c_str());
}

void AlertTemplateTest::knowsFunctionsOfNewerServers()
{
    const auto text = [](const char *of) {
        const auto out = expandTemplate(of, context());
        return out ? QString::fromStdString(*out) : out.error().detail;
    };
    QCOMPARE(text("{{ parseDurationTime \"1h30m\" }} {{ toDuration 90 }} {{ now }} {{ now | toTime }}"),
             QStringLiteral("1h30m0s 1m30s 1.6000000005e+09 2020-09-13 12:26:40.5 +0000 UTC"));
    QCOMPARE(text("{{ urlQueryEscape \"a b&c\" }}"), QStringLiteral("a+b%26c"));
    QCOMPARE(text("{{ define \"t\" }}<{{ . }}>{{ end }}{{ tmpl \"t\" \"a\" }}"), QStringLiteral("<a>"));
    QCOMPARE(text("{{ externalURL }} {{ pathPrefix }}"), QStringLiteral("http://ext/pre /pre"));
    QCOMPARE(text("{{ range 3 }}{{ . }}{{ end }}"), QStringLiteral("012"));
    QCOMPARE(text("{{ with $labels.nope }}a{{ else with $labels.job }}{{ . }}{{ end }}"), QStringLiteral("node"));
}

void AlertTemplateTest::namesThePlaceOfAProblem()
{
    const auto offset = [](const char *of) {
        TemplateProblem problem;
        return AlertTemplate::parse(of, &problem) ? -1 : static_cast<int>(problem.offset);
    };
    QCOMPARE(offset("ab {{ $value | nope }}"), 15);
    QCOMPARE(offset("ab {{ $vaule }}"), 6);
    QCOMPARE(offset("ab {{ if true }} x"), 3);
    QCOMPARE(offset("ab {{ $value"), 3);
    QCOMPARE(offset("{{ 1 }} {{ end }}"), 8);
}

void AlertTemplateTest::saysWhichActionFailed()
{
    const auto out = expandTemplate("{{ $value }} {{ query \"absent_metric\" | first }}", context());
    QVERIFY(!out);
    QVERIFY2(out.error().detail.startsWith(QStringLiteral("at <first>")), qPrintable(out.error().detail));
}

void AlertTemplateTest::staysWithinItsLimits()
{
    QElapsedTimer timer;
    timer.start();
    const auto kind = [](const std::string &text) {
        const auto out = expandTemplate(text, context());
        return out ? base::ErrorKind::Cancelled : out.error().kind;
    };
    QCOMPARE(kind("{{ range 1000000000 }}{{ end }}"), base::ErrorKind::TooLarge);
    QCOMPARE(kind("{{ range 1000 }}{{ range 1000 }}{{ range 1000 }}{{ end }}{{ end }}{{ end }}"),
             base::ErrorKind::TooLarge);
    QCOMPARE(kind("{{ range 9999 }}0123456789{{ end }}"), base::ErrorKind::TooLarge);
    QCOMPARE(kind("{{ $x := \"xxxx\" }}{{ range 60 }}{{ $x = print $x $x }}{{ end }}"), base::ErrorKind::TooLarge);
    QCOMPARE(kind("{{ define \"r\" }}{{ template \"r\" . }}{{ end }}{{ template \"r\" . }}"),
             base::ErrorKind::TooLarge);
    std::string doubling = "{{ define \"a0\" }}x{{ end }}";
    for (int i = 1; i < 40; ++i) {
        const std::string call = "{{ template \"a" + std::to_string(i - 1) + "\" . }}";
        doubling += "{{ define \"a" + std::to_string(i) + "\" }}" + call + call + "{{ end }}";
    }
    QCOMPARE(kind(doubling + "{{ template \"a39\" . }}"), base::ErrorKind::TooLarge);
    TemplateProblem problem;
    QVERIFY(!AlertTemplate::parse("{{ " + std::string(100'000, '(') + " }}", &problem));
    std::string nested;
    for (int i = 0; i < 10'000; ++i)
        nested += "{{ if true }}";
    QVERIFY(!AlertTemplate::parse(nested, &problem));
    std::string chain = "{{ if false }}";
    for (int i = 0; i < 10'000; ++i)
        chain += "{{ else if false }}";
    QVERIFY(!AlertTemplate::parse(chain + "{{ end }}", &problem));
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

void AlertTemplateTest::lokisFunctionsAreNotPrometheus()
{
    for (const char *text : {"{{ trunc 2 \"abc\" }}", "{{ ToUpper \"a\" }}", "{{ default \"a\" \"\" }}",
                             "{{ __line__ }}", "{{ fromJson \"{}\" }}"})
        QVERIFY2(!AlertTemplate::parse(text, nullptr), text);
    // What both have and mean differently.
    const auto now = expandTemplate("{{ printf \"%T %T\" now (toTime 0) }}", context());
    QCOMPARE(QString::fromStdString(*now), QStringLiteral("float64 *time.Time"));
}

void AlertTemplateTest::knowsATextWithoutActions()
{
    QVERIFY(AlertTemplate::parse("plain {text}", nullptr)->isPlain());
    QVERIFY(!AlertTemplate::parse("{{ $value }}", nullptr)->isPlain());
}

QTEST_GUILESS_MAIN(AlertTemplateTest)
#include "tst_alerttemplate.moc"
