// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console.h"

#include "tests/app/emptyworkspace.h"
#include "widgets/base/theme.h"

#include <QApplication>
#include <QStackedWidget>
#include <QTest>

#include <set>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

// A whole window over an environment without sources.
struct World : tests::EmptyWorkspace {
    app::Notifier notifier{workspace, dir.filePath(u"notifications.yaml"_s)};
    app::Console console{workspace, notifier};
};

bool isStop(const QWidget &widget)
{
    return (widget.focusPolicy() & Qt::TabFocus) != 0 && widget.isVisible() && widget.isEnabled() &&
           !widget.focusProxy();
}

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

    // From wherever a screen has the focus first, the Tab key comes to everything in the window.
    void everyStopOfEveryScreenIsReached()
    {
        World world;
        auto &window = world.console.window();
        window.resize(1440, 900);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        const auto *stack = window.findChild<QStackedWidget *>();
        QVERIFY(stack);
        QStringList missed;
        for (int i = 0; i < stack->count(); ++i) {
            const auto *screen = qobject_cast<ui::Screen *>(stack->widget(i));
            window.goTo(screen->key());
            std::set<const QWidget *> reached;
            for (QWidget *at = QApplication::focusWidget(); at && reached.insert(at).second;
                 at = QApplication::focusWidget())
                QTest::keyClick(at, Qt::Key_Tab);
            for (const auto *one : screen->findChildren<QWidget *>())
                if (isStop(*one) && !reached.contains(one))
                    missed << u"%1: %2 %3"_s.arg(screen->key(), QString::fromLatin1(one->metaObject()->className()),
                                                 one->accessibleName());
        }
        QVERIFY2(missed.isEmpty(), qPrintable(missed.join(u'\n')));
    }
};

QTEST_MAIN(TestConsole)
#include "tst_console.moc"
