// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/screen.h"
#include "ui/base/watchcontext.h"

#include <QPointer>
#include <QWidget>

namespace wf::ui {

class MessageBar;
class TopBar;

// One screen in a window of its own, for another monitor. It shares range, cross-hair, compare and selection with the
// window it came from. While the window cannot be seen, the screen asks nothing.
class ScreenWindow final : public QWidget {
    Q_OBJECT
public:
    ScreenWindow(Screen *screen, const QString &title, WatchContext &context);

    [[nodiscard]] Screen *screen() const { return m_screen; }
    [[nodiscard]] TopBar &topBar() const { return *m_top; }
    [[nodiscard]] MessageBar &messages() const { return *m_messages; }
    void present(); // in front, with the focus
    // The screen leaves; the window is empty then.
    [[nodiscard]] Screen *release();

Q_SIGNALS:
    void closed();
    void moved(); // or resized

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void moveEvent(QMoveEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void wake();

    QPointer<Screen> m_screen;
    TopBar *m_top;
    MessageBar *m_messages;
};

} // namespace wf::ui
