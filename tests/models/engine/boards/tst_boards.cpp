// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/boardlayout.h"
#include "models/engine/boards/boardofspec.h"
#include "models/engine/boards/importing/importreport.h"
#include "models/engine/boards/reading/boardfigures.h"
#include "models/engine/boards/reading/boardreader.h"
#include "models/engine/boards/reading/boardvariables.h"
#include "models/wire/grafana/read.h"
#include "models/wire/grafana/write.h"

#include <QJsonArray>
#include <QTest>

#include <cmath>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

signals::BoardPanel panel(const char *type, int id = 1)
{
    signals::BoardPanel p;
    p.id = id;
    p.type = QString::fromLatin1(type);
    p.title = u"T $host"_s;
    return p;
}

query::VariableScope hosts(const QStringList &names)
{
    query::VariableScope s;
    s.variables.insert(u"host"_s, {names, names, true, true, true, {}, false});
    return s;
}

TargetAnswer answer(std::vector<signals::Series> series)
{
    auto a = std::make_shared<signals::QueryAnswer>();
    a->series = std::move(series);
    return {0, a};
}

signals::Series line(base::Labels labels, std::vector<double> values)
{
    signals::Series s{std::move(labels), {}, std::move(values)};
    for (std::size_t i = 0; i < s.values.size(); ++i)
        s.timesMs.push_back(static_cast<qint64>(i) * 1000);
    return s;
}

} // namespace

class BoardsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aRepeatStandsBesideItselfAndPushesDownWhatFollows()
    {
        signals::Dashboard d;
        d.panels = {panel("stat", 1), panel("stat", 2)};
        d.panels[0].place = {0, 0, 24, 4};
        d.panels[0].repeat = {u"host"_s, false, 2};
        d.panels[1].place = {0, 4, 12, 3};
        const auto sections = sectionsOf(d, hosts({u"a"_s, u"b"_s, u"c"_s}));
        QCOMPARE(sections.size(), std::size_t(1));
        const auto &p = sections[0].panels;
        QCOMPARE(p.size(), std::size_t(4));
        QCOMPARE(p[0].panel.place, (signals::GridPlace{0, 0, 12, 4}));
        QCOMPARE(p[1].panel.place, (signals::GridPlace{12, 0, 12, 4}));
        QCOMPARE(p[2].panel.place, (signals::GridPlace{0, 4, 12, 4}));
        QCOMPARE(p[2].panel.title, u"T c"_s);
        QCOMPARE(p[3].panel.place.y, 8);
        QCOMPARE(query::interpolate(u"$host"_s, p[1].scope, query::Dialect::Query), u"b"_s);
    }

    void aRepeatedRowBringsItsPanels()
    {
        signals::Dashboard d;
        d.panels = {panel("row", 1), panel("stat", 2)};
        d.panels[0].repeat.variable = u"host"_s;
        d.panels[1].place = {0, 1, 6, 4};
        const auto sections = sectionsOf(d, hosts({u"a"_s, u"b"_s}));
        QCOMPARE(sections.size(), std::size_t(2));
        QCOMPARE(sections[1].title, u"T b"_s);
        QCOMPARE(sections[1].panels[0].panel.title, u"T b"_s);
        QVERIFY(sections[0].panels[0].key != sections[1].panels[0].key);
    }

    // As the editor begins it, or without any target: all calls that the traces tell.
    void aGraphThatAsksNothingShowsAllCalls()
    {
        signals::Dashboard d;
        d.panels = {panel("nodeGraph"), panel("nodeGraph", 2), panel("nodeGraph", 3), panel("nodeGraph", 4),
                    panel("timeseries", 5)};
        for (auto &p : d.panels)
            p.place = {0, p.id * 8, 12, 8};
        d.panels[1].targets.resize(1);
        d.panels[2].targets.resize(1);
        d.panels[2].targets[0].dataSource.type = u"prometheus"_s;
        d.panels[3].targets.resize(1);
        d.panels[3].targets[0].source = {{u"rawSql"_s, u"select 1"_s}};
        const auto board = std::make_shared<const signals::Dashboard>(d);
        QStringList asked;
        const auto sections = sectionsOf(d, {});
        for (const PlacedPanel &placed : sections[0].panels) {
            QStringList of;
            for (const BoardAsk &ask : asksOf({placed, board, {0, 60 * base::nsPerSecond}, 600}, 0))
                of << (ask.language == BoardLanguage::Traces ? u"traces "_s : u"other "_s) + ask.expr;
            asked << of.join(u',');
        }
        QCOMPARE(asked, (QStringList{u"traces *"_s, u"traces *"_s, {}, {}, {}}));
    }
    void noMoreThanTheMostComeOfRepeats()
    {
        signals::Dashboard d;
        QStringList many;
        for (int i = 0; i < 3000; ++i)
            many << QString::number(i);
        d.panels = {panel("stat")};
        d.panels[0].repeat.variable = u"host"_s;
        int left = 0;
        QCOMPARE(sectionsOf(d, hosts(many), &left)[0].panels.size(), std::size_t(2000));
        QVERIFY(left > 0);
    }

    void namesComeFromLegendsOverridesAndLabels()
    {
        signals::BoardPanel p = panel("timeseries");
        p.targets.resize(1);
        p.targets[0].legend = u"{{code}} of {{ job }}"_s;
        p.overrides.push_back(
            {u"byName"_s, u"500 of api"_s, {{u"displayName"_s, u"errors"_s}, {u"unit"_s, u"s"_s}}, {}});
        p.overrides.push_back({u"byRegexp"_s, u"/^2.*/"_s, {{u"custom.hideFrom.viz"_s, true}}, {}});
        const auto frames = framesOf(
            p, {answer({line({{"code", "500"}, {"job", "api"}}, {1}), line({{"code", "200"}, {"job", "api"}}, {2})})});
        QCOMPARE(frames.size(), std::size_t(2));
        QCOMPARE(frames[0].fields[1].display(), u"errors"_s);
        QCOMPARE(frames[1].fields[1].display(), u"200 of api"_s);
        QCOMPARE(settingsOf(p, frames[0], frames[0].fields[1]).unit, QString()); // its name is another now
        QVERIFY(settingsOf(p, frames[1], frames[1].fields[1])
                    .custom.value("hideFrom"_L1)
                    .toObject()
                    .value("viz"_L1)
                    .toBool());
        QCOMPARE(legendText(u"__auto"_s, base::Labels{{"__name__", "up"}, {"job", "x"}}), u"x"_s);
    }

    void tablesHaveLabelsAsColumns()
    {
        signals::BoardPanel p = panel("table");
        p.targets.resize(1);
        p.targets[0].format = u"table"_s;
        p.transformations.push_back(
            {u"organize"_s, QJsonObject{{u"excludeByName"_s, QJsonObject{{u"Time"_s, true}}}}, false, {}});
        p.defaults.unit = u"bytes"_s;
        p.options =
            QJsonObject{{u"sortBy"_s, QJsonArray{QJsonObject{{u"displayName"_s, u"Value"_s}, {u"desc"_s, true}}}}};
        const auto table =
            tableOf(p, framesOf(p, {answer({line({{"pod", "a"}}, {1024}), line({{"pod", "b"}}, {2048})})}), {});
        QCOMPARE(table.columns.size(), std::size_t(2));
        QCOMPARE(table.columns[0].title, u"pod"_s);
        QCOMPARE(table.columns[1].title, u"Value"_s);
        QVERIFY(table.rows[0][1].number > 0);
        QCOMPARE(table.rows[0][0].text, u"b"_s);
        QCOMPARE(table.rows[0][1].text, u"2 KiB"_s);
    }

    void tilesReduceEachSeries()
    {
        signals::BoardPanel p = panel("gauge");
        p.targets.resize(1);
        p.targets[0].legend = u"{{a}}"_s;
        p.defaults.unit = u"percent"_s;
        p.defaults.thresholds = signals::ThresholdSettings{false, {{{}, u"green"_s}, {80, u"red"_s}}};
        p.options = QJsonObject{{u"reduceOptions"_s, QJsonObject{{u"calcs"_s, QJsonArray{u"max"_s}}}}};
        const auto tiles =
            tilesOf(p, framesOf(p, {answer({line({{"a", "x"}}, {10, 90, 20}), line({{"a", "y"}}, {50})})}), {});
        QCOMPARE(tiles.size(), std::size_t(2));
        QCOMPARE(tiles[0].value, u"90%"_s);
        QCOMPARE(tiles[0].color, u"red"_s);
        QCOMPARE(tiles[0].fraction, 0.9);
        QCOMPARE(tiles[1].name, u"y"_s);
        QCOMPARE(tiles[1].steps.size(), std::size_t(2));
    }

    void cumulativeBucketsBecomeCounts()
    {
        signals::BoardPanel p = panel("heatmap");
        p.targets.resize(1);
        p.targets[0].format = u"heatmap"_s;
        const auto heat = heatOf(p,
                                 framesOf(p, {answer({line({{"le", "+Inf"}}, {10, 12}), line({{"le", "0.5"}}, {4, 4}),
                                                      line({{"le", "1"}}, {10, 9})})}),
                                 {0, {}, 1000, 2000});
        QCOMPARE(heat.buckets, (QStringList{u"0.5"_s, u"1"_s, u"+Inf"_s}));
        QCOMPARE(heat.counts[0][0], 4.0);
        QCOMPARE(heat.counts[1][0], 6.0);
        QVERIFY(std::isnan(heat.counts[2][0]));
        QCOMPARE(heat.counts[2][1], 3.0);
        QCOMPARE(heat.most, 6.0);
    }

    void equalStatesAreOneBand()
    {
        signals::BoardPanel p = panel("state-timeline");
        p.targets.resize(1);
        p.defaults.mappings = {{signals::ValueMapping::Value, u"1"_s, {}, {}, {u"up"_s, u"green"_s}}};
        const auto bands = bandsOf(p, framesOf(p, {answer({line({{"a", "x"}}, {1, 1, 0, 1})})}), {0, {}, 1000, 4000});
        QCOMPARE(bands.rows.size(), std::size_t(1));
        QCOMPARE(bands.rows[0].states.size(), std::size_t(3));
        QCOMPARE(bands.rows[0].states[0].endMs, 2000);
        QCOMPARE(bands.rows[0].states[0].text, u"up"_s);
    }

    void variablesAreResolvedInTheirOrder()
    {
        std::vector<signals::BoardVariable> v(3);
        v[0].name = u"pod"_s;
        v[0].query = u"label_values(up{ns=\"$ns\"}, pod)"_s;
        v[1].name = u"ns"_s;
        v[1].query = u"label_values(up{c=\"$cluster\"}, ns)"_s;
        v[2].name = u"cluster"_s;
        v[2].query = u"label_values(up{x=\"$pod\"}, cluster)"_s; // a circle
        QStringList names;
        for (const auto *one : resolutionOrder(v))
            names << one->name;
        QCOMPARE(names, (QStringList{u"cluster"_s, u"ns"_s, u"pod"_s}));
    }

    void theFirstChoiceIsTheWishTheFilesOrTheFirst()
    {
        signals::BoardVariable v;
        v.multi = true;
        v.currentValue = QStringList{u"b"_s};
        const std::vector<query::VariableChoice> options{{u"a"_s, u"a"_s}, {u"b"_s, u"b"_s}};
        QCOMPARE(firstChoice(v, options, {u"a"_s, u"gone"_s}), QStringList{u"a"_s});
        QCOMPARE(firstChoice(v, options, {u"gone"_s}), QStringList{u"b"_s});
        v.currentValue = QStringList{u"gone"_s};
        QCOMPARE(firstChoice(v, options, {}), QStringList{u"a"_s});
        v.includeAll = true;
        QCOMPARE(firstChoice(v, options, {}), QStringList{u"$__all"_s});
    }

    void panelsMoveTheirOwnRange()
    {
        signals::BoardPanel p = panel("stat");
        p.timeFrom = u"1h"_s;
        p.timeShift = u"1d"_s;
        const base::TimeRange r = panelRange(p, {0, 100 * base::nsPerHour});
        QCOMPARE(r.startNs, 75 * base::nsPerHour);
        QCOMPARE(r.endNs, 76 * base::nsPerHour);
    }

    void verdictsNameWhatIsNotDrawn()
    {
        signals::Dashboard d;
        signals::BoardPanel p = panel("timeseries");
        p.targets.resize(1);
        p.targets[0].expr = u"up"_s;
        QCOMPARE(verdictOf(p, d).fidelity, Fidelity::Exact);
        p.defaults.custom.insert("scaleDistribution"_L1, QJsonObject{{u"type"_s, u"log"_s}});
        QCOMPARE(verdictOf(p, d).fidelity, Fidelity::Exact); // as are axes of several units, areas and mixed styles
        p.overrides = {{u"byName"_s, u"x"_s, {{u"unit"_s, u"s"_s}, {u"custom.drawStyle"_s, u"bars"_s}}, {}}};
        p.transparent = true;
        p.defaults.custom.insert("thresholdsStyle"_L1, QJsonObject{{u"mode"_s, u"area"_s}});
        p.defaults.color.mode = u"continuous-GrYlRd"_s;
        QCOMPARE(verdictOf(p, d).fidelity, Fidelity::Exact);
        p.defaults.color.mode = u"continuous-viridis"_s;
        QCOMPARE(verdictOf(p, d).fidelity, Fidelity::Approximated);
        p.defaults.color.mode.clear();
        p.defaults.custom.insert("fillBelowTo"_L1, u"x"_s);
        QCOMPARE(verdictOf(p, d).fidelity, Fidelity::Approximated);
        QVERIFY(verdictOf(p, d).reasons[0].contains(u"band"_s));
        p.targets[0].dataSource = {u"grafana-clickhouse-datasource"_s, u"x"_s};
        QCOMPARE(verdictOf(p, d).fidelity, Fidelity::LeftOut);
        QVERIFY(verdictOf(p, d).reasons[0].contains(u"clickhouse"_s));
        QCOMPARE(verdictOf(panel("geomap"), d).fidelity, Fidelity::LeftOut);
    }

    void aGeneratedDashboardIsOneThatGrafanaReads()
    {
        signals::DashboardSpec spec;
        spec.title = u"checkout"_s;
        signals::PanelSpec p;
        p.title = u"Requests"_s;
        p.why = u"because"_s;
        p.unit = base::Unit::PerSecond;
        p.queries = {{u"rate(x[$__rate_interval])"_s, u"{{region}}"_s, {}}};
        p.thresholds = {{5, u"alert"_s, true}};
        spec.rows = {{u"RED"_s, {p, p, p, p}, false}, {u"More"_s, {p}, true}};
        const signals::Dashboard board = boardOf(spec);
        const signals::Dashboard again = wire::grafana::readClassic(wire::grafana::writeClassic(board));
        QVERIFY(again == board);
        QCOMPARE(board.panels.size(), std::size_t(6));
        QCOMPARE(board.panels[4].place, (signals::GridPlace{0, 9, 8, 8}));
        QCOMPARE(board.panels[5].children.size(), std::size_t(1));
        QCOMPARE(board.panels[1].defaults.unit, u"ops"_s);
        QCOMPARE(board.panels[1].defaults.custom["axisSoftMin"_L1].toInt(-1), 0); // as the generated one
        QCOMPARE(verdictOf(board.panels[1], board).fidelity, Fidelity::Exact);
    }

    void aReportCountsAndComparesTheWayBack()
    {
        const auto opened = wire::grafana::openContainers(
            R"({"title":"X","schemaVersion":14,"rows":[{"showTitle":true,"panels":[{"id":1,"type":"graph","targets":[{"expr":"up"}]}]}],"x":1})");
        QVERIFY(opened.ok());
        const ImportReport r = reportOf(opened->front());
        QCOMPARE(r.schema, u"14"_s);
        QCOMPARE(r.rows, 1);
        QCOMPARE(r.panels.size(), std::size_t(1));
        QCOMPARE(r.panels[0].path, u"$.rows[0].panels[0]"_s);
        QCOMPARE(r.roundTripDifference, QString());
    }
};

QTEST_GUILESS_MAIN(BoardsTest)
#include "tst_boards.moc"
