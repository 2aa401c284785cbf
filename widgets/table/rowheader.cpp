// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/rowheader.h"

#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/icons.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"
#include "widgets/table/rowroles.h"

#include <QAbstractItemModel>
#include <QAction>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

namespace wf::widgets {

namespace {
constexpr int grabPx = 4;
}

void layoutColumns(std::vector<RowColumn> &columns, int width)
{
    int stretch = 0;
    int left = width;
    for (const auto &c : columns)
        if (!c.hidden) {
            stretch += c.stretch;
            left -= c.stretch > 0 ? c.minimum : c.width;
        }
    left = std::max(0, left);
    int x = 0;
    int given = 0;
    int share = 0;
    for (auto &c : columns) {
        c.left = x;
        c.shown = c.hidden ? 0 : c.width;
        if (!c.hidden && c.stretch > 0) {
            share += c.stretch;
            const int until = left * share / stretch; // no pixel is lost to rounding
            c.shown = c.minimum + until - given;
            given = until;
        }
        x += c.shown;
    }
}

RowHeader::RowHeader(QWidget *parent) : QWidget(parent)
{
    setMouseTracking(true);
    setAccessibleName(tr("Columns"));
}

void RowHeader::setModel(const QAbstractItemModel *model)
{
    m_model = model;
    update();
}

void RowHeader::setSort(int section, bool descending)
{
    m_section = section;
    m_descending = descending;
    update();
}

int RowHeader::sectionAt(int x) const
{
    for (std::size_t i = 0; i < m_columns->size(); ++i)
        if (const auto &c = m_columns->at(i); c.shown > 0 && x >= c.left && x < c.left + c.shown)
            return static_cast<int>(i);
    return -1;
}

int RowHeader::edgeAt(int x) const
{
    for (std::size_t i = 0; i < m_columns->size(); ++i)
        if (const auto &c = m_columns->at(i); c.shown > 0 && c.stretch == 0 && std::abs(x - c.left - c.shown) <= grabPx)
            return static_cast<int>(i);
    return -1;
}

void RowHeader::paintEvent(QPaintEvent *)
{
    QPainter p(this);
    const Theme &theme = Theme::of(this);
    p.fillRect(rect(), theme.surface.header);
    p.fillRect(QRectF(0, height() - 1, width(), 1), theme.line.panel);
    if (!m_model || !m_columns)
        return;
    for (std::size_t i = 0; i < m_columns->size(); ++i) {
        const auto &c = m_columns->at(i);
        if (c.shown == 0)
            continue;
        if (c.shown < 44 && static_cast<int>(i) != m_section)
            continue; // an icon column speaks for itself
        const int section = static_cast<int>(i);
        const bool sorted = section == m_section;
        const bool isAtEnd =
            m_model->headerData(section, Qt::Horizontal, CellKindRole).toInt() == static_cast<int>(CellKind::Number) ||
            m_model->headerData(section, Qt::Horizontal, EndRole).toBool();
        QRectF box(c.left + 8, 0, c.shown - 16, height() - 1);
        const QString text = c.shown < 44 ? QString() : m_model->headerData(section, Qt::Horizontal).toString();
        const QFont font = theme.font(TextRole::SmallStrong);
        if (sorted) {
            const double used = std::min(box.width() - 14, QFontMetricsF(font).horizontalAdvance(text));
            const double x = isAtEnd ? box.right() - 12 : box.left() + used + 4;
            paintIcon(p, m_descending ? QStringLiteral("sort-desc") : QStringLiteral("sort-asc"),
                      QRectF(x, box.center().y() - 6, 12, 12), theme.text.primary);
            if (isAtEnd)
                box.adjust(0, 0, -14, 0);
        }
        paintText(p, box, text, font, sorted ? theme.text.primary : theme.text.tertiary,
                  (isAtEnd ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
}

void RowHeader::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_columns)
        return;
    const int x = event->position().toPoint().x();
    m_dragged = edgeAt(x);
    if (m_dragged >= 0) {
        m_dragFrom = x;
        m_widthBefore = m_columns->at(static_cast<std::size_t>(m_dragged)).width;
        return;
    }
    const int section = sectionAt(x);
    if (section >= 0 && m_columns->at(static_cast<std::size_t>(section)).sortable)
        Q_EMIT sortRequested(section, section == m_section && !m_descending);
}

void RowHeader::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_columns)
        return;
    const int x = event->position().toPoint().x();
    if (m_dragged >= 0) {
        auto &c = m_columns->at(static_cast<std::size_t>(m_dragged));
        c.width = std::max(c.minimum, m_widthBefore + x - m_dragFrom);
        Q_EMIT columnsChanged();
        return;
    }
    setCursor(edgeAt(x) >= 0 ? Qt::SplitHCursor : Qt::ArrowCursor);
}

void RowHeader::mouseReleaseEvent(QMouseEvent *)
{
    m_dragged = -1;
}

void RowHeader::contextMenuEvent(QContextMenuEvent *event)
{
    if (!m_model || !m_columns)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (std::size_t i = 0; i < m_columns->size(); ++i) {
        QAction *action = menu->addAction(m_model->headerData(static_cast<int>(i), Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!m_columns->at(i).hidden);
        action->setEnabled(i != 0); // what a row is called stays
        connect(action, &QAction::toggled, this, [this, i](bool shown) {
            m_columns->at(i).hidden = !shown;
            Q_EMIT columnsChanged();
        });
    }
    menu->popup(event->globalPos());
}

} // namespace wf::widgets
