// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/slo/slofile.h"

#include "tests/models/wire/fixtures.h"

#include <QTest>

using namespace wf;
using namespace wf::wire;
using wf::signals::SliKind;
using wiretest::corpusDir;
using wiretest::filesBelow;
using Weight = SloProblem::Weight;

namespace {
constexpr qint64 day = 86'400'000'000'000;
QByteArray slo(const QByteArray &indicator, const QByteArray &objective,
               const QByteArray &window = "[{duration: 28d, isRolling: true}]", const QByteArray &more = {})
{
    return "apiVersion: openslo/v1\nkind: SLO\nmetadata: {name: x, displayName: X" + more +
           "}\nspec:\n  service: shop\n  indicator: {metadata: {name: i}, spec: " + indicator +
           "}\n  timeWindow: " + window + "\n  budgetingMethod: Occurrences\n  objectives: [" + objective + "]\n";
}
const QByteArray ratio =
    "{ratioMetric: {good: {metricSource: {spec: {query: g}}}, total: {metricSource: {spec: {query: t}}}}}";
QByteArray sloth(const QByteArray &objective, const QByteArray &alerting = "{name: A}")
{
    return "version: prometheus/v1\nservice: shop\nslos:\n- name: a\n  objective: " + objective +
           "\n  sli: {events: {error_query: 'e[{{.window}}]', total_query: 't[{{.window}}]'}}\n  alerting: " +
           alerting + "\n";
}
// "valid", or "line:column" of the first error.
QString verdict(const SloDocument &document)
{
    for (const auto &problem : document.problems)
        if (problem.weight == Weight::Error)
            return QStringLiteral("%1:%2").arg(problem.place.line).arg(problem.place.column);
    return QStringLiteral("valid");
}
} // namespace

class SloFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsARatioInline();
    void joinsReferencesAcrossFiles();
    void readsRawAndThresholdIndicators();
    void readsCalendarWindowsAndTimeslices();
    void makesOneObjectiveOfEachEntry();
    void readsDurationsWithTheirCase();
    void readsServicesSourcesAndPolicies();
    void readsTheAlphaForms();
    void readsSlothWithItsAlerts();
    void readsSlothsAlertWindows();
    void readsPyrrasIndicators();
    void readsGrafanasObjectives();
    void readsCorrections();
    void tellsWhatIsWrongAtItsPlace_data();
    void tellsWhatIsWrongAtItsPlace();
    void findsNamesThatAreThereTwice();
    void findsObjectivesThatDependOnThemselves();
    void doesNotGrowWithAYamlBomb();
    void tellsAtMostSoManyProblemsOfADocument();
    void knowsTheVerdictOnEveryPublishedSample_data();
    void knowsTheVerdictOnEveryPublishedSample();
};

void SloFileTest::readsARatioInline()
{
    const auto slos = readSloFile(view(slo(ratio, "{target: 0.999}")), QStringLiteral("a.yaml"));
    QVERIFY2(slos.problems().isEmpty(), qPrintable(slos.problems().join(u'\n')));
    const auto &o = slos.objectives.at(0);
    QCOMPARE(o.id, QStringLiteral("x"));
    QCOMPARE(o.name, QStringLiteral("X"));
    QCOMPARE(o.service, QStringLiteral("shop"));
    QCOMPARE(o.target, 0.999);
    QCOMPARE(o.windowNs, 28 * day);
    QVERIFY(o.rolling && o.counter && !o.timeslices);
    QCOMPARE(o.kind, SliKind::Ratio);
    QCOMPARE(o.goodQuery, QStringLiteral("g"));
    QCOMPARE(o.totalQuery, QStringLiteral("t"));
    QCOMPARE(o.sourceFile, QStringLiteral("a.yaml"));
    QCOMPARE(readSloFile(view(slo(ratio, "{targetPercent: 99.5}"))).objectives.at(0).target, 0.995);
}

void SloFileTest::joinsReferencesAcrossFiles()
{
    SloReader reader;
    reader.add("apiVersion: openslo/v1\nkind: SLO\nmetadata: {name: x}\nspec:\n  service: s\n  indicatorRef: "
               "availability\n  budgetingMethod: Occurrences\n"
               "  timeWindow: [{duration: 4w, isRolling: true}]\n  objectives: [{target: 0.9}]\n");
    reader.add("apiVersion: openslo/v1\nkind: SLI\nmetadata: {name: availability}\nspec:\n  ratioMetric:\n    "
               "counter: false\n"
               "    bad: {metricSource: {type: Prometheus, spec: {promql: b}}}\n    total: {metricSource: {spec: "
               "{query: t}}}\n");
    const SloDefinitions slos = reader.take();
    QCOMPARE(slos.objectives.size(), std::size_t{1});
    QCOMPARE(slos.objectives[0].badQuery, QStringLiteral("b"));
    QVERIFY(!slos.objectives[0].counter);
    QVERIFY(reader.take().objectives.empty());
}

void SloFileTest::readsRawAndThresholdIndicators()
{
    const auto raw = readSloFile(
        view(slo("{ratioMetric: {rawType: failure, raw: {metricSource: {spec: {query: e}}}}}", "{target: 0.99}")));
    QCOMPARE(raw.objectives.at(0).kind, SliKind::Raw);
    QVERIFY(raw.objectives[0].rawIsBadShare);
    QCOMPARE(raw.objectives[0].rawQuery, QStringLiteral("e"));
    const auto threshold = readSloFile(view(
        slo("{thresholdMetric: {metricSource: {spec: {query: latency}}}}", "{op: lte, value: 0.3, target: 0.95}")));
    QCOMPARE(threshold.objectives.at(0).kind, SliKind::Threshold);
    QCOMPARE(threshold.objectives[0].rawQuery, QStringLiteral("latency"));
    QCOMPARE(threshold.objectives[0].thresholdOp, QStringLiteral("lte"));
    QCOMPARE(threshold.objectives[0].thresholdValue, 0.3);
}

void SloFileTest::readsCalendarWindowsAndTimeslices()
{
    QByteArray text = slo(
        ratio, "{target: 0.99, timeSliceTarget: 0.95, timeSliceWindow: 5m}",
        "[{duration: 2Q, isRolling: false, calendar: {startTime: '2022-01-01 12:00:00', timeZone: Europe/Zurich}}]");
    text.replace("Occurrences", "Timeslices");
    const auto slos = readSloFile(view(text));
    const auto &o = slos.objectives.at(0);
    QVERIFY(!o.rolling && o.timeslices);
    QCOMPARE(o.calendarUnit, QStringLiteral("quarter"));
    QCOMPARE(o.calendarCount, 2);
    QCOMPARE(o.calendarStart, QStringLiteral("2022-01-01 12:00:00"));
    QCOMPARE(o.timeZone, QStringLiteral("Europe/Zurich"));
    QCOMPARE(o.windowNs, 180 * day);
    QCOMPARE(o.timesliceTarget, 0.95);
    QCOMPARE(o.timesliceWindowNs, 300'000'000'000);
}

void SloFileTest::makesOneObjectiveOfEachEntry()
{
    const auto slos = readSloFile(view(slo(ratio, "{target: 0.99, displayName: Internal}, {target: 0.9}")));
    QCOMPARE(slos.objectives.size(), std::size_t{2});
    QCOMPARE(slos.objectives[0].id, QStringLiteral("x-1"));
    QCOMPARE(slos.objectives[0].name, QStringLiteral("X – Internal"));
    QCOMPARE(slos.objectives[1].id, QStringLiteral("x-2"));
    QCOMPARE(slos.documents.at(0).objectives, 2);
}

void SloFileTest::readsDurationsWithTheirCase()
{
    QCOMPARE(sloDuration("1m"), 60'000'000'000);
    QCOMPARE(sloDuration("1M"), 30 * day);
    QCOMPARE(sloDuration("2w"), 14 * day);
    QCOMPARE(sloDuration("1Y"), 365 * day);
    for (const char *bad : {"", "d", "1", "-1d", "0d", "1x", "999999999999Y", "1.5d"})
        QVERIFY2(sloDuration(bad) == 0, bad);
}

void SloFileTest::readsServicesSourcesAndPolicies()
{
    const auto slos = readSloFile(R"(
apiVersion: openslo/v1
kind: Service
metadata: {name: shop, displayName: Shop, labels: {team: [a, b]}}
spec: {description: sells things}
---
apiVersion: openslo/v1
kind: DataSource
metadata: {name: prom}
spec: {type: Prometheus, connectionDetails: {url: http://x}}
---
apiVersion: openslo/v1
kind: AlertPolicy
metadata: {name: policy}
spec:
  conditions: [{conditionRef: fast}]
  notificationTargets: [{targetRef: chat}, {targetRef: missing}]
---
apiVersion: openslo/v1
kind: AlertCondition
metadata: {name: fast}
spec: {severity: page, condition: {kind: burnrate, op: gte, threshold: 14.4, lookbackWindow: 1h, alertAfter: 5m}}
---
apiVersion: openslo/v1
kind: AlertNotificationTarget
metadata: {name: chat}
spec: {target: slack}
)");
    QCOMPARE(slos.services.at(0).labels.text("team"), QStringLiteral("a,b"));
    QCOMPARE(slos.dataSources.at(0).type, QStringLiteral("Prometheus"));
    const auto &policy = slos.alertPolicies.at(0);
    QCOMPARE(policy.conditions.at(0).threshold, 14.4);
    QCOMPARE(policy.conditions.at(0).lookbackNs, 3'600'000'000'000);
    QCOMPARE(policy.targets.first(), QStringLiteral("chat"));
    QCOMPARE(slos.notificationTargets.at(0).target, QStringLiteral("slack"));
    QCOMPARE(slos.problems().size(), 1);
    QVERIFY(slos.problems()[0].contains(QStringLiteral("missing")));
}

void SloFileTest::readsTheAlphaForms()
{
    const auto slos = readSloFile(R"(
apiVersion: openslo/v1alpha
kind: SLO
metadata: {name: old}
spec:
  service: s
  timeWindows: [{count: 28, unit: Day, isRolling: true}]
  objectives:
  - {target: 0.98, ratioMetrics: {incremental: true, good: {query: g}, total: {query: t}}}
---
- apiVersion: openslo.com/v2alpha
  kind: SLO
  metadata: {name: new}
  spec:
    service: s
    budgetingMethod: Occurrences
    sli: {spec: {ratioMetric: {good: {dataSourceRef: p, spec: {query: g2}}, total: {spec: {query: t2}}}}}
    timeWindow: [{duration: 1w, isRolling: true}]
    objectives: [{target: 0.9}]
)");
    QCOMPARE(slos.objectives.size(), std::size_t{2});
    QCOMPARE(slos.objectives[0].windowNs, 28 * day);
    QCOMPARE(slos.objectives[0].goodQuery, QStringLiteral("g"));
    QCOMPARE(slos.objectives[1].goodQuery, QStringLiteral("g2"));
}

void SloFileTest::readsSlothWithItsAlerts()
{
    const auto slos = readSloFile(view(
        sloth("99.95", "{name: A, labels: {a: b}, page_alert: {labels: {to: me}}, ticket_alert: {disable: true}}")));
    const auto &o = slos.objectives.at(0);
    QCOMPARE(o.id, QStringLiteral("a"));
    QCOMPARE(o.service, QStringLiteral("shop"));
    QCOMPARE(o.targetPercent, QStringLiteral("99.95"));
    QVERIFY(std::abs(o.target - 0.9995) < 1e-12);
    QCOMPARE(o.windowNs, 30 * day);
    QCOMPARE(o.alerting.name, QStringLiteral("A"));
    QCOMPARE(o.alerting.page.labels.text("to"), QStringLiteral("me"));
    QVERIFY(o.alerting.ticket.isDisabled && !o.alerting.page.isDisabled);
}

void SloFileTest::readsSlothsAlertWindows()
{
    const auto windows = readSloFile(R"(
apiVersion: sloth.slok.dev/v1
kind: AlertWindows
spec:
  sloPeriod: 28d
  page: {quick: {errorBudgetPercent: 2, shortWindow: 5m, longWindow: 1h}, slow: {errorBudgetPercent: 5, shortWindow: 30m, longWindow: 6h}}
  ticket: {quick: {errorBudgetPercent: 10, shortWindow: 2h, longWindow: 1d}, slow: {errorBudgetPercent: 10, shortWindow: 6h, longWindow: 3d}}
)");
    QCOMPARE(windows.alertWindows.size(), std::size_t{1});
    QCOMPARE(windows.alertWindows[0].windows.size(), std::size_t{4});
    QCOMPARE(windows.alertWindows[0].windows[3].longNs, 3 * day);
    QVERIFY(windows.alertWindows[0].windows[1].page && !windows.alertWindows[0].windows[2].page);
}

void SloFileTest::readsPyrrasIndicators()
{
    const auto pyrra = [](const char *indicator) {
        return readSloFile(QByteArray("apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\nmetadata: {name: p}"
                                      "\nspec:\n  target: '99'\n  window: 2w\n  indicator: ")
                               .append(indicator)
                               .toStdString());
    };
    const auto ratioOf = pyrra("{ratio: {errors: {metric: 'e{c=~\"5..\"}'}, total: {metric: e}, grouping: [job]}}");
    QCOMPARE(ratioOf.objectives.at(0).badQuery, QStringLiteral("e{c=~\"5..\"}"));
    QCOMPARE(ratioOf.objectives[0].grouping, std::vector<std::string>{"job"});
    QCOMPARE(ratioOf.objectives[0].windowNs, 14 * day);
    const auto latency = pyrra("{latency: {success: {metric: 'b{le=\"1\"}'}, total: {metric: c}}}");
    QCOMPARE(latency.objectives.at(0).goodQuery, QStringLiteral("b{le=\"1\"}"));
    const auto native = pyrra("{latencyNative: {latency: 200ms, total: {metric: h}}}");
    QCOMPARE(native.objectives.at(0).kind, SliKind::NativeLatency);
    QCOMPARE(native.objectives[0].thresholdValue, 0.2);
    QCOMPARE(pyrra("{bool_gauge: {metric: up}}").objectives.at(0).kind, SliKind::BoolGauge);
    QCOMPARE(pyrra("{}").objectives.size(), std::size_t{0});
}

void SloFileTest::readsGrafanasObjectives()
{
    const auto slos = readSloFile(R"({"slos": [{"uuid": "u1", "name": "Checkout", "description": "d",
      "query": {"type": "ratio", "ratio": {"successMetric": {"prometheusMetric": "ok"}, "totalMetric": {"prometheusMetric": "all"}}},
      "objectives": [{"value": 0.995, "window": "28d"}], "labels": [{"key": "service", "value": "shop"}]}]})");
    QVERIFY2(slos.problems().isEmpty(), qPrintable(slos.problems().join(u'\n')));
    const auto &o = slos.objectives.at(0);
    QCOMPARE(o.id, QStringLiteral("u1"));
    QCOMPARE(o.service, QStringLiteral("shop"));
    QCOMPARE(o.goodQuery, QStringLiteral("ok"));
    QCOMPARE(o.target, 0.995);
    QCOMPARE(slos.documents.at(0).name, QStringLiteral("Checkout"));
}

void SloFileTest::readsCorrections()
{
    const QByteArray head = "apiVersion: watchfloor/v1\nkind: Correction\nmetadata: {name: m}\nspec:\n  ";
    const auto good = readSloFile(view(head + "{objectives: [x], start: '2026-03-29T01:00:00', duration: 3h, timeZone: "
                                              "Europe/Zurich, rrule: FREQ=WEEKLY, reason: r, approvedBy: me}"));
    QVERIFY2(good.problems().isEmpty(), qPrintable(good.problems().join(u'\n')));
    // Sunday night, twice: the second is after summer time began.
    const auto windows = good.corrections.at(0).window->within({1'774'700'000'000'000'000, 1'775'400'000'000'000'000});
    QCOMPARE(windows.size(), std::size_t{2});
    QCOMPARE(windows[0].lengthNs(), 3 * 3'600'000'000'000);
    QCOMPARE(windows[1].startNs - windows[0].startNs, (7 * 24 - 1) * 3'600'000'000'000);
    const auto rule =
        readSloFile(view(head + "{start: '2026-03-29T01:00:00', duration: 1h, rrule: FREQ=SOMETIMES, reason: r, "
                                "approvedBy: me}"));
    QCOMPARE(verdict(rule.documents.at(0)), QStringLiteral("5:55"));
    const auto empty = readSloFile(view(head + "{start: '2026-03-29T01:00:00', end: '2026-03-29T01:00:00', reason: r, "
                                               "approvedBy: me}"));
    QVERIFY(empty.corrections.empty());
    QCOMPARE(verdict(empty.documents.at(0)), QStringLiteral("5:39"));
    QVERIFY(readSloFile(view(head + "{start: x, duration: 1h, reason: r}")).corrections.empty());
}

void SloFileTest::tellsWhatIsWrongAtItsPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("where");
    const auto row = [](const char *name, const QByteArray &text, const char *where) {
        QTest::newRow(name) << text << QString::fromLatin1(where);
    };
    row("no total", slo("{ratioMetric: {good: {metricSource: {spec: {query: g}}}}}", "{target: 0.9}"), "6:56");
    row("good and bad",
        slo("{ratioMetric: {good: {metricSource: {spec: {query: g}}}, bad: {metricSource: "
            "{spec: {query: b}}}, total: {metricSource: {spec: {query: t}}}}}",
            "{target: 0.9}"),
        "6:56");
    row("target too large", slo(ratio, "{target: 99.9}"), "9:25");
    row("target of 100 %", slo(ratio, "{target: 1}"), "9:25");
    row("target percent of 100 %", slo(ratio, "{targetPercent: 100}"), "9:32");
    row("no target", slo(ratio, "{displayName: x}"), "9:16");
    row("both targets", slo(ratio, "{target: 0.9, targetPercent: 90}"), "9:45");
    row("not a number", slo(ratio, "{target: .nan}"), "9:25");
    row("no objectives", slo(ratio, ""), "9:15");
    row("window without length", slo(ratio, "{target: 0.9}", "[{duration: soon, isRolling: true}]"), "7:27");
    row("empty window", slo(ratio, "{target: 0.9}", "[{duration: 0d, isRolling: true}]"), "7:27");
    row("no window", slo(ratio, "{target: 0.9}", "[]"), "7:15");
    row("rolling with a calendar",
        slo(ratio, "{target: 0.9}",
            "[{duration: 1M, isRolling: true, calendar: {startTime: '2022-01-01 00:00:00', timeZone: UTC}}]"),
        "7:58");
    row("calendar of a day there is not",
        slo(ratio, "{target: 0.9}",
            "[{duration: 1M, isRolling: false, calendar: {startTime: '2023-02-29 00:00:00', timeZone: UTC}}]"),
        "7:71");
    row("unknown time zone",
        slo(ratio, "{target: 0.9}",
            "[{duration: 1M, isRolling: false, calendar: {startTime: '2022-01-01 00:00:00', timeZone: Mars/Base}}]"),
        "7:104");
    row("empty indicator", slo("{}", "{target: 0.9}"), "6:42");
    row("threshold without operator",
        slo("{thresholdMetric: {metricSource: {spec: {query: q}}}}", "{target: 0.9, value: 1}"), "9:16");
    row("a key twice", slo(ratio, "{target: 0.9, target: 0.99}"), "9:30");
    row("a name with a blank", "apiVersion: openslo/v1\nkind: Service\nmetadata:\n  name: my service\n", "4:9");
    row("unknown kind", "apiVersion: openslo/v1\nkind: Thing\nmetadata: {name: x}\nspec: {}\n", "2:7");
    row("unknown apiVersion", "apiVersion: foo\nkind: Service\n", "1:13");
    row("a scalar", "just words", "1:1");
    row("broken YAML", "a: [1, 2\nb: }", "2:2");
    row("sloth: objective of 101", sloth("101"), "5:14");
    row("sloth: objective of 100", sloth("100"), "5:14");
    row("sloth: alerts without a name", sloth("99", "{name: ''}"), "7:20");
    row("sloth: unknown version", QByteArray(sloth("99")).replace("/v1", "/v9"), "1:10");
    row("sloth: no window in a query", QByteArray(sloth("99")).replace("t[{{.window}}]", "t[5m]"), "6:62");
}

void SloFileTest::tellsWhatIsWrongAtItsPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, where);
    const auto slos = readSloFile(view(text), QStringLiteral("f.yaml"));
    QVERIFY(slos.objectives.empty());
    QCOMPARE(slos.documents.size(), std::size_t{1});
    QCOMPARE(verdict(slos.documents[0]), where);
}

void SloFileTest::findsNamesThatAreThereTwice()
{
    SloReader reader;
    reader.add(view(slo(ratio, "{target: 0.9}")), QStringLiteral("a.yaml"));
    reader.add(view(slo(ratio, "{target: 0.99}")), QStringLiteral("b.yaml"));
    reader.add(view(sloth("99") + "---\n" + sloth("98")), QStringLiteral("c.yaml"));
    const auto slos = reader.take();
    QCOMPARE(slos.documents.size(), std::size_t{4});
    QCOMPARE(verdict(slos.documents[0]), QStringLiteral("valid"));
    QCOMPARE(verdict(slos.documents[1]), QStringLiteral("3:18"));
    QVERIFY(slos.documents[1].problems[0].what.contains(QStringLiteral("a.yaml:1")));
    QCOMPARE(verdict(slos.documents[3]), QStringLiteral("12:3"));
    QCOMPARE(slos.objectives.size(), std::size_t{2});
    QCOMPARE(slos.objectives[0].target, 0.99); // of Sloth's first; the order is that of joining
}

void SloFileTest::findsObjectivesThatDependOnThemselves()
{
    QByteArray a = slo(ratio, "{target: 0.9}", "[{duration: 28d, isRolling: true}]",
                       ", annotations: {watchfloor/depends-on: 'y'}");
    QByteArray b = a;
    b.replace("name: x", "name: y").replace("depends-on: 'y'", "depends-on: x");
    const auto circle = readSloFile(view(a + "---\n" + b));
    QVERIFY(circle.objectives.empty());
    QVERIFY(!circle.documents.at(0).isValid() && !circle.documents.at(1).isValid());
    b.replace("depends-on: x", "depends-on: ''");
    QCOMPARE(readSloFile(view(a + "---\n" + b)).objectives.size(), std::size_t{2});
}

void SloFileTest::doesNotGrowWithAYamlBomb()
{
    QByteArray bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n";
    for (char c = 'b'; c < 'k'; ++c) {
        const QByteArray before(9, char(c - 1));
        bomb += QByteArray(1, c) + ": &" + c + " [";
        for (const char one : before)
            bomb += QByteArray("*") + one + ",";
        bomb += "]\n";
    }
    const auto slos = readSloFile(view(bomb));
    QVERIFY(slos.documents.size() <= 2);
    QVERIFY(!slos.documents.back().isValid());
    QVERIFY(slos.documents.back().place.line > 1);
    const QByteArray deep = "apiVersion: openslo/v1\nkind: SLO\nmetadata: " + QByteArray(100'000, '[');
    QVERIFY(!readSloFile(view(deep)).documents.at(0).isValid());
}

void SloFileTest::tellsAtMostSoManyProblemsOfADocument()
{
    QByteArray odd = "apiVersion: openslo/v1\nkind: Service\n";
    for (int i = 0; i < 3000; ++i)
        odd += "x" + QByteArray::number(i) + ": 1\n";
    odd += "metadata: {name: BAD}\n";
    const auto slos = readSloFile(view(odd));
    QCOMPARE(slos.documents.at(0).problems.size(), std::size_t{500});
    QVERIFY(!slos.documents[0].isValid()); // although the error comes after the warnings
}

// What the authors of each collection call good and bad: of Sloth by the names of its folders, of OpenSLO by the checks
// of its own validator.
void SloFileTest::knowsTheVerdictOnEveryPublishedSample_data()
{
    QTest::addColumn<QString>("path");
    WF_NEED_CORPUS();
    for (const char *folder : {"/openslo-samples", "/sloth-samples"})
        for (const QString &path :
             filesBelow(corpusDir() + QString::fromLatin1(folder), {QStringLiteral("*.yaml"), QStringLiteral("*.yml")}))
            if (!path.contains(QStringLiteral("_gen/")))
                QTest::newRow(qPrintable(path.mid(corpusDir().size()))) << path;
}

void SloFileTest::knowsTheVerdictOnEveryPublishedSample()
{
    QFETCH(QString, path);
    struct Bad {
        const char *file;
        int document;
        const char *where;
    };
    static const std::vector<Bad> bad{
        {"validate/mix/2.yaml", 0, "4:11"},
        {"validate/recursive/1.yaml", 0, "4:11"},
        {"inputs/validate/v1.yaml", 2, "59:11"},
        {"inputs/validate/v2alpha.yaml", 2, "50:11"},
        {"inputs/validate/v1alpha.yaml", 0, "4:11"},
        {"inputs/validate/v1alpha.yaml", 2, "22:5"},
        {"nested3/3.yaml", 0, "4:11"},
        {"inputs/validate/invalid-apiversion.yaml", 0, "1:13"},
        {"in-invalid-version.yaml", 0, "1:10"},
        {"bad/bad-ba.yaml", 0, "28:16"},
        {"bad/bad-ab.yaml", 0, "28:16"},
        {"bad/bad-multi-k8s.yaml", 0, "22:15"},
    };
    const QByteArray text = wiretest::readFile(path);
    const auto slos = readSloFile(view(text), path);
    QVERIFY(!slos.documents.empty());
    for (std::size_t i = 0; i < slos.documents.size(); ++i) {
        QString expected = QStringLiteral("valid");
        for (const Bad &one : bad)
            if (path.endsWith(QLatin1String(one.file)) && one.document == static_cast<int>(i))
                expected = QString::fromLatin1(one.where);
        QVERIFY2(
            verdict(slos.documents[i]) == expected,
            qPrintable(QString::number(i) + u' ' + verdict(slos.documents[i]) + u' ' + slos.problems().join(u'\n')));
    }
}

QTEST_GUILESS_MAIN(SloFileTest)
#include "tst_slofile.moc"
