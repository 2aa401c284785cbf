// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/rail.h"

#include "widgets/base/theme.h"

#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

class RailTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    // A row is painted after the badge of the one above, by the same painter.
    void theFocusOfTheKeysIsAFrameBelowABadgeToo()
    {
        ui::Rail rail;
        rail.addScreen(u"incidents"_s, u"Incidents"_s, u"incidents"_s);
        rail.addScreen(u"capacity"_s, u"Capacity"_s, u"capacity"_s);
        rail.setBadge(u"incidents"_s, {u"3"_s, signals::Severity::Critical});
        rail.setCurrentKey(u"capacity"_s);
        rail.resize(rail.width(), 300);
        rail.show();
        rail.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&rail));
        rail.setFocus(Qt::TabFocusReason);
        rail.setAttribute(Qt::WA_KeyboardFocusChange);
        QTRY_VERIFY(rail.hasFocus());
        const auto &theme = widgets::Theme::of(&rail);
        const QImage image = rail.grab().toImage();
        const QRect row = rail.visualRect(rail.currentIndex()).translated(rail.viewport()->pos());
        QCOMPARE(image.pixelColor(row.left() + 1, row.center().y()), theme.line.focus);
        QCOMPARE(image.pixelColor(row.right() - 5, row.center().y()), theme.surface.selected);
    }
};

QTEST_MAIN(RailTest)
#include "tst_rail.moc"
