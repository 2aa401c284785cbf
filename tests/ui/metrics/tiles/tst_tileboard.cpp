// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/tiles/tileboard.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QSplitter>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using ui::TileBoard;
using ui::TileSide;
using ui::TileTree;

namespace {

void send(QWidget *widget, QEvent::Type type, QPoint at)
{
    const bool isMove = type == QEvent::MouseMove, isUp = type == QEvent::MouseButtonRelease;
    QMouseEvent event(type, at, widget->mapToGlobal(at), isMove ? Qt::NoButton : Qt::LeftButton,
                      isUp ? Qt::NoButton : Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(widget, &event);
}

struct Stage {
    TileBoard board;
    widgets::Panel *chart = new widgets::Panel(new QWidget);
    QLineEdit *series = new QLineEdit, *explain = new QLineEdit;
    Stage()
    {
        board.setSingle(u"chart"_s, chart);
        board.addView(u"series"_s, u"Series"_s, series);
        board.addView(u"explain"_s, u"Explain"_s, explain);
        board.setTree(TileTree({{u"chart"_s}, {u"series"_s, u"explain"_s}}, false, u"chart"_s));
        board.resize(600, 400);
        board.show();
    }
    [[nodiscard]] QPoint at(const QWidget *widget, QPoint inside) const { return widget->mapTo(&board, inside); }
    void drag(QWidget *panel, QPoint to) const // a place of the board
    {
        const QPoint from(60, 10);
        const QPoint end = panel->mapFrom(&board, to);
        send(panel, QEvent::MouseButtonPress, from);
        send(panel, QEvent::MouseMove, from + QPoint(30, 0));
        send(panel, QEvent::MouseMove, end);
        send(panel, QEvent::MouseButtonRelease, end);
    }
};

} // namespace

class TileBoardTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    void aTileShowsOneOfItsViews()
    {
        Stage s;
        QSignalSpy shown(&s.board, &TileBoard::viewShown);
        QVERIFY(s.series->isVisible() && !s.explain->isVisible() && s.chart->isVisible());
        s.board.showView(u"explain"_s);
        QVERIFY(!s.series->isVisible() && s.explain->isVisible());
        QVERIFY(s.board.isShown(u"explain"_s) && !s.board.isShown(u"series"_s));
        QCOMPARE(shown.count(), 1);
    }

    void aViewThatMovesOutKeepsItsFocus()
    {
        Stage s;
        QVERIFY(QTest::qWaitForWindowActive(&s.board));
        s.board.showView(u"explain"_s);
        s.explain->setFocus();
        QCOMPARE(s.board.viewOf(QApplication::focusWidget()), u"explain"_s);
        QVERIFY(s.board.moveOut(u"explain"_s, TileSide::Right));
        QVERIFY(s.series->isVisible() && s.explain->isVisible() && s.chart->isVisible());
        QVERIFY(s.explain->hasFocus());
        QVERIFY(s.at(s.explain, {}).x() > s.at(s.series, {}).x());
        QVERIFY(s.board.join(u"explain"_s, u"series"_s));
        QVERIFY(!s.series->isVisible() && s.explain->isVisible());
        QCOMPARE(s.board.findChildren<QLineEdit *>().size(), 2); // made once
    }

    void oneAloneHidesTheOthers()
    {
        Stage s;
        QVERIFY(s.board.moveOut(u"explain"_s, TileSide::Right, u"series"_s));
        s.board.setAlone(u"chart"_s);
        QVERIFY(s.chart->isVisible() && !s.series->isVisible() && !s.explain->isVisible());
        QTRY_VERIFY(s.chart->height() > 390);
        s.board.setAlone(u"series"_s);
        QVERIFY(!s.chart->isVisible() && s.series->isVisible() && !s.explain->isVisible());
        s.board.showView(u"explain"_s); // brings back the others
        QVERIFY(s.chart->isVisible() && s.series->isVisible() && s.explain->isVisible());
        QCOMPARE(s.board.alone(), QString());
    }

    void headersAreDraggedOntoEdgesAndIntoTheMiddle()
    {
        Stage s;
        QVERIFY(QTest::qWaitForWindowActive(&s.board));
        QWidget *lower = s.board.panelOf(u"series"_s);
        s.drag(lower, s.at(s.chart, {s.chart->width() - 10, s.chart->height() / 2}));
        QCOMPARE(s.board.tree().root().isAcross, false);
        QVERIFY(s.at(s.series, {}).x() > 250); // right of the chart
        QVERIFY(s.explain->mapTo(&s.board, QPoint()).y() > s.chart->height() / 2 || !s.explain->isVisible());
        // Back into the tile that the other view was left in.
        QVERIFY(s.explain->isVisible());
        QWidget *other = s.board.panelOf(u"explain"_s);
        s.drag(s.board.panelOf(u"series"_s), s.at(other, {other->width() / 2, other->height() / 2}));
        QCOMPARE(s.board.tree().tileOf(u"series"_s)->views, (QStringList{u"explain"_s, u"series"_s}));
    }

    void whatIsDroppedNowhereStays()
    {
        Stage s;
        const auto before = s.board.tree();
        s.drag(s.board.panelOf(u"series"_s), {-50, -50});
        QCOMPARE(s.board.tree(), before);
        s.drag(s.chart, s.at(s.chart, {300, 5})); // onto itself
        QCOMPARE(s.board.tree(), before);
    }

    void dropsAreOnTheNearestEdgeOrInside()
    {
        const QRect tile(100, 100, 200, 100);
        QCOMPARE(TileBoard::dropAt(tile, {105, 150}).side, TileSide::Left);
        QCOMPARE(TileBoard::dropAt(tile, {295, 150}).side, TileSide::Right);
        QCOMPARE(TileBoard::dropAt(tile, {200, 104}).side, TileSide::Above);
        QCOMPARE(TileBoard::dropAt(tile, {200, 196}).side, TileSide::Below);
        QVERIFY(TileBoard::dropAt(tile, {200, 150}).joins);
        QVERIFY(!TileBoard::dropAt(tile, {200, 196}).joins);
    }

    void sizesAreKept()
    {
        Stage s;
        QSignalSpy changed(&s.board, &TileBoard::changed);
        auto *split = s.board.findChild<QSplitter *>(u"tiles"_s);
        QVERIFY(split);
        send(split->handle(1), QEvent::MouseButtonPress, {10, 0});
        send(split->handle(1), QEvent::MouseMove, {10, -60});
        send(split->handle(1), QEvent::MouseButtonRelease, {10, -60});
        QVERIFY(changed.count() > 0);
        QCOMPARE(s.board.tree().root().sizes.size(), std::size_t(2));
    }
};

QTEST_MAIN(TileBoardTest)
#include "tst_tileboard.moc"
