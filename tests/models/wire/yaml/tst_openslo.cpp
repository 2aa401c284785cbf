// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/openslo.h"

#include "tests/models/wire/fixtures.h"

#include <QTest>

using namespace wf::wire;
using namespace wf::wiretest;
using wf::base::ErrorKind;
using wf::signals::SliKind;

namespace {
constexpr qint64 day = 86'400'000'000'000;
QByteArray slo(const QByteArray &indicator, const QByteArray &objective,
               const QByteArray &window = "[{duration: 28d, isRolling: true}]")
{
    return "apiVersion: openslo/v1\nkind: SLO\nmetadata: {name: x, displayName: X}\nspec:\n  service: shop\n  "
           "indicator: {spec: " +
           indicator + "}\n  timeWindow: " + window + "\n  budgetingMethod: Occurrences\n  objectives: [" + objective +
           "]\n";
}
const QByteArray ratio =
    "{ratioMetric: {good: {metricSource: {spec: {query: g}}}, total: {metricSource: {spec: {query: t}}}}}";
} // namespace

class OpenSloTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsARatioInline();
    void joinsReferencesAcrossFiles();
    void readsBadRawAndThresholdIndicators();
    void readsCalendarWindowsAndTimeslices();
    void makesOneObjectiveOfEachEntry();
    void readsDurationsWithTheirCase();
    void readsServicesSourcesAndPolicies();
    void readsTheAlphaForms();
    void tellsWhatIsWrong_data();
    void tellsWhatIsWrong();
    void readsEveryPublishedSample();
};

void OpenSloTest::readsARatioInline()
{
    const auto slos = decodeOpenSlo(view(slo(ratio, "{target: 0.999}")), QStringLiteral("a.yaml"));
    QVERIFY(slos.ok());
    QVERIFY2(slos->problems.isEmpty(), qPrintable(slos->problems.join(u'\n')));
    const auto &o = slos->objectives.at(0);
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
    QCOMPARE(decodeOpenSlo(view(slo(ratio, "{targetPercent: 99.5}")))->objectives.at(0).target, 0.995);
}

void OpenSloTest::joinsReferencesAcrossFiles()
{
    OpenSloReader reader;
    QVERIFY(reader
                .add("apiVersion: openslo/v1\nkind: SLO\nmetadata: {name: x}\nspec:\n  service: s\n  indicatorRef: "
                     "availability\n"
                     "  timeWindow: [{duration: 4w, isRolling: true}]\n  objectives: [{target: 0.9}]\n")
                .ok());
    QVERIFY(reader
                .add("apiVersion: openslo/v1\nkind: SLI\nmetadata: {name: availability}\nspec:\n  ratioMetric:\n    "
                     "counter: false\n"
                     "    bad: {metricSource: {type: Prometheus, spec: {promql: b}}}\n    total: {metricSource: {spec: "
                     "{query: t}}}\n")
                .ok());
    const OpenSlo slos = reader.take();
    QCOMPARE(slos.objectives.size(), std::size_t{1});
    QCOMPARE(slos.objectives[0].badQuery, QStringLiteral("b"));
    QVERIFY(!slos.objectives[0].counter);
    QVERIFY(reader.take().objectives.empty());
}

void OpenSloTest::readsBadRawAndThresholdIndicators()
{
    const auto raw = decodeOpenSlo(
        view(slo("{ratioMetric: {rawType: failure, raw: {metricSource: {spec: {query: e}}}}}", "{target: 0.99}")));
    QCOMPARE(raw->objectives.at(0).kind, SliKind::Raw);
    QCOMPARE(raw->objectives.at(0).rawQuery, QStringLiteral("1 - (e)"));
    const auto threshold = decodeOpenSlo(view(
        slo("{thresholdMetric: {metricSource: {spec: {query: latency}}}}", "{op: lte, value: 0.3, target: 0.95}")));
    QCOMPARE(threshold->objectives.at(0).kind, SliKind::Threshold);
    QCOMPARE(threshold->objectives.at(0).rawQuery, QStringLiteral("latency"));
    QCOMPARE(threshold->objectives.at(0).thresholdOp, QStringLiteral("lte"));
    QCOMPARE(threshold->objectives.at(0).thresholdValue, 0.3);
}

void OpenSloTest::readsCalendarWindowsAndTimeslices()
{
    QByteArray text = slo(
        ratio, "{target: 0.99, timeSliceTarget: 0.95, timeSliceWindow: 5m}",
        "[{duration: 1Q, isRolling: false, calendar: {startTime: '2022-01-01 12:00:00', timeZone: Europe/Zurich}}]");
    text.replace("Occurrences", "Timeslices");
    const auto slos = decodeOpenSlo(view(text));
    const auto &o = slos->objectives.at(0);
    QVERIFY(!o.rolling && o.timeslices);
    QCOMPARE(o.calendarUnit, QStringLiteral("quarter"));
    QCOMPARE(o.timeZone, QStringLiteral("Europe/Zurich"));
    QCOMPARE(o.windowNs, 90 * day);
    QCOMPARE(o.timesliceTarget, 0.95);
    QCOMPARE(o.timesliceWindowNs, 300'000'000'000);
}

void OpenSloTest::makesOneObjectiveOfEachEntry()
{
    const auto slos = decodeOpenSlo(view(slo(ratio, "{target: 0.99, displayName: Internal}, {target: 0.9}")));
    QCOMPARE(slos->objectives.size(), std::size_t{2});
    QCOMPARE(slos->objectives[0].id, QStringLiteral("x-1"));
    QCOMPARE(slos->objectives[0].name, QStringLiteral("X – Internal"));
    QCOMPARE(slos->objectives[1].id, QStringLiteral("x-2"));
}

void OpenSloTest::readsDurationsWithTheirCase()
{
    QCOMPARE(sloDuration("1m"), 60'000'000'000);
    QCOMPARE(sloDuration("1M"), 30 * day);
    QCOMPARE(sloDuration("2w"), 14 * day);
    QCOMPARE(sloDuration("1Y"), 365 * day);
    for (const char *bad : {"", "d", "1", "-1d", "0d", "1x", "999999999999Y", "1.5d"})
        QVERIFY2(sloDuration(bad) == 0, bad);
}

void OpenSloTest::readsServicesSourcesAndPolicies()
{
    const auto slos = decodeOpenSlo(R"(
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
  conditions: [{conditionRef: fast}, {conditionRef: missing}]
  notificationTargets: [{targetRef: chat}]
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
    QVERIFY(slos.ok());
    QCOMPARE(slos->services.at(0).labels.text("team"), QStringLiteral("a,b"));
    QCOMPARE(slos->dataSources.at(0).type, QStringLiteral("Prometheus"));
    const auto &policy = slos->alertPolicies.at(0);
    QCOMPARE(policy.conditions.at(0).threshold, 14.4);
    QCOMPARE(policy.conditions.at(0).lookbackNs, 3'600'000'000'000);
    QCOMPARE(policy.targets, QStringList{QStringLiteral("chat")});
    QCOMPARE(slos->problems.size(), 1);
    QVERIFY(slos->problems[0].contains(QStringLiteral("missing")));
}

void OpenSloTest::readsTheAlphaForms()
{
    const auto slos = decodeOpenSlo(R"(
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
    sli: {spec: {ratioMetric: {good: {dataSourceRef: p, spec: {query: g2}}, total: {spec: {query: t2}}}}}
    timeWindow: [{duration: 1w, isRolling: true}]
    objectives: [{target: 0.9}]
)");
    QVERIFY(slos.ok());
    QCOMPARE(slos->objectives.size(), std::size_t{2});
    QCOMPARE(slos->objectives[0].windowNs, 28 * day);
    QCOMPARE(slos->objectives[0].goodQuery, QStringLiteral("g"));
    QCOMPARE(slos->objectives[1].goodQuery, QStringLiteral("g2"));
}

void OpenSloTest::tellsWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no total") << slo("{ratioMetric: {good: {metricSource: {spec: {query: g}}}}}", "{target: 0.9}");
    QTest::newRow("good and bad") << slo("{ratioMetric: {good: {metricSource: {spec: {query: g}}}, bad: {metricSource: "
                                         "{spec: {query: b}}}, total: {metricSource: {spec: {query: t}}}}}",
                                         "{target: 0.9}");
    QTest::newRow("target too large") << slo(ratio, "{target: 99.9}");
    QTest::newRow("target is one") << slo(ratio, "{target: 1}");
    QTest::newRow("no target") << slo(ratio, "{displayName: x}");
    QTest::newRow("both targets") << slo(ratio, "{target: 0.9, targetPercent: 90}");
    QTest::newRow("not a number") << slo(ratio, "{target: .nan}");
    QTest::newRow("no objectives") << slo(ratio, "");
    QTest::newRow("window without length") << slo(ratio, "{target: 0.9}", "[{duration: soon, isRolling: true}]");
    QTest::newRow("no window") << slo(ratio, "{target: 0.9}", "[]");
    QTest::newRow("empty indicator") << slo("{}", "{target: 0.9}");
    QTest::newRow("threshold without operator")
        << slo("{thresholdMetric: {metricSource: {spec: {query: q}}}}", "{target: 0.9, value: 1}");
}
void OpenSloTest::tellsWhatIsWrong()
{
    QFETCH(QByteArray, text);
    const auto slos = decodeOpenSlo(view(text), QStringLiteral("f.yaml"));
    QVERIFY(slos.ok());
    QVERIFY(slos->objectives.empty());
    QCOMPARE(slos->problems.size(), 1);
    QVERIFY(slos->problems[0].startsWith(QStringLiteral("f.yaml, x: ")));
}

void OpenSloTest::readsEveryPublishedSample()
{
    WF_NEED_CORPUS();
    int files = 0;
    std::size_t objectives = 0;
    std::size_t services = 0;
    for (const QString &path : filesBelow(corpusDir() + QStringLiteral("/openslo-samples"),
                                          {QStringLiteral("*.yaml"), QStringLiteral("*.yml")})) {
        ++files;
        const QByteArray text = readFile(path);
        const auto slos = decodeOpenSlo(view(text), path);
        if (path.endsWith(QStringLiteral("invalid-apiversion.yaml")) || text.trimmed().isEmpty()) {
            QVERIFY(!slos.ok());
            continue;
        }
        QVERIFY2(slos.ok(), qPrintable(path));
        objectives += slos->objectives.size();
        services += slos->services.size();
        if (path.contains(QStringLiteral("budgeting-method")))
            QVERIFY2(!slos->objectives.empty() && slos->problems.isEmpty(),
                     qPrintable(path + slos->problems.join(u'\n')));
    }
    QVERIFY(files >= 13);
    QVERIFY2(objectives >= 8, qPrintable(QString::number(objectives)));
    QVERIFY2(services >= 10, qPrintable(QString::number(services)));
}

QTEST_GUILESS_MAIN(OpenSloTest)
#include "tst_openslo.moc"
