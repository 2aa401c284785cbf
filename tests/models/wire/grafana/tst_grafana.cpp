// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/grafana/elements/elements.h"
#include "models/wire/grafana/read.h"
#include "models/wire/grafana/write.h"

#include <QJsonDocument>
#include <QTest>

using namespace wf;
using namespace wf::wire::grafana;
using namespace Qt::StringLiterals;

namespace {

const QByteArray oldDashboard = R"J({"title":"Old","schemaVersion":12,"sharedCrosshair":true,"rows":[
 {"title":"First","height":"250px","showTitle":true,"panels":[
  {"id":1,"type":"graph","title":"Requests","span":6,"lines":true,"linewidth":2,"fill":3,"stack":true,
   "nullPointMode":"connected","yaxes":[{"format":"ops","min":"0","max":null,"logBase":1,"show":true},{"format":"s"}],
   "seriesOverrides":[{"alias":"/errors/","yaxis":2,"color":"#FF0000","fill":0}],"aliasColors":{"ok":"green"},
   "thresholds":[{"value":80,"op":"gt","line":true,"fill":false,"colorMode":"critical"}],
   "legend":{"show":true,"values":true,"current":true,"avg":true,"alignAsTable":true,"rightSide":true},
   "targets":[{"refId":"A","expr":"rate(x[5m])",
                 "legendFormat" : "{{code}}", "intervalFactor" : 2
}],"x-vendor":
{
    "kept" : [ 1, 2 ]
}
},
  {"id":2,"type":"singlestat","title":"Up","span":6,"valueName":"current","format":"percentunit","thresholds":"0.5,0.9",
   "colors":["red","orange","green"],"colorBackground":true,"sparkline":{"show":true},
   "valueMaps":[{"op":"=","value":"null","text":"N/A"},{"op":"=","value":"1","text":"OK"}]}]
},
 {"title":"Second","collapse":true,"repeat":"host","panels":[
  {"id":3,"type":"singlestat","span":3,"gauge":{"show":true,"minValue":0,"maxValue":10},"format":"none","postfix":" req"},
  {"id":4,"type":"table","span":12,"styles":[{"pattern":"Value","type":"number","unit":"bytes","decimals":1,
    "colorMode":"cell","colors":["green","red"],"thresholds":["100"]},{"pattern":"Time","type":"hidden"}]}]}],
 "templating":{"list":[{"name":"host","type":"query","query":{"query":"label_values(up, host)","refId":"q"},"multi":true,
   "includeAll":true,"current":{"text":"All","value":"$__all"},"x-own":1},
   {"name":"c","type":"constant","hide":0,"query":"7"}]},"annotations":{"list":[]},"x-top":
{
    "a" : null
}
})J";

signals::Dashboard read(const QByteArray &bytes)
{
    auto opened = openContainers(bytes);
    return opened.ok() && opened->size() == 1 ? readDashboard(opened->front()) : signals::Dashboard{};
}

} // namespace

class GrafanaTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void rowsBecomeAGrid()
    {
        const signals::Dashboard d = read(oldDashboard);
        QCOMPARE(d.panels.size(), std::size_t(4)); // row, two panels, collapsed row
        QVERIFY(d.panels[0].isRow() && !d.panels[0].collapsed);
        QCOMPARE(d.panels[0].place, (signals::GridPlace{0, 0, 24, 1}));
        QCOMPARE(d.panels[1].place, (signals::GridPlace{0, 1, 12, 7}));
        QCOMPARE(d.panels[2].place, (signals::GridPlace{12, 1, 12, 7}));
        QVERIFY(d.panels[3].isRow() && d.panels[3].collapsed);
        QCOMPARE(d.panels[3].repeat.variable, u"host"_s);
        QCOMPARE(d.panels[3].children.size(), std::size_t(2));
        QCOMPARE(d.panels[3].children[1].path, u"$.rows[1].panels[1]"_s);
        QCOMPARE(d.sharedCrosshair, 1);
        QCOMPARE(d.schemaVersion, 12);
    }

    void aGraphBecomesATimeSeries()
    {
        const signals::BoardPanel p = read(oldDashboard).panels[1];
        QCOMPARE(p.type, u"timeseries"_s);
        QCOMPARE(p.defaults.unit, u"ops"_s);
        QCOMPARE(p.defaults.min, std::optional(0.0));
        QVERIFY(!p.defaults.max);
        QCOMPARE(p.defaults.custom.value("fillOpacity"_L1).toDouble(), 30.0);
        QCOMPARE(p.defaults.custom.value("stacking"_L1).toObject().value("mode"_L1).toString(), u"normal"_s);
        QVERIFY(p.defaults.custom.value("spanNulls"_L1).toBool());
        QCOMPARE(p.defaults.thresholds->steps.size(), std::size_t(2));
        QCOMPARE(p.defaults.thresholds->steps[1].color, u"red"_s);
        QCOMPARE(p.overrides.size(), std::size_t(2));
        QCOMPARE(p.overrides[0].options.toString(), u"ok"_s);
        QCOMPARE(p.overrides[1].matcher, u"byRegexp"_s);
        signals::FieldSettings changed = p.defaults;
        for (const auto &property : p.overrides[1].properties)
            QVERIFY(applyProperty(changed, property));
        QCOMPARE(changed.unit, u"s"_s);
        QCOMPARE(changed.color.fixedColor, u"#FF0000"_s);
        const QJsonObject legend = p.options.value("legend"_L1).toObject();
        QCOMPARE(legend.value("calcs"_L1).toArray(), (QJsonArray{u"mean"_s, u"lastNotNull"_s}));
        QCOMPARE(legend.value("placement"_L1).toString(), u"right"_s);
        QCOMPARE(p.targets[0].intervalFactor, 2.0);
        QVERIFY(!p.source.contains("yaxes"_L1));
    }

    void aSingleStatBecomesAStatOrAGauge()
    {
        const signals::Dashboard d = read(oldDashboard);
        const signals::BoardPanel &stat = d.panels[2], &gauge = d.panels[3].children[0];
        QCOMPARE(stat.type, u"stat"_s);
        QCOMPARE(stat.options.value("colorMode"_L1).toString(), u"background"_s);
        QCOMPARE(stat.defaults.thresholds->steps[2].value, std::optional(0.9));
        QCOMPARE(stat.defaults.mappings.size(), std::size_t(2));
        QCOMPARE(stat.defaults.mappings[1].match, u"null"_s);
        QCOMPARE(gauge.type, u"gauge"_s);
        QCOMPARE(gauge.defaults.max, std::optional(10.0));
        QCOMPARE(gauge.defaults.unit, u"suffix: req"_s);
    }

    void stylesOfAnOldTableBecomeOverrides()
    {
        const signals::BoardPanel p = read(oldDashboard).panels[3].children[1];
        QCOMPARE(p.type, u"table"_s);
        QCOMPARE(p.overrides.size(), std::size_t(2));
        QCOMPARE(p.overrides[0].properties[0].value.toString(), u"bytes"_s);
        QCOMPARE(p.overrides[1].properties[0].id, u"custom.hidden"_s);
    }

    void variablesAreRead()
    {
        const signals::Dashboard d = read(oldDashboard);
        QCOMPARE(d.variables.size(), std::size_t(2));
        QCOMPARE(d.variables[0].query, u"label_values(up, host)"_s);
        QCOMPARE(d.variables[0].currentValue, QStringList{signals::allValueId});
        QCOMPARE(d.variables[1].kind, signals::BoardVariable::Kind::Text); // it was shown
    }

    void whatIsNotKnownSurvives()
    {
        const QJsonObject out = writeClassic(read(oldDashboard));
        const QJsonArray panels = out.value("panels"_L1).toArray();
        QCOMPARE(panels[1].toObject().value("x-vendor"_L1).toObject().value("kept"_L1).toArray(), (QJsonArray{1, 2}));
        QVERIFY(out.value("x-top"_L1).toObject().value("a"_L1).isNull());
        QCOMPARE(
            out.value("templating"_L1).toObject().value("list"_L1).toArray()[0].toObject().value("x-own"_L1).toInt(),
            1);
        QVERIFY(!QJsonDocument(out).toJson().contains("\\u0001"));
    }

    void whatIsWrittenInFullReadsAsTheSame()
    {
        const signals::Dashboard d = read(oldDashboard);
        const QJsonObject fresh = writeClassic(withoutSource(d));
        const signals::Dashboard again = read(QJsonDocument(fresh).toJson());
        for (std::size_t i = 0; i < d.panels.size(); ++i)
            QVERIFY2(again.panels[i] == d.panels[i], qPrintable(d.panels[i].title));
        QVERIFY(again == d);
    }

    void aChangeIsWrittenAndNothingElse()
    {
        signals::Dashboard d = read(oldDashboard);
        const QJsonObject before = writeClassic(d);
        d.panels[1].title = u"Renamed"_s;
        d.panels[1].defaults.unit = u"reqps"_s;
        QJsonObject after = writeClassic(d);
        QCOMPARE(firstDifference(before, after), u"$.panels[1].fieldConfig.defaults.unit"_s);
        d.panels[1].defaults.unit = u"ops"_s;
        after = writeClassic(d);
        QCOMPARE(firstDifference(before, after), u"$.panels[1].title"_s);
    }

    void theSecondSchemaIsReadAndWritten()
    {
        const QByteArray v2 =
            R"J({"apiVersion":"dashboard.grafana.app/v2beta1","kind":"Dashboard","metadata":{"name":"abc"},
"spec":{"title":"Two","cursorSync":"Crosshair","timeSettings":{"from":"now-1h","to":"now","autoRefresh":"30s"},
"elements":{"panel-1":{"kind":"Panel","spec":{"id":1,"title":"Rate","data":{"kind":"QueryGroup","spec":{"queries":[
{"kind":"PanelQuery","spec":{"refId":"A","hidden":false,"query":{"kind":"DataQuery","group":"prometheus",
"datasource":{"name":"prom"},"spec":{"expr":"up","legendFormat":"{{job}}"}}}}],"transformations":[
{"kind":"organize","spec":{"id":"organize","options":{}}}],"queryOptions":{"interval":"1m"}}},
"vizConfig":{"kind":"VizConfig","group":"timeseries","version":"12.0","spec":{"options":{"legend":{"showLegend":true}},
"fieldConfig":{"defaults":{"unit":"s"},"overrides":[]}}}}}},
"layout":{"kind":"RowsLayout","spec":{"rows":[{"kind":"RowsLayoutRow","spec":{"title":"R","layout":{"kind":"GridLayout",
"spec":{"items":[{"kind":"GridLayoutItem","spec":{"x":0,"y":0,"width":24,"height":8,"element":{"kind":"ElementReference",
"name":"panel-1"},"repeat":{"mode":"variable","value":"job","direction":"h"}}}]}}}}]}},
"variables":[{"kind":"QueryVariable","spec":{"name":"job","hide":"dontHide","refresh":"onTimeRangeChanged","sort":
"alphabeticalAsc","multi":true,"query":{"kind":"DataQuery","group":"prometheus","spec":{"query":"label_values(job)"
    }
}
}
}],
"annotations":[]
}
})J";
        const signals::Dashboard d = read(v2);
        QCOMPARE(d.uid, u"abc"_s);
        QCOMPARE(d.panels.size(), std::size_t(2));
        const signals::BoardPanel &p = d.panels[1];
        QCOMPARE(p.path, u"$.spec.elements['panel-1']"_s);
        QCOMPARE(p.type, u"timeseries"_s);
        QCOMPARE(p.targets[0].expr, u"up"_s);
        QCOMPARE(p.targets[0].dataSource.uid, u"prom"_s);
        QCOMPARE(p.place, (signals::GridPlace{0, 1, 24, 8}));
        QCOMPARE(p.repeat.variable, u"job"_s);
        QCOMPARE(p.interval, u"1m"_s);
        QCOMPARE(d.variables[0].query, u"label_values(job)"_s);
        QCOMPARE(d.variables[0].refresh, 2);
        QCOMPARE(d.variables[0].sort, 1);
        signals::Dashboard again = read(QJsonDocument(classicToElements(d)).toJson());
        again.uid = d.uid; // stands in the metadata around it
        again.panels[0].id = d.panels[0].id;
        QVERIFY(again.panels[1] == d.panels[1]);
        QVERIFY(again.variables == d.variables);
    }

    void containersAreOpened_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("path");
        QTest::newRow("bare") << QByteArray(R"({"panels":[]})") << 1 << u"$"_s;
        QTest::newRow("marked") << QByteArray("\xEF\xBB\xBF{\"panels\":[]}") << 1 << u"$"_s;
        QTest::newRow("answer") << QByteArray(R"({"meta":{},"dashboard":{"panels":[]}})") << 1 << u"$.dashboard"_s;
        QTest::newRow("resource") << QByteArray(
                                         R"({"apiVersion":"dashboard.grafana.app/v1beta1","spec":{"panels":[]}})")
                                  << 1 << u"$.spec"_s;
        QTest::newRow("list") << QByteArray(R"([{"panels":[]},{"rows":[]}])") << 2 << u"$[0]"_s;
    }
    void containersAreOpened()
    {
        QFETCH(QByteArray, file);
        const auto opened = openContainers(file);
        QVERIFY(opened.ok());
        QTEST(static_cast<int>(opened->size()), "count");
        QTEST(opened->front().path, "path");
    }

    void whatIsNoDashboardIsRefusedWithAReason_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("says");
        QTest::newRow("empty") << QByteArray() << u"empty"_s;
        QTest::newRow("text") << QByteArray("hello") << u"read"_s;
        QTest::newRow("cut") << QByteArray(R"({"panels":[{"id":1)") << u"read"_s;
        QTest::newRow("other") << QByteArray(R"({"a":1})") << u"neither panels nor rows"_s;
        QTest::newRow("kind") << QByteArray(R"({"panels":{"a":1}})") << u"should be a list"_s;
        QTest::newRow("deep") << QByteArray("{\"panels\":" + QByteArray(5000, '[') + QByteArray(5000, ']') + "}")
                              << u"100"_s;
        QTest::newRow("list of numbers") << QByteArray("[1,2]") << u"neither"_s;
        QTest::newRow("empty list") << QByteArray("[]") << u"empty"_s;
    }
    void whatIsNoDashboardIsRefusedWithAReason()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, says);
        const auto opened = openContainers(file);
        QVERIFY(!opened.ok());
        QVERIFY2(opened.error().summary.contains(says), qPrintable(opened.error().summary));
    }

    void wrongKindsReadAsAbsent()
    {
        const signals::Dashboard d = read(R"({"title":7,"schemaVersion":"39","tags":"one","time":[],"templating":[1],
"panels":[1,null,"x",{"id":"3","type":"stat","title":false,"gridPos":{"x":"30","y":-4,"w":"8","h":1e99},"targets":{"a":1},
"fieldConfig":[],"options":"no","transformations":[[],{"id":4}]}]})");
        QCOMPARE(d.title, u"7"_s);
        QCOMPARE(d.tags, QStringList{u"one"_s});
        QCOMPARE(d.panels.size(), std::size_t(1));
        QCOMPARE(d.panels[0].id, 3);
        QCOMPARE(d.panels[0].place, (signals::GridPlace{23, 0, 1, 1000}));
        QVERIFY(d.panels[0].targets.empty());
    }

    void moreThanTheMostPanelsAreLeftOutAndSaid()
    {
        QByteArray many = R"({"panels":[)";
        for (int i = 0; i < 6000; ++i)
            many += (i ? ",{" : "{") + QByteArray("\"id\":") + QByteArray::number(i) + ",\"type\":\"stat\"}";
        const signals::Dashboard d = read(many + "]}");
        QCOMPARE(d.panels.size(), mostPanels);
        QCOMPARE(d.notes.size(), 1);
    }
};

QTEST_GUILESS_MAIN(GrafanaTest)
#include "tst_grafana.moc"
