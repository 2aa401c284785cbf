// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/theme.h"
#include "widgets/flamegraph/flameview.h"

#include <QDir>
#include <QScrollBar>
#include <QTest>

using namespace wf;
using namespace wf::widgets;
using namespace Qt::StringLiterals;

namespace {

signals::FlameFigure figure()
{
    signals::FlameFigure out;
    out.unit = u"ns"_s;
    out.what = u"Time of the spans of 20 traces, no profile"_s;
    out.boxes = {{u"checkout"_s, {}, -1, 0, 0, 1e9, 0},
                 {u"checkout: POST /pay <b>"_s, u"checkout"_s, 0, 1, 0, 8e8, 1e8},
                 {u"payment: charge"_s, u"payment"_s, 1, 2, 0, 6e8, 6e8},
                 {u"cart: load"_s, u"cart"_s, 1, 2, 6e8, 1e8, 1e8},
                 {u"checkout: GET /"_s, u"checkout"_s, 0, 1, 8e8, 2e8, 2e8},
                 {u"cart: tiny"_s, u"cart"_s, 4, 2, 8e8, 1, 1}};
    return out;
}

} // namespace

class FlameViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(Theme::bundled(ThemeMode::Dark)); }
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void boxesAreAsWideAsWhatTheyTook()
    {
        const auto rects = layOutFlame(figure(), 0, 1000);
        QCOMPARE(rects.size(), std::size_t(5)); // the tiny one is below a pixel
        QCOMPARE(rects[2].rect, QRectF(0, 40, 600, 20));
        QCOMPARE(rects[3].rect, QRectF(600, 40, 100, 20));
        QCOMPARE(rects[4].rect, QRectF(800, 20, 200, 20));
    }
    void aZoomedBoxFillsTheWidth()
    {
        const auto rects = layOutFlame(figure(), 1, 800);
        QCOMPARE(rects.size(), std::size_t(4));
        QCOMPARE(rects[0].rect.width(), 800.0); // what is above it
        QCOMPARE(rects[1].rect, QRectF(0, 20, 800, 20));
        QCOMPARE(rects[3].rect, QRectF(600, 40, 100, 20));
        QVERIFY(isWithin(figure(), 3, 1) && !isWithin(figure(), 4, 1));
        QCOMPARE(flameDepth(figure(), 1), 3);
        QVERIFY(layOutFlame({}, 0, 100).empty());
    }
    void mouseAndKeyboardZoomAndFind()
    {
        FlameView view;
        view.resize(1002, 200);
        view.setFigure(figure());
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, {300, 30});
        QCOMPARE(view.zoomed(), 1);
        QTest::keyClick(&view, Qt::Key_Backspace);
        QCOMPARE(view.zoomed(), 0);
        QTest::keyClick(&view, Qt::Key_Down);
        QTest::keyClick(&view, Qt::Key_Down);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(view.current(), 3);
        QTest::keyClick(&view, Qt::Key_Left);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(view.zoomed(), 2);
        QTest::keyClick(&view, Qt::Key_Escape);
        QCOMPARE(view.zoomed(), 1);
        QTest::keyClicks(&view, u"/cart"_s);
        QCOMPARE(view.found(), 2);
        QTest::keyClick(&view, Qt::Key_Escape);
        QCOMPARE(view.found(), 0);
        QCOMPARE(view.zoomed(), 1);
        QCOMPARE(view.wordsOf(2), u"600 ms, 60.0 % of all; itself 600 ms"_s);
    }
    void newDataKeepsWhereOneLooks()
    {
        FlameView view;
        view.resize(600, 200);
        view.setFigure(figure());
        view.zoomTo(2);
        auto next = figure();
        next.boxes[3].total = 2e8;
        view.setFigure(next);
        QCOMPARE(view.zoomed(), 2);
        next.boxes[2].name = u"other"_s;
        view.setFigure(next);
        QCOMPARE(view.zoomed(), 0);
    }
    void isDrawnInBothThemes()
    {
        std::vector<QImage> pictures;
        for (const ThemeMode mode : {ThemeMode::Dark, ThemeMode::Light}) {
            applyTheme(Theme::bundled(mode));
            FlameView view;
            view.resize(700, 160);
            view.setFigure(figure());
            view.show();
            pictures.push_back(view.grab().toImage());
            if (const QString folder = qEnvironmentVariable("WF_SHOTS"); !folder.isEmpty())
                pictures.back().save(
                    QDir(folder).filePath(mode == ThemeMode::Dark ? u"flame-dark.png"_s : u"flame-light.png"_s));
        }
        QVERIFY(pictures[0] != pictures[1]); // each theme has its own colours
        applyTheme(Theme::bundled(ThemeMode::Dark));
    }
};

QTEST_MAIN(FlameViewTest)
#include "tst_flameview.moc"
