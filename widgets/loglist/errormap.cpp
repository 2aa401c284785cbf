// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/loglist/errormap.h"

#include "widgets/base/theme.h"

#include <QMouseEvent>
#include <QPainter>

namespace wf::widgets {

ErrorMap::ErrorMap(QWidget *parent) : QWidget(parent)
{
    setFixedWidth(stripWidth);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("Errors in the whole result"));
}

void ErrorMap::setLines(signals::LogBuffer::Ptr lines)
{
    m_lines = std::move(lines);
    m_marks.clear();
    update();
}

void ErrorMap::setVisiblePart(std::size_t firstLine, std::size_t lastLine)
{
    if (m_first == firstLine && m_last == lastLine)
        return;
    m_first = firstLine;
    m_last = lastLine;
    update();
}

std::vector<bool> ErrorMap::marks(const signals::LogBuffer &lines, int height)
{
    const auto rows = static_cast<std::size_t>(std::max(0, height));
    std::vector<bool> out(rows, false);
    for (std::size_t y = 0; y < rows && !lines.isEmpty(); ++y) {
        const std::size_t from = y * lines.size() / rows;
        const std::size_t to = std::max(from + 1, (y + 1) * lines.size() / rows);
        out[y] = lines.errors(from, to) > 0;
    }
    return out;
}

void ErrorMap::paintEvent(QPaintEvent *)
{
    QPainter p(this);
    const Theme &theme = Theme::of(this);
    p.fillRect(rect(), theme.surface.panel);
    if (m_lines->isEmpty())
        return;
    if (static_cast<int>(m_marks.size()) != height())
        m_marks = marks(*m_lines, height());
    const auto y = [&](std::size_t line) {
        return static_cast<int>(line * static_cast<std::size_t>(height()) / m_lines->size());
    };
    p.fillRect(QRect(0, y(m_first), width(), std::max(2, y(m_last + 1) - y(m_first))), theme.surface.hover);
    const QColor color = theme.levelMark.at(static_cast<std::size_t>(signals::LogLevel::Error));
    // Two pixels a mark, or single errors of a long result are not seen.
    for (int row = 0; row < height(); ++row)
        if (m_marks[static_cast<std::size_t>(row)])
            p.fillRect(QRect(2, row, width() - 2, 2), color);
}

void ErrorMap::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_lines->isEmpty() || height() <= 0)
        return;
    const int y = std::clamp(static_cast<int>(event->position().y()), 0, height() - 1);
    const std::size_t line = static_cast<std::size_t>(y) * m_lines->size() / static_cast<std::size_t>(height());
    // The error that is marked there rather than its neighbour.
    const auto error = m_lines->nextError(line > 0 ? line - 1 : 0);
    const std::size_t reach = 3 * m_lines->size() / static_cast<std::size_t>(height()) + 1;
    Q_EMIT lineChosen(error && *error < line + reach ? *error : line);
}

} // namespace wf::widgets
