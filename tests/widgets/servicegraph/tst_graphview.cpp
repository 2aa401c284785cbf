// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/layers/layers.h"
#include "widgets/base/theme.h"
#include "widgets/servicegraph/graphview.h"

#include <QDir>
#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace wf::widgets;
using namespace Qt::StringLiterals;

namespace {

signals::GraphFigure figure()
{
    signals::GraphFigure out;
    for (const char *name : {"gateway", "checkout", "cart", "payment <b>", "ledger"}) {
        signals::GraphFigure::Node node;
        node.id = node.title = QString::fromLatin1(name);
        node.main = u"412 /s"_s;
        out.nodes.push_back(node);
    }
    out.nodes[3].color = u"red"_s;
    out.nodes[3].shares = {{0.2, u"red"_s}, {0.8, u"green"_s}};
    const auto edge = [&](int from, int to, const char *main, double weight) {
        signals::GraphFigure::Edge e;
        e.from = from;
        e.to = to;
        e.main = QString::fromLatin1(main);
        e.weight = weight;
        out.edges.push_back(e);
    };
    edge(0, 1, "30 /s", 0.4);
    edge(0, 2, "58 /s", 1);
    edge(1, 3, "31 /s", 0.5);
    edge(3, 4, "17 /s", 0.2);
    edge(4, 1, "1 /s", 0.1);
    out.edges[2].secondary = u"4.31 s"_s;
    analysis::layOutLayers(out);
    return out;
}

} // namespace

class GraphViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(Theme::bundled(ThemeMode::Dark)); }
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void edgesLeadFromSideToSide()
    {
        const GraphGeometry g = geometryOf(figure());
        QCOMPARE(g.edges[0].path.pointAtPercent(0).x(), g.nodes[0].right());
        QCOMPARE(g.edges[0].tip.x(), g.nodes[1].left());
        QCOMPARE(g.edges[4].tip.x(), g.nodes[1].right()); // the one that leads back
        for (const QRectF &node : g.nodes)
            QVERIFY(g.all.contains(node));
        QCOMPARE(g.nodeAt(g.nodes[2].center()), 2);
        QCOMPARE(g.nodeAt({-100, -100}), -1);
        QCOMPARE(g.edgeAt(g.edges[1].path.pointAtPercent(0.5)), 1);
        QCOMPARE(g.beside(0, -1, 0), -1);
        QVERIFY(g.beside(0, 1, 0) == 1 || g.beside(0, 1, 0) == 2);
    }
    void isWalkedZoomedAndOpened()
    {
        GraphView view;
        view.resize(900, 300);
        view.setFigure(figure());
        view.show();
        QSignalSpy opened(&view, &GraphView::opened);
        const double whole = view.zoom();
        QVERIFY(whole <= 1);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(view.current(), 0);
        QTest::keyClick(&view, Qt::Key_Right);
        QVERIFY(view.current() > 0);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QTest::keyClick(&view, Qt::Key_Plus);
        QVERIFY(view.zoom() > whole);
        const int chosen = view.current();
        view.setFigure(figure()); // new numbers of the same graph
        QCOMPARE(view.current(), chosen);
        QTest::keyClick(&view, Qt::Key_0);
        QCOMPARE(view.zoom(), whole);
        view.setFigure({});
        QCOMPARE(view.current(), -1);
    }
    void isDrawnInBothThemes()
    {
        std::vector<QImage> pictures;
        for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
            applyTheme(Theme::bundled(mode));
            GraphView view;
            view.resize(900, 240);
            view.setFigure(figure());
            view.show();
            pictures.push_back(view.grab().toImage());
            if (const QString folder = qEnvironmentVariable("WF_SHOTS"); !folder.isEmpty())
                pictures.back().save(
                    QDir(folder).filePath(mode == ThemeMode::Dark ? u"graph-dark.png"_s : u"graph-light.png"_s));
        }
        QVERIFY(pictures[0] != pictures[1]); // each theme has its own colours
        applyTheme(Theme::bundled(ThemeMode::Dark));
    }
};

QTEST_MAIN(GraphViewTest)
#include "tst_graphview.moc"
