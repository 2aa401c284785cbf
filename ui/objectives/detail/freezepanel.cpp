// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/objectives/detail/freezepanel.h"

#include "models/base/duration.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/icons.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QPainter>

namespace wf::ui {

using engine::FreezeAdvice;
using widgets::PlainLabel;
using widgets::TextRole;

FreezePanel::FreezePanel(QWidget *parent)
    : QWidget(parent),
      m_head(new PlainLabel({}, TextRole::Strong)),
      m_why(new PlainLabel({}, TextRole::Base, PlainLabel::Tone::Secondary)),
      m_allowedHead(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Tertiary)),
      m_allowed(new PlainLabel({}, TextRole::Base)),
      m_spent(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Secondary)),
      m_freeze(new widgets::Button(tr("Record freeze"), QStringLiteral("freeze"))),
      m_lift(new widgets::Button(tr("Lift freeze"))),
      m_notice(new widgets::Button(tr("Copy notice"), QStringLiteral("copy"))),
      m_later(new widgets::Button(tr("Later")))
{
    m_freeze->setPrimary(true);
    for (auto *label : {m_why, m_allowed, m_spent})
        label->setWrap(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (auto *button : {m_freeze, m_lift, m_notice, m_later})
        buttons->addWidget(button);
    buttons->addStretch(1);
    auto *left = new QVBoxLayout;
    left->setSpacing(4);
    left->addWidget(m_head);
    left->addWidget(m_why);
    left->addSpacing(6);
    left->addLayout(buttons);
    left->addStretch(1);
    auto *right = new QVBoxLayout;
    right->setSpacing(4);
    right->addWidget(m_allowedHead);
    right->addWidget(m_allowed);
    right->addWidget(m_spent);
    right->addStretch(1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(44, 12, 16, 10);
    row->setSpacing(24);
    row->addLayout(left, 3);
    row->addLayout(right, 2);
    setAccessibleName(tr("Advice about changes"));
    connect(m_freeze, &QPushButton::clicked, this, &FreezePanel::freezeAsked);
    connect(m_lift, &QPushButton::clicked, this, &FreezePanel::liftAsked);
    connect(m_notice, &QPushButton::clicked, this, &FreezePanel::noticeAsked);
    connect(m_later, &QPushButton::clicked, this, &FreezePanel::laterAsked);
}

void FreezePanel::setState(const engine::ObjectiveState &state, bool mayDecide, bool isDecided)
{
    m_decision = state.freeze.decision;
    const QString of = state.objective.service.isEmpty() ? state.title() : state.objective.service;
    switch (m_decision) {
    case FreezeAdvice::Decision::Go:
        m_head->setText(tr("Changes to %1 may go out").arg(of));
        break;
    case FreezeAdvice::Decision::Alert:
        m_head->setText(tr("Changes to %1 need care").arg(of));
        break;
    case FreezeAdvice::Decision::Throttle:
        m_head->setText(tr("One change to %1 at a time").arg(of));
        break;
    case FreezeAdvice::Decision::Freeze:
        m_head->setText(tr("Freeze changes to %1").arg(of));
        break;
    case FreezeAdvice::Decision::Unknown:
        m_head->setText(tr("Nobody can say whether changes to %1 may go out").arg(of));
        break;
    }
    QString why = state.freeze.reason;
    if (state.report.recoveredInNs && *state.report.recoveredInNs > 0)
        why += tr(" It comes back in %1 when nothing more fails.")
                   .arg(base::humanDuration(*state.report.recoveredInNs / base::nsPerHour * base::nsPerHour));
    m_why->setText(why);
    showAllowed(state);
    const bool isFrozen = m_decision == FreezeAdvice::Decision::Freeze;
    m_freeze->setVisible(m_decision != FreezeAdvice::Decision::Go && !isDecided);
    m_freeze->setEnabled(mayDecide);
    m_lift->setVisible(isFrozen && isDecided);
    m_lift->setEnabled(mayDecide);
    m_later->setVisible(isFrozen && !isDecided);
    m_later->setEnabled(mayDecide);
    update();
}

void FreezePanel::showAllowed(const engine::ObjectiveState &state)
{
    m_allowedHead->setText(m_decision == FreezeAdvice::Decision::Freeze ? tr("While frozen, allowed:")
                                                                        : tr("Allowed:"));
    QString allowed = state.freeze.allowed;
    if (!allowed.isEmpty())
        allowed[0] = allowed[0].toUpper();
    m_allowed->setText(allowed);
    QStringList spent;
    for (auto one = state.spent.incidents.rbegin(); one != state.spent.incidents.rend() && spent.size() < 3; ++one)
        spent << tr("%1 used %2 points").arg(one->incident.title, QString::number(one->points, 'f', 1));
    m_spent->setText(spent.join(QStringLiteral("; ")));
}

void FreezePanel::paintEvent(QPaintEvent *)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.panel);
    p.fillRect(QRect(0, 0, width(), 1), t.line.panel);
    const bool isFrozen = m_decision == FreezeAdvice::Decision::Freeze;
    const bool isCareful =
        m_decision == FreezeAdvice::Decision::Throttle || m_decision == FreezeAdvice::Decision::Alert;
    const QColor mark = isFrozen ? t.critical.mark : isCareful ? t.warning.mark : t.line.strong;
    if (isFrozen || isCareful)
        p.fillRect(QRect(0, 0, 3, height()), mark);
    widgets::paintIcon(p, isFrozen || isCareful ? QStringLiteral("freeze") : QStringLiteral("deploy"),
                       QRectF(16, 13, 16, 16),
                       isFrozen    ? t.critical.fg
                       : isCareful ? t.warning.fg
                                   : t.text.tertiary);
}

} // namespace wf::ui
