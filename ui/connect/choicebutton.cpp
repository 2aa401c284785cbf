// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connect/choicebutton.h"

#include "widgets/base/icons.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QPainter>

namespace wf::ui {

using widgets::TextRole;
using widgets::Theme;

namespace {

constexpr int padding = 14;
constexpr int glyphSize = 20;
constexpr int textLeft = padding + glyphSize + 14;
constexpr int titleHeight = 20;
constexpr int hintWidth = 58;

} // namespace

ChoiceButton::ChoiceButton(const QString &icon, const QString &title, const QString &detail, const QString &keyHint,
                           QWidget *parent)
    : QAbstractButton(parent), m_iconName(icon), m_detail(detail), m_keyHint(keyHint)
{
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(detail);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QSize ChoiceButton::sizeHint() const
{
    return {520, heightForWidth(520)};
}

QRect ChoiceButton::detailRect(int width) const
{
    const QFontMetrics metrics(Theme::of(this).font(TextRole::Base));
    const QRect space(textLeft, padding + titleHeight + 2, width - textLeft - padding - hintWidth, 400);
    return metrics.boundingRect(space, Qt::TextWordWrap, m_detail);
}

int ChoiceButton::heightForWidth(int width) const
{
    return detailRect(width).bottom() + padding;
}

void ChoiceButton::paintEvent(QPaintEvent *)
{
    const Theme &t = Theme::of(this);
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    const bool isHot = underMouse() || isDown();
    p.setPen(QPen(hasFocus() ? t.line.focus : t.line.strong, 1));
    p.setBrush(isDown() ? t.surface.selected : isHot ? t.surface.hover : t.surface.input);
    p.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    if (hasFocus()) {
        p.setBrush(Qt::NoBrush);
        p.drawRoundedRect(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5), 3, 3);
    }
    widgets::paintIcon(p, m_iconName, QRectF(padding, padding, glyphSize, glyphSize), t.accent.text);
    const QRectF title(textLeft, padding, width() - textLeft - padding - hintWidth, titleHeight);
    widgets::paintText(p, title, text(), t.font(TextRole::Strong), t.text.primary);
    p.setFont(t.font(TextRole::Base));
    p.setPen(t.text.secondary);
    p.drawText(detailRect(width()), Qt::TextWordWrap, m_detail);
    widgets::paintText(p, QRectF(width() - hintWidth - padding, padding, hintWidth, titleHeight), m_keyHint,
                       t.font(TextRole::Small), t.text.tertiary, Qt::AlignRight | Qt::AlignVCenter);
}

void ChoiceButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void ChoiceButton::enterEvent(QEnterEvent *event)
{
    update();
    QAbstractButton::enterEvent(event);
}

void ChoiceButton::leaveEvent(QEvent *event)
{
    update();
    QAbstractButton::leaveEvent(event);
}

} // namespace wf::ui
