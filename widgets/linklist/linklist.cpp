// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/linklist/linklist.h"

#include "models/base/untrusted.h"
#include "widgets/base/ground.h"
#include "widgets/base/icons.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace wf::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr int rowHeight = 28, headingHeight = 24, starWidth = 30, padding = 8;

} // namespace

LinkList::LinkList(QWidget *parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
}

void LinkList::setFigure(signals::LinkFigure figure)
{
    const QString chosen = m_current >= 0 ? m_figure.rows[static_cast<std::size_t>(m_current)].key : QString();
    m_figure = std::move(figure);
    m_current = m_hovered = -1;
    for (std::size_t i = 0; i < m_figure.rows.size() && !chosen.isEmpty(); ++i)
        if (m_figure.rows[i].key == chosen && m_current < 0)
            m_current = static_cast<int>(i);
    setAccessibleDescription(tr("Entries: %1").arg(m_figure.rows.size()));
    layOut();
}

void LinkList::layOut()
{
    m_tops.clear();
    int y = 0;
    QString heading;
    for (const auto &row : m_figure.rows) {
        if (row.heading != heading && !row.heading.isEmpty())
            y += headingHeight;
        heading = row.heading;
        m_tops.push_back(y);
        y += rowHeight;
    }
    verticalScrollBar()->setRange(0, std::max(0, y - viewport()->height()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(rowHeight);
    viewport()->update();
}

void LinkList::resizeEvent(QResizeEvent *)
{
    layOut();
}

QRect LinkList::rectOf(int row) const
{
    return {0, m_tops[static_cast<std::size_t>(row)] - verticalScrollBar()->value(), viewport()->width(), rowHeight};
}

QRect LinkList::starOf(int row) const
{
    const QRect where = rectOf(row);
    return {where.right() - starWidth + 1, where.top(), starWidth, rowHeight};
}

int LinkList::rowAt(QPoint at) const
{
    for (int i = 0; i < static_cast<int>(m_tops.size()); ++i)
        if (rectOf(i).contains(at))
            return i;
    return -1;
}

void LinkList::setCurrent(int row)
{
    if (m_figure.rows.empty())
        return;
    m_current = std::clamp(row, 0, static_cast<int>(m_figure.rows.size()) - 1);
    const auto &one = m_figure.rows[static_cast<std::size_t>(m_current)];
    setAccessibleDescription(base::visibleText(one.title, 200) + (one.isStarred ? tr(", starred") : QString()));
    const QRect where = rectOf(m_current);
    if (where.top() < 0)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + where.top());
    else if (where.bottom() > viewport()->height())
        verticalScrollBar()->setValue(verticalScrollBar()->value() + where.bottom() - viewport()->height());
    viewport()->update();
}

void LinkList::paintRow(QPainter &p, int row) const
{
    const Theme &t = Theme::of(this);
    const auto &one = m_figure.rows[static_cast<std::size_t>(row)];
    const QRectF where(rectOf(row));
    if (row == m_hovered)
        p.fillRect(where, t.surface.hover);
    if (row == m_current && hasFocus()) {
        p.setPen(QPen(t.line.focus, 2));
        p.setBrush(Qt::NoBrush);
        p.drawRect(where.adjusted(1, 1, -1, -1));
    }
    p.fillRect(QRectF(where.left(), where.bottom() - 1, where.width(), 1), t.line.subtle);
    QRectF words = where.adjusted(padding, 0, -starWidth, 0);
    const QString title = base::visibleText(one.title, 200);
    const QFont font = t.font(TextRole::Base);
    const int width = std::min(static_cast<int>(words.width()), QFontMetrics(font).horizontalAdvance(title) + 2);
    paintText(p, QRectF(words.left(), words.top(), width, words.height()), title, font,
              one.key.isEmpty() ? t.text.primary : t.text.link);
    double x = words.left() + width + 10;
    for (const QString &tag : one.tags) {
        const QString shown = base::visibleText(tag, 40);
        const int room = QFontMetrics(t.font(TextRole::Small)).horizontalAdvance(shown) + 16;
        if (x + room > words.right())
            break;
        x += paintChip(p, QPointF(x, where.center().y() - 9), shown, t.text.secondary, t.surface.pressed, t) + 4;
    }
    if (one.isStarred || (!one.key.isEmpty() && (row == m_hovered || (row == m_current && hasFocus()))))
        paintIcon(p, u"star"_s, QRectF(starOf(row)).adjusted(7, 6, -7, -6),
                  one.isStarred ? t.warning.mark : t.text.tertiary);
}

void LinkList::paintEvent(QPaintEvent *)
{
    const Theme &t = Theme::of(this);
    QPainter p(viewport());
    p.fillRect(viewport()->rect(), groundOf(this));
    QString heading;
    for (int i = 0; i < static_cast<int>(m_figure.rows.size()); ++i) {
        const auto &row = m_figure.rows[static_cast<std::size_t>(i)];
        const QRect where = rectOf(i);
        if (row.heading != heading && !row.heading.isEmpty())
            paintText(p, QRectF(padding, where.top() - headingHeight, where.width() - padding, headingHeight),
                      row.heading, t.font(TextRole::SmallStrong), t.text.secondary);
        heading = row.heading;
        if (where.bottom() >= 0 && where.top() <= viewport()->height())
            paintRow(p, i);
    }
}

void LinkList::mousePressEvent(QMouseEvent *event)
{
    const int row = event->button() == Qt::LeftButton ? rowAt(event->position().toPoint()) : -1;
    if (row < 0)
        return;
    setCurrent(row);
    const auto &one = m_figure.rows[static_cast<std::size_t>(row)];
    const QString key = one.key; // whoever is told may give us other rows
    if (key.isEmpty())
        return;
    if (starOf(row).contains(event->position().toPoint()))
        Q_EMIT starred(key, !one.isStarred);
    else
        Q_EMIT opened(key);
}

void LinkList::mouseMoveEvent(QMouseEvent *event)
{
    m_hovered = rowAt(event->position().toPoint());
    const bool isOpen = m_hovered >= 0 && !m_figure.rows[static_cast<std::size_t>(m_hovered)].key.isEmpty();
    viewport()->setCursor(isOpen ? Qt::PointingHandCursor : Qt::ArrowCursor);
    viewport()->update();
}

void LinkList::leaveEvent(QEvent *)
{
    m_hovered = -1;
    viewport()->update();
}

void LinkList::keyPressEvent(QKeyEvent *event)
{
    const bool isAny = m_current >= 0 && !m_figure.rows[static_cast<std::size_t>(m_current)].key.isEmpty();
    switch (event->key()) {
    case Qt::Key_Down:
        return setCurrent(m_current + 1);
    case Qt::Key_Up:
        return setCurrent(m_current - 1);
    case Qt::Key_Home:
        return setCurrent(0);
    case Qt::Key_End:
        return setCurrent(static_cast<int>(m_figure.rows.size()) - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (isAny)
            Q_EMIT opened(QString(m_figure.rows[static_cast<std::size_t>(m_current)].key));
        return;
    case Qt::Key_Space:
        if (isAny)
            Q_EMIT starred(QString(m_figure.rows[static_cast<std::size_t>(m_current)].key),
                           !m_figure.rows[static_cast<std::size_t>(m_current)].isStarred);
        return;
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

} // namespace wf::widgets
