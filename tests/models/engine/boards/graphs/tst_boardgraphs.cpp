// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/graphs/boardflame.h"
#include "models/engine/boards/graphs/boardgraph.h"
#include "models/engine/boards/graphs/nativeheat.h"
#include "models/engine/boards/importing/importreport.h"
#include "tests/support/failonwarning.h"

#include <QJsonArray>
#include <QTest>

#include <cmath>
#include <limits>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using analysis::Frame;
using analysis::FrameField;

namespace {

FrameField texts(const char *name, const QStringList &values)
{
    return {QString::fromLatin1(name), FrameField::Text, {}, {}, {}, values};
}
FrameField numbers(const char *name, std::vector<double> values, base::Labels labels = {})
{
    return {QString::fromLatin1(name), FrameField::Number, std::move(labels), {}, std::move(values), {}};
}

QString text(const signals::GraphFigure &figure)
{
    QStringList out;
    for (const auto &node : figure.nodes)
        out << node.title + (node.main.isEmpty() ? QString() : QString(u'=' + node.main));
    for (const auto &edge : figure.edges)
        out << u"%1>%2%3"_s.arg(figure.nodes[static_cast<std::size_t>(edge.from)].id,
                                figure.nodes[static_cast<std::size_t>(edge.to)].id,
                                edge.main.isEmpty() ? QString() : QString(u'=' + edge.main));
    return out.join(u' ');
}

signals::BoardPanel panel(const char *type, const QJsonObject &options = {})
{
    signals::BoardPanel out;
    out.type = QString::fromLatin1(type);
    out.options = options;
    return out;
}

signals::BoardPanel asking(const char *type, const char *source, const QJsonObject &target)
{
    signals::BoardPanel out = panel(type);
    signals::PanelTarget one;
    one.refId = u"A"_s;
    one.dataSource.type = QString::fromLatin1(source);
    one.source = target;
    out.targets = {one};
    return out;
}

} // namespace

class BoardGraphsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void nodesAndEdgesInGrafanasWords()
    {
        const Frame nodes{u"N"_s,
                          {texts("id", {u"a"_s, u"b"_s}), texts("title", {u"Alpha"_s, u""_s}),
                           numbers("mainstat", {0.5, 2}), numbers("arc__failed", {0.25, 0}),
                           texts("color", {u"red"_s, u""_s})}};
        const Frame edges{u"E"_s,
                          {texts("id", {u"1"_s, u"2"_s}), texts("source", {u"a"_s, u"b"_s}),
                           texts("target", {u"b"_s, u"c"_s}), numbers("mainStat", {10, 5})}};
        const auto p = panel(
            "nodeGraph", {{u"nodes"_s, QJsonObject{{u"mainStatUnit"_s, u"s"_s},
                                                   {u"arcs"_s, QJsonArray{QJsonObject{{u"field"_s, u"arc__failed"_s},
                                                                                      {u"color"_s, u"orange"_s}}}}}},
                          {u"edges"_s, QJsonObject{{u"mainStatUnit"_s, u"reqps"_s}}}});
        const auto graph = graphOf(p, {nodes, edges}, {});
        QCOMPARE(text(graph), u"Alpha=500 ms b=2 s c a>b=10 req/s b>c=5 req/s"_s);
        QCOMPARE(graph.nodes[0].color, u"red"_s);
        QCOMPARE(graph.nodes[0].shares.size(), std::size_t(1));
        QCOMPARE(graph.nodes[0].shares[0].color, u"orange"_s);
        QCOMPARE(graph.edges[0].weight, 1.0);
        QCOMPARE(graph.edges[1].weight, 0.5);
        QVERIFY(graph.nodes[2].at.column > graph.nodes[0].at.column); // laid out
        QCOMPARE(graph.nodes[1].place, (signals::FigurePlace{0, -1, 1}));
        QCOMPARE(graph.nodes[2].place, signals::FigurePlace()); // only edges name it
        QCOMPARE(graph.edges[1].place, (signals::FigurePlace{1, -1, 1}));
    }
    void oneTableMayHoldBoth()
    {
        const Frame merged{u"A"_s,
                           {texts("id", {u"a"_s, u"a>b"_s}), texts("source", {u""_s, u"a"_s}),
                            texts("target", {u""_s, u"b"_s}), texts("title", {u"The a"_s, u""_s})}};
        QCOMPARE(text(graphOf(panel("nodeGraph"), {merged}, {})), u"The a b a>b"_s);
    }
    void seriesWhoseLabelsNameBothEnds()
    {
        const Frame one{u"A"_s,
                        {{u"Time"_s, FrameField::Time, {}, {}, {1, 2}, {}},
                         numbers("Value", {1, 7}, base::Labels{{"client", "web"}, {"server", "api"}})}};
        QCOMPARE(text(graphOf(panel("nodeGraph"), {one}, {})), u"web api web>api=7"_s);
        QCOMPARE(graphOf(panel("nodeGraph"), {{}, one}, {}).edges[0].place, (signals::FigurePlace{1, 1, 1}));
    }
    void callsOfTracesAreAddedUpOverSources()
    {
        const auto graph = graphOf(panel("nodeGraph"), {},
                                   {{u"web"_s, u"api"_s, 1200}, {u"web"_s, u"api"_s, 34}, {u"api"_s, u"db"_s, 6}});
        QCOMPARE(text(graph), u"web api=1\u2009234 db=6 web>api=1\u2009234 api>db=6"_s);
    }
    void whatIsTooMuchIsCounted()
    {
        std::vector<signals::ServiceCall> calls;
        for (int i = 0; i < 400; ++i)
            calls.push_back({u"hub"_s, QString::number(i), 1});
        const auto graph = graphOf(panel("nodeGraph"), {}, calls);
        QCOMPARE(graph.nodes.size(), std::size_t(300));
        QVERIFY(graph.left > 0);
    }
    void aProfileComesAsANestedSet()
    {
        const Frame profile{
            u"A"_s,
            {numbers("level", {0, 1, 2, 1}), numbers("value", {100, 70, 70, 20}), numbers("self", {10, 0, 70, 20}),
             texts("label", {u"total"_s, u"net/http.(*conn).serve"_s, u"main.work"_s, u"runtime.gc"_s})}};
        auto p = panel("flamegraph");
        p.defaults.unit = u"short"_s;
        const auto flame = flameOf(p, {profile}, {});
        QCOMPARE(flame.boxes.size(), std::size_t(4));
        QCOMPARE(flame.boxes[2].parent, 1);
        QCOMPARE(flame.boxes[3].start, 70.0);
        QCOMPARE(flame.boxes[3].parent, 0);
        QCOMPARE(flame.boxes[1].group, u"net/http"_s);
        QVERIFY(flame.what.startsWith(u"A profile"_s));
        QVERIFY(flameOf(p, {}, {}).isEmpty());
    }
    void aBrokenNestedSetIsHeld()
    {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const Frame profile{u"A"_s,
                            {numbers("level", {3, nan, 9, -2}), numbers("value", {nan, -4, 5, 6}),
                             texts("label", {u"a"_s, u"b"_s, u"c"_s, u"d"_s})}};
        QCOMPARE(flameOf(panel("flamegraph"), {profile}, {}).boxes.size(), std::size_t(1));
    }
    void nativeHistogramsAreRowsOfBuckets()
    {
        auto answer = std::make_shared<signals::QueryAnswer>();
        signals::HistogramSeries one;
        one.labels = base::Labels{{"job", "api"}, {"pod", "a"}};
        one.samples = {{1000, 4, 0, {{0.5, 1, 3, 0}, {1, 2, 1, 0}}}, {2000, 2, 0, {{2, 4, 2, 0}}}};
        signals::HistogramSeries wide; // half the resolution
        wide.labels = base::Labels{{"job", "api"}, {"pod", "b"}};
        wide.samples = {{1000, 4, 0, {{0.25, 1, 4, 0}}}, {2000, 1, 0, {{1, 4, 1, 0}, {4, 8, -1, 0}}}};
        answer->histograms = {one, wide};
        auto p = panel("heatmap");
        p.defaults.unit = u"s"_s;
        FigureContext context;
        context.stepMs = 1000;
        const NativeHeat drawn = nativeHeatOf(p, {{0, answer}}, context);
        const auto &heat = drawn.figure;
        QCOMPARE(heat.buckets, (QStringList{u"500 ms"_s, u"1 s"_s, u"2 s"_s, u"4 s"_s}));
        QCOMPARE(heat.startMs, 1000);
        QCOMPARE(heat.counts[0][0], 2.0);
        QCOMPARE(heat.counts[1][0], 5.0);
        QCOMPARE(heat.counts[2][0], 1.0);
        QCOMPARE(heat.counts[2][1], 0.5);
        QCOMPARE(heat.counts[3][1], 2.5);
        QVERIFY(std::isnan(heat.counts[3][0]));
        QCOMPARE(heat.most, 5.0);
        const auto tables = nativeHeatTables(drawn, {{0, answer}});
        QCOMPARE(tables.size(), heat.counts.size());
        QCOMPARE(tables[2].time()->numbers, (std::vector<double>{1000, 2000})); // only cells that hold something
        QCOMPARE(tables[2].fields[1].numbers, (std::vector<double>{1, 1}));
        QCOMPARE(tables[2].fields[2].numbers, (std::vector<double>{2, 2}));
        QCOMPARE(tables[2].fields[3].numbers, (std::vector<double>{1, 0.5}));
        QCOMPARE(tables[2].fields[3].labels, (base::Labels{{"job", "api"}}));
        QVERIFY(nativeHeatOf(p, {}, context).figure.counts.empty());
    }
    void fineNativeHistogramsAreDrawnCoarser()
    {
        auto answer = std::make_shared<signals::QueryAnswer>();
        signals::HistogramSeries one;
        one.samples.emplace_back();
        double sum = 0;
        for (int i = 0; i < 700; ++i, ++sum)
            one.samples[0].buckets.push_back({double(i), double(i + 1), 1, 0});
        answer->histograms = {one};
        const auto heat = nativeHeatOf(panel("heatmap"), {{0, answer}}, {}).figure;
        QVERIFY(heat.counts.size() <= 120);
        double drawn = 0;
        for (const auto &row : heat.counts)
            drawn += row[0];
        QCOMPARE(drawn, sum); // nothing is lost
    }
    void reportsSayWhatTheyAreDrawnFrom()
    {
        const signals::Dashboard none;
        const auto profile = verdictOf(asking("flamegraph", "grafana-pyroscope-datasource",
                                              {{u"labelSelector"_s, u"{service_name=\"checkout\"}"_s},
                                               {u"profileTypeId"_s, u"process_cpu:cpu"_s}}),
                                       none);
        QCOMPARE(profile.fidelity, Fidelity::Approximated);
        QVERIFY(
            profile.reasons.contains(u"the time of its service's spans is drawn: there is no source of profiles"_s));
        QCOMPARE(verdictOf(asking("flamegraph", "grafana-pyroscope-datasource", {{u"labelSelector"_s, u"{}"_s}}), none)
                     .fidelity,
                 Fidelity::LeftOut);
        QCOMPARE(verdictOf(asking("nodeGraph", "tempo", {{u"queryType"_s, u"serviceMap"_s}}), none).fidelity,
                 Fidelity::Approximated);
        QCOMPARE(verdictOf(panel("dashlist"), none).fidelity, Fidelity::Exact);
        QCOMPARE(verdictOf(panel("dashlist", {{u"folderUID"_s, u"x"_s}}), none).fidelity, Fidelity::Approximated);
    }
};

QTEST_GUILESS_MAIN(BoardGraphsTest)
#include "tst_boardgraphs.moc"
