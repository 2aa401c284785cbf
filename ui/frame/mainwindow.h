// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/screen.h"
#include "ui/base/watchcontext.h"
#include "ui/frame/palette.h"

#include <QHash>
#include <QMainWindow>

class QDockWidget;
class QStackedWidget;
class QTimer;

namespace wf::ui {

class MessageBar;
class Rail;
class ScreenWindows;
class StatusLine;
class TopBar;

// One screen and where it stands in the rail.
struct ScreenEntry {
    QString section; // "Watch", "Explore" …; empty: at the bottom edge
    QString title;
    QString icon;
    QString goKey; // second key after G
    Screen *screen = nullptr;
};

// The frame: menus, top bar, rail, content, Thread dock, status bar, and windows for screens on other monitors. Knows
// screens only as Screen; what they show is theirs.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(WatchContext &context, std::vector<ScreenEntry> screens, QWidget *thread, QWidget *parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] TopBar &topBar() const { return *m_top; }
    [[nodiscard]] StatusLine &statusLine() const { return *m_status; }
    // Wherever the screen stands: here, or in a window of its own.
    void goTo(const QString &key);
    [[nodiscard]] Screen *currentScreen() const { return m_current; } // of this window
    // Into a window of its own, or back from there; one always stays.
    void moveOut(const QString &key);
    void bringBack(const QString &key);
    [[nodiscard]] const ScreenWindows &ownWindows() const { return *m_windows; }
    // More entries for the palette beside screens and actions.
    void setPaletteProvider(CommandPalette::Provider provider);
    void setPaletteSearch(CommandPalette::Search search);
    // Where layouts are kept: by set of monitors.
    struct LayoutMemory {
        std::function<QByteArray(const QString &name)> load;
        std::function<void(const QString &name, const QByteArray &layout)> save;
    };
    void setLayoutMemory(LayoutMemory memory);
    void addMenuAction(const QString &menu, QAction *action);
    // A strip above everything, for as long as the window lives.
    void setBanner(QWidget *banner);
    // Where sentences with their undo stand, on the screen; empty while the window is not seen.
    [[nodiscard]] QRect messageArea() const;

Q_SIGNALS:
    void themeToggleRequested();
    void densityCycleRequested();
    void environmentsRequested();
    void copyThreadRequested();
    void pinThreadRequested();
    void noteRequested();
    void threadBack();
    void threadForward();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void moveEvent(QMoveEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void buildRail();
    void buildMenus();
    void buildShortcuts();
    void connectContext();
    void openSubject(const signals::Subject &subject);
    void showPalette();
    void showShortcuts();
    void fitToWidth();
    [[nodiscard]] std::vector<PaletteItem> ownPaletteItems();
    void followWindows();
    void takeBack(Screen *screen);
    [[nodiscard]] const ScreenEntry *entryOf(const QString &key) const;
    [[nodiscard]] Screen *screenInFront() const; // of the window that has the focus
    void sayInFront(const WatchContext::Message &message);
    void keepLayout();
    void restoreLayout();
    QAction *action(const QString &text, const QKeySequence &key, std::function<void()> run, const QString &menu);

    WatchContext &m_context;
    std::vector<ScreenEntry> m_screens;
    TopBar *m_top;
    Rail *m_rail;
    QStackedWidget *m_stack;
    MessageBar *m_messages;
    StatusLine *m_status;
    QDockWidget *m_threadDock;
    CommandPalette *m_palette = nullptr;
    CommandPalette::Provider m_provider;
    CommandPalette::Search m_search;
    LayoutMemory m_layouts;
    ScreenWindows *m_windows;
    QTimer *m_keepTimer;    // many moves are kept once
    QTimer *m_restoreTimer; // other monitors: once they have settled
    QHash<QString, QMenu *> m_menus;
    Screen *m_current = nullptr;
    bool m_railByHand = false;
    bool m_threadByHand = false;
};

} // namespace wf::ui
