// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/watchcontext.h"

#include <QDeadlineTimer>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>

namespace wf::widgets {
class Button;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// One sentence at the bottom of the content, 34 high, at most one action. Newest wins; history goes to the Health
// screen. A sentence that can be undone stands its time: the last one without an action that is said meanwhile waits
// for it. What can be undone stays so for two minutes, whatever is said.
class MessageBar final : public QWidget {
    Q_OBJECT
public:
    explicit MessageBar(QWidget *parent = nullptr);
    void say(const WatchContext::Message &message);
    // Undoes what was told last that can be undone, else runs the action of the message that is shown (Ctrl+Z); false
    // when there is none.
    bool runAction();
    static constexpr int undoMs = 120'000;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool runShown();
    [[nodiscard]] bool isUndo() const; // what is shown, or was last
    void leave();

    WatchContext::Message m_message;
    std::optional<WatchContext::Message> m_waiting;
    std::function<void()> m_undo; // empty: nothing can be undone
    QDeadlineTimer m_undoUntil;
    widgets::PlainLabel *m_text;
    widgets::Button *m_action;
    QTimer m_leave;
};

} // namespace wf::ui
