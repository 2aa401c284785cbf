// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/watchcontext.h"

#include <QTimer>
#include <QWidget>

namespace wf::widgets {
class Button;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// One sentence at the bottom of the content, 34 high, at most one action. Newest wins; history goes to the Health
// screen.
class MessageBar final : public QWidget {
    Q_OBJECT
public:
    explicit MessageBar(QWidget *parent = nullptr);
    void say(const WatchContext::Message &message);
    // Runs the action of the message that is shown (Ctrl+Z); false when there is none.
    bool runAction();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    WatchContext::Message m_message;
    widgets::PlainLabel *m_text;
    widgets::Button *m_action;
    QTimer m_leave;
};

} // namespace wf::ui
