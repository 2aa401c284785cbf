// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/layers/layers.h"
#include "widgets/base/theme.h"
#include "widgets/servicegraph/graphview.h"
#include "widgets/servicegraph/graphwords.h"

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

// Twelve services that each call five of twelve others: more words than there is room for.
signals::GraphFigure crowded()
{
    signals::GraphFigure out;
    for (int i = 0; i < 24; ++i) {
        signals::GraphFigure::Node node;
        node.id = node.title = u"service-%1"_s.arg(i);
        node.main = u"%1 /s"_s.arg(i * 7 + 3);
        out.nodes.push_back(node);
    }
    for (int from = 0; from < 12; ++from)
        for (int k = 0; k < 5; ++k) {
            signals::GraphFigure::Edge e;
            e.from = from;
            e.to = 12 + (from * 5 + k * 3) % 12;
            e.weight = ((from * 5 + k * 7) % 60 + 1) / 60.0;
            e.main = u"%1 req/s"_s.arg(e.weight * 400, 0, 'f', 1);
            e.secondary = u"%1 ms"_s.arg(20 + k);
            out.edges.push_back(e);
        }
    analysis::layOutLayers(out);
    return out;
}

int shown(const std::vector<QRectF> &boxes)
{
    return static_cast<int>(std::ranges::count_if(boxes, [](const QRectF &box) { return !box.isNull(); }));
}

// The first pair of boxes, or box and node, that cover each other.
QString overlap(const std::vector<QRectF> &boxes, const std::vector<QRectF> &nodes)
{
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j)
            if (!boxes[i].isNull() && boxes[i].intersects(boxes[j]))
                return u"words of %1 and %2"_s.arg(j).arg(i);
        for (std::size_t n = 0; n < nodes.size(); ++n)
            if (!boxes[i].isNull() && boxes[i].intersects(nodes[n]))
                return u"words of %1 and node %2"_s.arg(i).arg(n);
    }
    return {};
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
    void wordsCoverNothing()
    {
        for (const signals::GraphFigure &f : {figure(), crowded()}) {
            const GraphGeometry g = geometryOf(f);
            const auto boxes = wordBoxes(f, g, Theme::bundled(ThemeMode::Dark)->font(TextRole::Small));
            QCOMPARE(overlap(boxes, g.nodes), QString());
            const auto heaviest = std::ranges::max_element(f.edges, {}, &signals::GraphFigure::Edge::weight);
            QVERIFY(!boxes[static_cast<std::size_t>(heaviest - f.edges.begin())].isNull());
        }
        const auto boxes =
            wordBoxes(figure(), geometryOf(figure()), Theme::bundled(ThemeMode::Dark)->font(TextRole::Small));
        QCOMPARE(shown(boxes), 5); // where there is room, all are written
    }
    void whatIsPointedAtHasItsWords()
    {
        GraphView view;
        view.resize(900, 700);
        view.setFigure(crowded());
        view.show();
        const std::vector<QRectF> before = view.wordsNow();
        QVERIFY(shown(before) < 60);
        const auto silent = static_cast<std::size_t>(
            std::ranges::find_if(before, [](const QRectF &box) { return box.isNull(); }) - before.begin());
        const int from = view.figure().edges[silent].from;
        view.activateWindow();
        view.setFocus();
        QTRY_VERIFY(view.hasFocus());
        for (int i = 0; i < 40 && view.current() != from; ++i)
            QTest::keyClick(&view, i < 24 ? Qt::Key_Down : Qt::Key_Up);
        QCOMPARE(view.current(), from);
        const std::vector<QRectF> now = view.wordsNow();
        QCOMPARE(overlap(now, view.geometryNow().nodes), QString());
        int own = 0, written = 0;
        for (std::size_t i = 0; i < now.size(); ++i)
            if (view.figure().edges[i].from == from) {
                ++own;
                written += now[i].isNull() ? 0 : 1;
            }
        QVERIFY2(written >= own - 1, qPrintable(u"%1 of %2"_s.arg(written).arg(own)));
        if (const QString folder = qEnvironmentVariable("WF_SHOTS"); !folder.isEmpty())
            view.grab().save(QDir(folder).filePath(u"graph-chosen.png"_s));
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
            GraphView many;
            many.resize(1100, 800);
            many.setFigure(crowded());
            if (const QString folder = qEnvironmentVariable("WF_SHOTS"); !folder.isEmpty())
                many.grab().save(QDir(folder).filePath(mode == ThemeMode::Dark ? u"graph-crowded-dark.png"_s
                                                                               : u"graph-crowded-light.png"_s));
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
