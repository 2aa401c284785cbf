// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/bars/messagebar.h"

#include "widgets/base/controls/controls.h"
#include "widgets/base/icons.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QPainter>

#include <utility>

namespace wf::ui {

MessageBar::MessageBar(QWidget *parent)
    : QWidget(parent),
      m_text(new widgets::PlainLabel({}, widgets::TextRole::Base, widgets::PlainLabel::Tone::Primary, this)),
      m_action(new widgets::Button({}, {}, {}, this))
{
    setFixedHeight(34);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(38, 3, 8, 3);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    auto *close = new widgets::IconButton(QStringLiteral("close"), tr("Close"), {}, this);
    row->addWidget(close);
    connect(close, &QAbstractButton::clicked, this, &MessageBar::leave);
    connect(m_action, &QAbstractButton::clicked, this, &MessageBar::runShown);
    m_leave.setSingleShot(true);
    connect(&m_leave, &QTimer::timeout, this, &MessageBar::leave);
    hide();
}

bool MessageBar::isUndo() const
{
    return m_message.action && m_message.actionText == tr("Undo");
}

void MessageBar::leave()
{
    m_leave.stop();
    hide();
    if (auto waiting = std::exchange(m_waiting, std::nullopt))
        say(*waiting);
}

void MessageBar::say(const WatchContext::Message &message)
{
    if (!message.action && isUndo() && m_leave.isActive()) {
        m_waiting = message;
        return;
    }
    m_message = message;
    if (isUndo()) {
        m_undo = message.action;
        m_undoUntil.setRemainingTime(undoMs);
    }
    m_text->setText(message.text);
    m_action->setVisible(!message.actionText.isEmpty());
    m_action->setText(message.actionText);
    m_action->setAccessibleName(message.actionText);
    m_action->updateGeometry();
    setAccessibleName(message.text);
    show();
    update();
    if (message.seconds > 0)
        m_leave.start(message.seconds * 1000);
    else
        m_leave.stop();
}

bool MessageBar::runAction()
{
    if (!m_undo || m_undoUntil.hasExpired())
        return runShown();
    const bool isShown = isUndo();
    if (isShown)
        m_message.action = nullptr;   // once
    std::exchange(m_undo, nullptr)(); // it says what became of it
    if (isShown && m_message.actionText == tr("Undo") && !m_message.action)
        leave();
    return true;
}

bool MessageBar::runShown()
{
    if (!isVisible() || !m_message.action)
        return false;
    if (isUndo())
        m_undo = nullptr; // once
    m_leave.stop();
    hide();
    std::exchange(m_message.action, nullptr)();
    if (!isVisible())
        leave();
    return true;
}

void MessageBar::paintEvent(QPaintEvent *)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.raised);
    p.fillRect(QRect(0, 0, width(), 1), t.line.panel);
    p.fillRect(QRect(0, 0, 3, height()), t.severity(m_message.severity).mark);
    widgets::paintSeverity(p, m_message.severity, QRectF(14, 10, 14, 14));
}

} // namespace wf::ui
