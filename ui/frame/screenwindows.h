// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/frame/screenwindow.h"
#include "ui/frame/windowlayout.h"

#include <memory>
#include <vector>

namespace wf::ui {

// All screens that are in windows of their own. Closing such a window, or the console's, keeps the screen.
class ScreenWindows final : public QObject {
    Q_OBJECT
public:
    // Their top bars show what `like` shows.
    ScreenWindows(WatchContext &context, const TopBar &like, QObject *parent = nullptr);
    ~ScreenWindows() override;

    // Takes the screen; `shared` are the console's own actions, whose keys work there too.
    ScreenWindow &open(Screen *screen, const QString &title, const QList<QAction *> &shared);
    [[nodiscard]] ScreenWindow *of(const QString &key) const; // null: where it belongs
    [[nodiscard]] ScreenWindow *active() const;               // null: none of these has the focus
    // The screen goes back; nothing happens when it is not away.
    void bringBack(const QString &key);
    void setVisible(bool visible); // with the console's window
    [[nodiscard]] std::vector<WindowLayout::Own> layout() const;

Q_SIGNALS:
    void cameBack(wf::ui::Screen *screen); // without a parent: whoever hears it takes it
    void changed();                        // opened, moved or closed
    void paletteRequested();
    void healthRequested();

private:
    WatchContext &m_context;
    const TopBar &m_like;
    std::vector<std::unique_ptr<ScreenWindow>> m_windows;
    bool m_isVisible = false; // as the console's window
};

} // namespace wf::ui
