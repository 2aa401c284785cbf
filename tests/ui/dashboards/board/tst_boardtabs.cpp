// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/dashboards/boardstage.h"
#include "ui/dashboards/board/boardtabbar.h"
#include "widgets/base/theme.h"

#include <QContextMenuEvent>
#include <QDir>
#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace wf::ui;
using namespace Qt::StringLiterals;

namespace {

signals::BoardPanel row(int id, const char *title, int depth, bool isTab)
{
    signals::BoardPanel out;
    out.type = u"row"_s;
    out.id = id;
    out.title = QString::fromLatin1(title);
    out.depth = depth;
    out.isTab = isTab;
    out.place = {0, id * 10, 24, 1};
    return out;
}
signals::BoardPanel panel(int id, const char *expr)
{
    signals::BoardPanel out;
    out.type = u"stat"_s;
    out.id = id;
    out.title = QString::fromLatin1(expr);
    out.place = {0, id * 10, 12, 5};
    signals::PanelTarget target;
    target.refId = u"A"_s;
    target.expr = QString::fromLatin1(expr);
    out.targets = {target};
    return out;
}

struct Stage : support::BoardStage {
    Stage() : BoardStage({1000, 500})
    {
        signals::Dashboard dashboard;
        dashboard.title = u"Tabbed"_s;
        dashboard.panels = {row(1, "Health <b>", 0, true),
                            panel(2, "up"),
                            row(3, "Saturation & more", 0, true),
                            row(4, "A row", 1, false),
                            panel(5, "cpu"),
                            row(6, "Inner 1", 2, true),
                            panel(7, "inner_one"),
                            row(8, "Inner 2", 2, true),
                            panel(9, "inner_two")};
        page.showDashboard(dashboard);
    }
};

} // namespace

class BoardTabsWidgetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void onlyTheOpenTabAsks()
    {
        Stage stage;
        QTRY_VERIFY(stage.settled());
        QCOMPARE(stage.shown(), u"up"_s);
        QCOMPARE(stage.asked, QStringList{u"up"_s});
        QCOMPARE(stage.page.tabBars().size(), std::size_t(1));
    }
    void keyboardAndMouseOpenTabs()
    {
        Stage stage;
        QTRY_VERIFY(stage.settled());
        BoardTabBar *bar = stage.page.tabBars()[0];
        QCOMPARE(bar->focusPolicy(), Qt::StrongFocus);
        QTest::keyClick(bar, Qt::Key_Right);
        QTRY_COMPARE(stage.shown(), u"cpu inner_one"_s);
        QCOMPARE(stage.page.tabBars()[0], bar); // it keeps the focus
        QTRY_VERIFY(stage.settled());
        BoardTabBar *inner = stage.page.tabBars()[1];
        QTest::mouseClick(inner, Qt::LeftButton, {}, inner->tabRect(1).center());
        QTRY_COMPARE(stage.shown(), u"cpu inner_two"_s);
        QTest::keyClick(bar, Qt::Key_Home);
        QTRY_COMPARE(stage.shown(), u"up"_s);
        QTest::keyClick(bar, Qt::Key_End);
        QTRY_COMPARE(stage.shown(), u"cpu inner_two"_s); // where one was
        QTRY_VERIFY(stage.settled());
        if (!qEnvironmentVariableIsSet("WF_SHOTS"))
            return;
        const QDir shots(qEnvironmentVariable("WF_SHOTS"));
        stage.page.grab().save(shots.filePath(u"tabs-dark.png"_s));
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Light));
        stage.page.grab().save(shots.filePath(u"tabs-light.png"_s));
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
    }
    void aTabIsOpenedByItsRow()
    {
        Stage stage;
        QTRY_VERIFY(stage.settled());
        stage.page.openTab(8);
        QCOMPARE(stage.shown(), u"cpu inner_two"_s);
        QCOMPARE(stage.page.openRow(), 8);
    }
    void picturesShowEveryTab()
    {
        Stage stage;
        stage.page.setShowsAllTabs(true);
        stage.page.openTab(1); // lays out anew
        QCOMPARE(stage.shown(), u"up cpu inner_one inner_two"_s);
        QCOMPARE(stage.page.tabBars().size(), std::size_t(4));
        QVERIFY(stage.page.wholeHeight() > 4 * 150);
    }
    void aTabIsAskedAboutOnlyWhileOneEdits()
    {
        Stage stage;
        QTRY_VERIFY(stage.settled());
        QSignalSpy menus(&stage.page, &BoardPage::rowMenuAsked), names(&stage.page, &BoardPage::renameAsked);
        const auto ask = [&] {
            BoardTabBar *bar = stage.page.tabBars()[0];
            QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, bar->mapToGlobal(QPoint(4, 4)));
            QCoreApplication::sendEvent(bar, &event);
            QTest::keyClick(bar, Qt::Key_F2);
        };
        ask();
        QCOMPARE(menus.size() + names.size(), 0);
        stage.page.setEditing(true);
        QTRY_VERIFY(stage.settled());
        ask();
        QCOMPARE(menus.size(), 1);
        QCOMPARE(menus[0][0].toInt(), 1);
        QCOMPARE(names.size(), 1);
    }
};

QTEST_MAIN(BoardTabsWidgetTest)
#include "tst_boardtabs.moc"
