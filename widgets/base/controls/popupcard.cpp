// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/controls/popupcard.h"

#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QPainter>
#include <QScreen>

#include <algorithm>

namespace wf::widgets {

namespace {

constexpr int side = 12;

} // namespace

PopupCard::PopupCard(int cardWidth, QWidget *parent) : QWidget(parent, Qt::Popup), m_cardWidth(cardWidth)
{
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(side, 10, side, 12);
}

int PopupCard::textWidth() const
{
    return m_cardWidth - 2 * side;
}

void PopupCard::popupAt(QPoint globalAt)
{
    setFixedWidth(m_cardWidth);
    adjustSize();
    const QRect room = (parentWidget() ? parentWidget() : this)->screen()->availableGeometry();
    move(std::clamp(globalAt.x(), room.left(), std::max(room.left(), room.right() - width())),
         std::clamp(globalAt.y(), room.top(), std::max(room.top(), room.bottom() - height())));
    show();
}

void PopupCard::popupBelow(const QWidget *anchor)
{
    popupAt(anchor->mapToGlobal(QPoint(anchor->width() - m_cardWidth, anchor->height() + 4)));
}

void PopupCard::paintEvent(QPaintEvent *)
{
    const Theme &t = Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.raised);
    p.setPen(t.line.strong);
    p.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace wf::widgets
