// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/objectivestate.h"

#include <QWidget>

class QBoxLayout;

namespace wf::widgets {
class Button;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// What follows from a budget for changes: the advice, what stays allowed, and what somebody can decide about it.
class FreezePanel final : public QWidget {
    Q_OBJECT
public:
    explicit FreezePanel(QWidget *parent = nullptr);
    // `mayDecide`: there is a ledger to write decisions into; `isDecided`: somebody did.
    void setState(const engine::ObjectiveState &state, bool mayDecide, bool isDecided);

Q_SIGNALS:
    void freezeAsked();
    void liftAsked();
    void noticeAsked();
    void laterAsked();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showAllowed(const engine::ObjectiveState &state);

    engine::FreezeAdvice::Decision m_decision = engine::FreezeAdvice::Decision::Unknown;
    widgets::PlainLabel *m_head;
    widgets::PlainLabel *m_why;
    widgets::PlainLabel *m_allowedHead;
    widgets::PlainLabel *m_allowed;
    widgets::PlainLabel *m_spent;
    widgets::Button *m_freeze;
    widgets::Button *m_lift;
    widgets::Button *m_notice;
    widgets::Button *m_later;
};

} // namespace wf::ui
