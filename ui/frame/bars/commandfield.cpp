// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/bars/commandfield.h"

#include "widgets/base/icons.h"
#include "widgets/base/paint.h"

#include <QKeyEvent>
#include <QPainter>

namespace wf::ui {

CommandField::CommandField(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setAccessibleName(tr("Go to or run"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setMaximumWidth(220);
    setMinimumWidth(130);
}

QSize CommandField::sizeHint() const
{
    return {190, widgets::Theme::of(this).controlHeight};
}

void CommandField::paintEvent(QPaintEvent *)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(this);
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(QPen(hasFocus() ? t.line.focus : underMouse() ? t.line.control : t.line.strong, hasFocus() ? 2 : 1));
    p.setBrush(t.surface.input);
    p.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    widgets::paintIcon(p, QStringLiteral("search"), QRectF(9, height() / 2.0 - 8, 16, 16), t.text.tertiary);
    const QFont micro = t.font(widgets::TextRole::Micro);
    const QString key = QStringLiteral("Ctrl K");
    const double w = QFontMetricsF(micro).horizontalAdvance(key) + 10;
    const QRectF hint(width() - w - 6, height() / 2.0 - 8.5, w, 17);
    p.setPen(t.line.strong);
    p.setBrush(Qt::NoBrush);
    p.drawRoundedRect(hint.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
    widgets::paintText(p, hint, key, micro, t.text.tertiary, Qt::AlignCenter, Qt::ElideNone);
    widgets::paintText(p, QRectF(31, 0, hint.left() - 36, height()), tr("Go to or run"),
                       t.font(widgets::TextRole::Base), t.text.tertiary);
}

void CommandField::mousePressEvent(QMouseEvent *)
{
    Q_EMIT clicked();
}

void CommandField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        Q_EMIT clicked();
    else
        QWidget::keyPressEvent(event);
}

} // namespace wf::ui
