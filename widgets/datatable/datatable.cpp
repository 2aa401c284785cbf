// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/datatable/datatable.h"

#include "models/base/untrusted.h"
#include "widgets/base/controls/focusring.h"
#include "widgets/base/ground.h"
#include "widgets/base/paint.h"
#include "widgets/base/theme.h"
#include "widgets/base/writtencolor.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wf::widgets {

using namespace Qt::StringLiterals;

namespace {

constexpr int rowHeight = 24, padding = 8, measured = 200, widest = 420;

Qt::Alignment alignmentOf(const signals::TableFigure::Column &column)
{
    using Column = signals::TableFigure::Column;
    switch (column.align) {
    case Column::Left:
        return Qt::AlignLeft;
    case Column::Middle:
        return Qt::AlignHCenter;
    case Column::Right:
        return Qt::AlignRight;
    case Column::ByKind:
        break;
    }
    return column.isNumber ? Qt::AlignRight : Qt::AlignLeft;
}

} // namespace

DataTable::DataTable(QWidget *parent) : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setAutoFillBackground(false);
    showFocusRing(*this);
}

void DataTable::setFigure(signals::TableFigure figure)
{
    m_figure = std::move(figure);
    if (m_sorted >= static_cast<int>(m_figure.columns.size()))
        m_sorted = -1;
    if (m_current.y() >= static_cast<int>(m_figure.rows.size()) ||
        m_current.x() >= static_cast<int>(m_figure.columns.size()))
        m_current = {-1, -1};
    if (m_sorted >= 0)
        sortBy(m_sorted, m_descending);
    setAccessibleDescription(tr("%1 rows, %2 columns").arg(m_figure.rows.size()).arg(m_figure.columns.size()));
    layoutColumns();
    viewport()->update();
}

QRect DataTable::cellRect(int row, int column) const
{
    const int x = std::accumulate(m_widths.begin(), m_widths.begin() + column, 0) - horizontalScrollBar()->value();
    return {x, (row + 1) * rowHeight - verticalScrollBar()->value(), m_widths[static_cast<std::size_t>(column)],
            rowHeight};
}

// From linked column to linked column.
void DataTable::moveCurrent(int rows, int columns)
{
    const int last = static_cast<int>(m_figure.columns.size()) - 1;
    const auto isLinked = [this](int c) { return m_figure.columns[static_cast<std::size_t>(c)].isLinked; };
    int column = std::max(0, m_current.x());
    const int step = columns == 0 ? 1 : columns;
    if (columns != 0)
        column += step;
    while (column >= 0 && column <= last && !isLinked(column))
        column += step;
    if (column < 0 || column > last)
        return;
    const int row = std::clamp(m_current.y() + rows, 0, static_cast<int>(m_figure.rows.size()) - 1);
    m_current = {column, row};
    const QRect cell = cellRect(row, column);
    if (cell.top() < rowHeight)
        verticalScrollBar()->setValue(row * rowHeight);
    else if (cell.bottom() > viewport()->height())
        verticalScrollBar()->setValue((row + 2) * rowHeight - viewport()->height());
    const auto &shown = m_figure.rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
    setAccessibleDescription(tr("Row %1, %2: %3")
                                 .arg(row + 1)
                                 .arg(base::visibleText(m_figure.columns[static_cast<std::size_t>(column)].title, 80),
                                      base::visibleText(shown.text, 200)));
    viewport()->update();
}

void DataTable::sortBy(int column, bool descending)
{
    m_sorted = column;
    m_descending = descending;
    const auto c = static_cast<std::size_t>(column);
    std::stable_sort(m_figure.rows.begin(), m_figure.rows.end(), [&](const auto &a, const auto &b) {
        const signals::TableCell &x = descending ? b[c] : a[c], &y = descending ? a[c] : b[c];
        const bool words = std::isnan(x.number) && std::isnan(y.number);
        return words ? x.text < y.text : std::isnan(x.number) ? true : x.number < y.number;
    });
    viewport()->update();
}

QString DataTable::allText() const
{
    QStringList lines, head;
    for (const auto &c : m_figure.columns)
        head << c.title;
    lines << head.join(u'\t');
    for (const auto &row : m_figure.rows) {
        QStringList cells;
        for (const signals::TableCell &cell : row)
            cells << QString(cell.text).replace(u'\t', u' ').replace(u'\n', u' ');
        lines << cells.join(u'\t');
    }
    return lines.join(u'\n');
}

// As wide as the words of the first rows; what is left is shared.
void DataTable::layoutColumns()
{
    const Theme &t = Theme::of(this);
    const QFontMetrics metrics(t.font(TextRole::Base)), head(t.font(TextRole::SmallStrong));
    m_widths.clear();
    for (std::size_t c = 0; c < m_figure.columns.size(); ++c) {
        int width = head.horizontalAdvance(base::visibleText(m_figure.columns[c].title, 80)) + 14;
        for (std::size_t r = 0; r < std::min<std::size_t>(measured, m_figure.rows.size()); ++r)
            width = std::max(width, metrics.horizontalAdvance(base::visibleText(m_figure.rows[r][c].text, 80)));
        m_widths.push_back(m_figure.columns[c].width > 0 ? m_figure.columns[c].width
                                                         : std::min(width + 2 * padding, widest));
    }
    const int sum = std::accumulate(m_widths.begin(), m_widths.end(), 0);
    const int room = viewport()->width();
    if (sum < room && !m_widths.empty())
        for (int &w : m_widths)
            w += (room - sum) / static_cast<int>(m_widths.size());
    horizontalScrollBar()->setRange(0, std::max(0, sum - room));
    horizontalScrollBar()->setPageStep(room);
    const int height = static_cast<int>(m_figure.rows.size()) * rowHeight;
    const int visible = std::max(1, viewport()->height() - rowHeight);
    verticalScrollBar()->setRange(0, std::max(0, height - visible));
    verticalScrollBar()->setPageStep(visible);
    verticalScrollBar()->setSingleStep(rowHeight);
}

void DataTable::resizeEvent(QResizeEvent *)
{
    layoutColumns();
}

void DataTable::paintEvent(QPaintEvent *)
{
    const Theme &t = Theme::of(this);
    QPainter p(viewport());
    p.fillRect(viewport()->rect(), groundOf(this));
    const int top = rowHeight - verticalScrollBar()->value() % rowHeight;
    const auto first = static_cast<std::size_t>(verticalScrollBar()->value() / rowHeight);
    const auto last =
        std::min(m_figure.rows.size(), first + static_cast<std::size_t>(viewport()->height() / rowHeight) + 2);
    int x = -horizontalScrollBar()->value();
    for (std::size_t c = 0; c < m_widths.size(); ++c) {
        const auto &column = m_figure.columns[c];
        const Qt::Alignment align = alignmentOf(column) | Qt::AlignVCenter;
        for (std::size_t r = first; r < last; ++r) {
            const signals::TableCell &cell = m_figure.rows[r][c];
            const QRectF where(x, top + static_cast<int>(r - first) * rowHeight, m_widths[c], rowHeight);
            const QColor color = writtenColor(cell.color, t, column.isLinked ? t.accent.text : t.text.primary);
            const bool filled = cell.filled && !cell.color.isEmpty() && color.alpha() > 0;
            if (filled)
                p.fillRect(where.adjusted(1, 1, -1, -1), color);
            p.fillRect(QRectF(where.left(), where.bottom() - 1, where.width(), 1), t.line.subtle);
            paintText(p, where.adjusted(padding, 0, -padding, 0), base::visibleText(cell.text, 400),
                      t.font(TextRole::Base), filled ? readableOn(color) : color, align);
        }
        const QRectF head(x, 0, m_widths[c], rowHeight);
        p.fillRect(head, t.surface.header);
        const bool sorted = m_sorted == static_cast<int>(c);
        const QString mark = !sorted ? QString() : m_descending ? u" \u2193"_s : u" \u2191"_s;
        paintText(p, head.adjusted(padding, 0, -padding, 0), base::visibleText(column.title, 200) + mark,
                  t.font(TextRole::SmallStrong), t.text.secondary, align);
        x += m_widths[c];
    }
    if (hasFocus() && m_current.y() >= 0) {
        p.setClipRect(viewport()->rect().adjusted(0, rowHeight, 0, 0));
        p.setPen(t.accent.base);
        p.drawRect(cellRect(m_current.y(), m_current.x()).adjusted(0, 0, -1, -2));
    }
}

void DataTable::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (event->pos().y() >= rowHeight) {
        const int row = (event->pos().y() - rowHeight + verticalScrollBar()->value()) / rowHeight;
        for (int c = 0; c < static_cast<int>(m_widths.size()) && row < static_cast<int>(m_figure.rows.size()); ++c)
            if (m_figure.columns[static_cast<std::size_t>(c)].isLinked && cellRect(row, c).contains(event->pos())) {
                m_current = {c, row};
                viewport()->update();
                Q_EMIT cellChosen(row, c);
                return;
            }
        return;
    }
    int x = -horizontalScrollBar()->value();
    for (std::size_t c = 0; c < m_widths.size(); ++c) {
        if (event->pos().x() >= x && event->pos().x() < x + m_widths[c])
            return sortBy(static_cast<int>(c), m_sorted == static_cast<int>(c) && !m_descending);
        x += m_widths[c];
    }
}

void DataTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        QGuiApplication::clipboard()->setText(allText());
    else if (std::ranges::none_of(m_figure.columns, &signals::TableFigure::Column::isLinked) || m_figure.rows.empty())
        QAbstractScrollArea::keyPressEvent(event);
    else if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up)
        moveCurrent(event->key() == Qt::Key_Down ? 1 : -1, 0);
    else if (event->key() == Qt::Key_Right || event->key() == Qt::Key_Left)
        moveCurrent(0, event->key() == Qt::Key_Right ? 1 : -1);
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_current.y() >= 0)
        Q_EMIT cellChosen(m_current.y(), m_current.x());
    else
        QAbstractScrollArea::keyPressEvent(event);
}

} // namespace wf::widgets
