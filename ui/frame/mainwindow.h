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

namespace wf::ui {

class MessageBar;
class Rail;
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

// The frame: menus, top bar, rail, content, Thread dock, status bar. Knows screens only as Screen; what they show is
// theirs.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(WatchContext &context, std::vector<ScreenEntry> screens, QWidget *thread, QWidget *parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] TopBar &topBar() const { return *m_top; }
    [[nodiscard]] StatusLine &statusLine() const { return *m_status; }
    void goTo(const QString &key);
    [[nodiscard]] Screen *currentScreen() const { return m_current; }
    // More entries for the palette beside screens and actions.
    void setPaletteProvider(CommandPalette::Provider provider);
    // Where layouts are kept: by set of monitors.
    struct LayoutMemory {
        std::function<QByteArray(const QString &name)> load;
        std::function<void(const QString &name, const QByteArray &layout)> save;
    };
    void setLayoutMemory(LayoutMemory memory);
    void addMenuAction(const QString &menu, QAction *action);
    // A strip above everything, for as long as the window lives.
    void setBanner(QWidget *banner);

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
    void resizeEvent(QResizeEvent *event) override;
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
    [[nodiscard]] static QString monitorSet();
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
    LayoutMemory m_layouts;
    QHash<QString, QMenu *> m_menus;
    Screen *m_current = nullptr;
    bool m_railByHand = false;
    bool m_threadByHand = false;
};

} // namespace wf::ui
