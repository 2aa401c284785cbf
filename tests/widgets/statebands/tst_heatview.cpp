// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failonwarning.h"
#include "widgets/base/theme.h"
#include "widgets/statebands/heatview.h"

#include <QApplication>
#include <QFocusEvent>
#include <QKeyEvent>
#include <QSignalSpy>
#include <QTest>

#include <limits>

using namespace wf;
using widgets::HeatView;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 startMs = 1'700'000'100'000;
constexpr double none = std::numeric_limits<double>::quiet_NaN();

void fill(HeatView &view)
{
    signals::HeatFigure figure;
    figure.buckets = {u"250 ms"_s, u"500 ms"_s, u"1 s"_s};
    figure.counts = {{1, 2, 3, 4}, {none, 9, 1, 12}, {0, 0, none, 1}};
    figure.startMs = startMs;
    figure.stepMs = 60'000;
    figure.most = 12;
    view.resize(400, 200);
    view.setFigure(figure, {startMs * base::nsPerMs, (startMs + 240'000) * base::nsPerMs});
}

} // namespace

class TestHeatView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void init() { support::failOnAnyWarning(); }

    void arrowsBeginAtTheFullestCellOfTheEndAndGoOn()
    {
        HeatView view;
        fill(view);
        QSignalSpy moved(&view, &HeatView::crosshairMoved);
        QTest::keyClick(&view, Qt::Key_Left);
        QCOMPARE(view.current(), (HeatView::Cell{1, 3}));
        QCOMPARE(view.textOf(view.current()), (QStringList{u"500 ms: 12"_s, u"22:18:00"_s}));
        QCOMPARE(view.accessibleDescription(), u"500 ms: 12, 22:18:00"_s);
        QCOMPARE(moved.takeLast().at(0).toLongLong(), (startMs + 180'000) * base::nsPerMs);
        QTest::keyClick(&view, Qt::Key_Up);
        QTest::keyClick(&view, Qt::Key_Left);
        QCOMPARE(view.current(), (HeatView::Cell{2, 2}));
        QCOMPARE(view.textOf(view.current()).first(), u"1 s: nothing"_s);
        QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(view.current().column, 3);
        QTest::keyClick(&view, Qt::Key_Home);
        QCOMPARE(view.current().column, 0);
        QTest::keyClick(&view, Qt::Key_Escape);
        QVERIFY(view.current().isNone());
        QCOMPARE(moved.takeLast().at(0).toLongLong(), 0);
    }

    void whatTheKeysReadIsGoneWithThem()
    {
        HeatView view;
        fill(view);
        QTest::keyClick(&view, Qt::Key_Left);
        QFocusEvent menu(QEvent::FocusOut, Qt::PopupFocusReason);
        QApplication::sendEvent(&view, &menu);
        QVERIFY(!view.current().isNone());
        QFocusEvent away(QEvent::FocusOut, Qt::TabFocusReason);
        QApplication::sendEvent(&view, &away);
        QVERIFY(view.current().isNone());
    }

    // Alt+Q and Alt+Left are the panel's and the window's.
    void keysOfOthersPassThrough()
    {
        QWidget around;
        auto *view = new HeatView(&around);
        fill(*view);
        struct Seen : QObject {
            bool eventFilter(QObject *, QEvent *event) override
            {
                if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() != Qt::Key_Alt)
                    ++keys;
                return false;
            }
            int keys = 0;
        } seen;
        around.installEventFilter(&seen);
        QTest::keyClick(view, Qt::Key_Q, Qt::AltModifier);
        QTest::keyClick(view, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(seen.keys, 2);
        QVERIFY(view->current().isNone());
    }

    void aCellIsFoundWhereItIsPainted()
    {
        HeatView view;
        fill(view);
        // names take 64 on the left, the legend 22 above, the axis 18 below
        const double column = (400.0 - 64 - 8) / 4, row = (200.0 - 22 - 18) / 3;
        QCOMPARE(view.cellAt({64 + column * 1.5, 200 - 18 - row * 0.5}), (HeatView::Cell{0, 1}));
        QCOMPARE(view.cellAt({64 + column * 3.5, 22 + row * 0.5}), (HeatView::Cell{2, 3}));
        QVERIFY(view.cellAt({10, 100}).isNone());
    }

    void theSameMomentStaysChosenWhenMoreArrives()
    {
        HeatView view;
        fill(view);
        QTest::keyClick(&view, Qt::Key_Left);
        signals::HeatFigure later;
        later.buckets = {u"250 ms"_s, u"500 ms"_s, u"1 s"_s};
        later.counts.assign(3, {5, 6, 7, 8});
        later.startMs = startMs + 60'000;
        later.stepMs = 60'000;
        later.most = 8;
        view.setFigure(later, {later.startMs * base::nsPerMs, (later.startMs + 240'000) * base::nsPerMs});
        QCOMPARE(view.current(), (HeatView::Cell{1, 2}));
    }

    void nothingIsPaintedOfNothing()
    {
        HeatView view;
        view.resize(200, 150);
        QTest::keyClick(&view, Qt::Key_Left);
        QVERIFY(view.current().isNone());
        QVERIFY(!view.grab().isNull());
        fill(view);
        QVERIFY(!view.grab().isNull());
    }
};

QTEST_MAIN(TestHeatView)
#include "tst_heatview.moc"
