// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console.h"

#include "tests/app/emptyworkspace.h"
#include "widgets/base/theme.h"

#include <QStackedWidget>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

// A whole window over an environment without sources.
struct World : tests::EmptyWorkspace {
    app::Notifier notifier{workspace, dir.filePath(u"notifications.yaml"_s)};
    app::Console console{workspace, notifier};
};

} // namespace

class TestConsole : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    // The smallest screen that is promised: 1280 × 800.
    void everyScreenFitsBesideRailAndThread()
    {
        World world;
        auto &window = world.console.window();
        window.resize(1280, 800);
        window.show();
        const auto *stack = window.findChild<QStackedWidget *>();
        QVERIFY(stack && stack->count() > 10);
        QStringList wide;
        for (int i = 0; i < stack->count(); ++i) {
            const auto *screen = qobject_cast<ui::Screen *>(stack->widget(i));
            QVERIFY(screen);
            window.goTo(screen->key());
            if (const int needed = screen->minimumSizeHint().width(); needed > stack->width())
                wide << u"%1 needs %2 of %3"_s.arg(screen->key()).arg(needed).arg(stack->width());
        }
        QVERIFY2(wide.isEmpty(), qPrintable(wide.join(u", "_s)));
        QCOMPARE(window.width(), 1280);
    }
};

QTEST_MAIN(TestConsole)
#include "tst_console.moc"
