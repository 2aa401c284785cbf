// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/rowtable.h"

#include "widgets/base/controls/celldelegate.h"
#include "widgets/table/rowaccess.h"
#include "widgets/table/rowroles.h"

#include <QAbstractItemModel>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace wf::widgets {

RowTable::RowTable(QWidget *parent) : QAbstractScrollArea(parent), m_header(new RowHeader(this))
{
    installRowAccess();
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    m_header->setColumns(&m_columns);
    connect(m_header, &RowHeader::sortRequested, this, &RowTable::sortRequested);
    connect(m_header, &RowHeader::columnsChanged, this, [this] {
        layoutAll();
        Q_EMIT columnsChanged();
    });
}

RowTable::~RowTable() = default;

void RowTable::setModel(QAbstractItemModel *model, std::function<int(quint64)> rowOf)
{
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    m_rowOf = std::move(rowOf);
    m_header->setModel(model);
    const auto before = [this] { rememberPlace(); };
    const auto after = [this] { restorePlace(); };
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, before);
    connect(model, &QAbstractItemModel::modelReset, this, after);
    connect(model, &QAbstractItemModel::layoutAboutToBeChanged, this, before);
    connect(model, &QAbstractItemModel::layoutChanged, this, after);
    connect(model, &QAbstractItemModel::rowsAboutToBeInserted, this, before);
    connect(model, &QAbstractItemModel::rowsInserted, this, after);
    connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this, before);
    connect(model, &QAbstractItemModel::rowsRemoved, this, after);
    connect(model, &QAbstractItemModel::dataChanged, this, [this] {
        m_mixedLines ? layoutAll() : viewport()->update(); // a row of one line may have become one of two
    });
    layoutAll();
}

void RowTable::setColumns(std::vector<RowColumn> columns)
{
    m_columns = std::move(columns);
    layoutAll();
}

int RowTable::rows() const
{
    return m_model ? m_model->rowCount() : 0;
}

void RowTable::setTwoLines(bool twoLines)
{
    m_twoLines = twoLines;
    layoutAll();
}

int RowTable::rowHeight() const
{
    constexpr int secondLine = 16;
    return Theme::of(this).rowHeight + (m_twoLines ? secondLine : 0);
}

void RowTable::setMixedLines(bool mixedLines)
{
    m_mixedLines = mixedLines;
    layoutAll();
}

int RowTable::topOf(int row) const
{
    if (m_tops.empty())
        return row * rowHeight();
    return m_tops[static_cast<std::size_t>(std::clamp(row, 0, static_cast<int>(m_tops.size()) - 1))];
}

int RowTable::rowFrom(int y) const
{
    if (m_tops.empty())
        return std::max(0, y) / rowHeight();
    const auto next = std::upper_bound(m_tops.begin(), m_tops.end(), std::max(0, y));
    return static_cast<int>(next - m_tops.begin()) - 1;
}

quint64 RowTable::keyAt(int row) const
{
    return m_model->index(row, 0).data(RowKeyRole).toULongLong();
}

int RowTable::rowOf(quint64 key) const
{
    if (m_rowOf)
        return m_rowOf(key);
    for (int row = 0; row < rows(); ++row)
        if (keyAt(row) == key)
            return row;
    return -1;
}

// Keeps the row at the top edge where it is, unless the list stands at its very top: then what is new shows.
void RowTable::rememberPlace()
{
    const int value = verticalScrollBar()->value();
    m_placeOffset = -1;
    if (value == 0 || rows() == 0)
        return;
    const int row = std::min(rowFrom(value), rows() - 1);
    m_placeKey = keyAt(row);
    m_placeOffset = value - topOf(row);
}

void RowTable::restorePlace()
{
    m_hovered = -1;
    layoutAll();
    if (m_placeOffset >= 0)
        if (const int row = rowOf(m_placeKey); row >= 0)
            verticalScrollBar()->setValue(topOf(row) + m_placeOffset);
    viewport()->update();
}

void RowTable::layoutAll()
{
    const Theme &theme = Theme::of(this);
    setViewportMargins(0, theme.headerHeight, 0, 0);
    const int width = viewport()->width();
    m_header->setGeometry(0, 0, this->width(), theme.headerHeight);
    layoutColumns(m_columns, width);
    m_painted.clear();
    for (std::size_t i = 0; i < m_columns.size(); ++i)
        if (m_columns[i].shown > 0 && m_model) {
            const int section = static_cast<int>(i);
            m_painted.push_back({m_columns[i].left, m_columns[i].shown,
                                 m_model->headerData(section, Qt::Horizontal, CellKindRole).toInt(), section,
                                 m_model->headerData(section, Qt::Horizontal, LeadRole).toBool(),
                                 m_model->headerData(section, Qt::Horizontal, EndRole).toBool()});
        }
    m_tops.clear();
    if (m_mixedLines && m_model) {
        m_tops.reserve(static_cast<std::size_t>(rows()) + 1);
        m_tops.push_back(0);
        for (int row = 0; row < rows(); ++row)
            m_tops.push_back(m_tops.back() + (m_model->index(row, 0).data(OneLineRole).toBool()
                                                  ? Theme::of(this).rowHeight
                                                  : rowHeight()));
    }
    const int page = viewport()->height();
    verticalScrollBar()->setRange(0, std::max(0, topOf(rows()) - page));
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setSingleStep(rowHeight());
    m_header->update();
    viewport()->update();
}

QRect RowTable::rowRect(int row) const
{
    return {0, topOf(row) - verticalScrollBar()->value(), viewport()->width(), heightOf(row)};
}

int RowTable::rowAt(const QPoint &viewportPoint) const
{
    const int row = rowFrom(viewportPoint.y() + verticalScrollBar()->value());
    return viewportPoint.y() >= 0 && row < rows() ? row : -1;
}

void RowTable::paintEvent(QPaintEvent *event)
{
    QPainter p(viewport());
    const Theme &theme = Theme::of(this);
    p.fillRect(event->rect(), theme.surface.panel);
    const int top = verticalScrollBar()->value();
    const int first = rowFrom(top + event->rect().top());
    const int last = std::min(rows() - 1, rowFrom(top + event->rect().bottom()));
    for (int row = first; row <= last; ++row) {
        const quint64 key = keyAt(row);
        const RowPainter::State state{m_selection.contains(key),
                                      m_selection.hasCurrent() && m_selection.current() == key, row == m_hovered,
                                      hasFocus()};
        m_painter.paintRow(p, *m_model, row, rowRect(row), m_painted, state, theme);
    }
    if (m_waiting > 0) {
        const QRect note = noteRect();
        p.setRenderHint(QPainter::Antialiasing);
        p.setPen(theme.accent.base);
        p.setBrush(theme.accent.tint);
        p.drawRoundedRect(QRectF(note).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        p.setFont(theme.font(TextRole::Small));
        p.setPen(theme.accent.text);
        p.drawText(note, Qt::AlignCenter, tr("%n new, press Home", nullptr, m_waiting));
    }
}

QRect RowTable::noteRect() const
{
    const QFontMetrics metrics(Theme::of(this).font(TextRole::Small));
    const int width = metrics.horizontalAdvance(tr("%n new, press Home", nullptr, m_waiting)) + 24;
    return {(viewport()->width() - width) / 2, 8, width, 24};
}

void RowTable::resizeEvent(QResizeEvent *)
{
    layoutAll();
}

void RowTable::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange ||
        event->type() == QEvent::FontChange) {
        m_painter.clear();
        layoutAll();
    }
}

void RowTable::scrollContentsBy(int, int)
{
    viewport()->update();
}

void RowTable::setWaiting(int count)
{
    if (count == m_waiting)
        return;
    m_waiting = count;
    viewport()->update();
}

void RowTable::refreshHeld()
{
    const bool held = m_mouseInside || hasFocus();
    if (held == m_held)
        return;
    m_held = held;
    Q_EMIT heldChanged(held);
}

} // namespace wf::widgets
