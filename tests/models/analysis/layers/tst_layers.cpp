// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/layers/layers.h"

#include <QTest>

#include <cmath>

using namespace wf;
using namespace wf::analysis;
using namespace Qt::StringLiterals;

namespace {

signals::GraphFigure graph(int nodes, const std::vector<std::pair<int, int>> &edges)
{
    signals::GraphFigure out;
    for (int i = 0; i < nodes; ++i) {
        signals::GraphFigure::Node node;
        node.id = QString::number(i);
        out.nodes.push_back(node);
    }
    for (const auto &[from, to] : edges) {
        signals::GraphFigure::Edge edge;
        edge.from = from;
        edge.to = to;
        out.edges.push_back(edge);
    }
    layOutLayers(out);
    return out;
}

double column(const signals::GraphFigure &figure, std::size_t node)
{
    return figure.nodes[node].at.column;
}

} // namespace

class LayersTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void callersStandLeftOfWhatTheyCall()
    {
        const auto g = graph(4, {{0, 1}, {1, 2}, {0, 3}, {3, 2}});
        QCOMPARE(column(g, 0), 0.0);
        QCOMPARE(column(g, 1), 1.0);
        QCOMPARE(column(g, 3), 1.0);
        QCOMPARE(column(g, 2), 2.0);
        QVERIFY(std::abs(g.nodes[1].at.line - g.nodes[3].at.line) >= 1);
    }
    void aLongEdgePassesThroughEveryColumnBetween()
    {
        const auto g = graph(3, {{0, 1}, {1, 2}, {0, 2}});
        QVERIFY(g.edges[0].bends.empty());
        QCOMPARE(g.edges[2].bends.size(), std::size_t(1));
        QCOMPARE(g.edges[2].bends[0].column, 1.0);
        QVERIFY(std::abs(g.edges[2].bends[0].line - g.nodes[1].at.line) >= 1); // not through the node
    }
    void aCircleIsCutAndStillDrawn()
    {
        const auto g = graph(3, {{0, 1}, {1, 2}, {2, 0}, {1, 1}, {0, 9}});
        QCOMPARE(column(g, 0), 0.0);
        QCOMPARE(column(g, 2), 2.0);
        QCOMPARE(g.edges[2].bends.size(), std::size_t(1));
        QVERIFY(g.edges[3].bends.empty() && g.edges[4].bends.empty());
    }
    void whatCanBeDrawnWithoutCrossingsIs()
    {
        // 0 calls 4, 1 calls 3, 2 calls 5: the right column takes the order of the left one
        const auto g = graph(6, {{0, 4}, {1, 3}, {2, 5}});
        const auto line = [&](std::size_t i) { return g.nodes[i].at.line; };
        QVERIFY((line(0) < line(1)) == (line(4) < line(3)));
        QVERIFY((line(1) < line(2)) == (line(3) < line(5)));
    }
    void whoOnlyCallsStandsBesideWhatItCalls()
    {
        const auto g = graph(4, {{0, 1}, {1, 2}, {3, 2}});
        QCOMPARE(column(g, 3), 1.0);
    }
    void nodesWithoutEdgesHavePlacesOfTheirOwn()
    {
        const auto g = graph(3, {});
        QVERIFY(g.nodes[0].at != g.nodes[1].at && g.nodes[1].at != g.nodes[2].at);
        signals::GraphFigure none;
        layOutLayers(none);
        QVERIFY(none.nodes.empty());
    }
    void theSameGraphHasTheSamePlaces()
    {
        std::vector<std::pair<int, int>> edges;
        for (int i = 0; i < 600; ++i)
            edges.emplace_back((i * 7919) % 200, (i * 104'729 + 13) % 200);
        const auto a = graph(200, edges), b = graph(200, edges);
        for (std::size_t i = 0; i < a.nodes.size(); ++i)
            QCOMPARE(a.nodes[i].at, b.nodes[i].at);
    }
};

QTEST_GUILESS_MAIN(LayersTest)
#include "tst_layers.moc"
