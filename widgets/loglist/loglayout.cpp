// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/loglist/loglayout.h"

#include <algorithm>

namespace wf::widgets {

void LogLayout::setLines(const signals::LogBuffer &lines, const std::vector<signals::LogBreak> &marks)
{
    m_lines = lines.size();
    m_markLines.clear();
    for (const auto &mark : marks)
        m_markLines.push_back(lines.lowerBound(mark.where.endNs));
    m_expanded.reset();
}

void LogLayout::setExpanded(std::optional<std::size_t> line, int extra)
{
    m_expanded = line;
    m_extra = extra;
}

LogLayout::Row LogLayout::at(std::size_t row) const
{
    // Mark k stands in row m_markLines[k] + k.
    std::size_t low = 0;
    std::size_t high = m_markLines.size();
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (m_markLines[middle] + middle < row)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < m_markLines.size() && m_markLines[low] + low == row)
        return {std::nullopt, low};
    return {row - low, std::nullopt};
}

std::size_t LogLayout::rowOfLine(std::size_t line) const
{
    return line + static_cast<std::size_t>(std::upper_bound(m_markLines.begin(), m_markLines.end(), line) -
                                           m_markLines.begin());
}

qint64 LogLayout::top(std::size_t row) const
{
    const qint64 y = static_cast<qint64>(row) * m_rowHeight;
    return m_expanded && row > rowOfLine(*m_expanded) ? y + m_extra : y;
}

qint64 LogLayout::height() const
{
    return static_cast<qint64>(rows()) * m_rowHeight + extra();
}

std::size_t LogLayout::rowAt(qint64 y) const
{
    if (rows() == 0)
        return 0;
    y = std::clamp<qint64>(y, 0, height() - 1);
    if (m_expanded) {
        const auto expanded = rowOfLine(*m_expanded);
        const qint64 below = static_cast<qint64>(expanded + 1) * m_rowHeight;
        if (y >= below)
            return y < below + m_extra ? expanded : static_cast<std::size_t>((y - m_extra) / m_rowHeight);
    }
    return static_cast<std::size_t>(y / m_rowHeight);
}

} // namespace wf::widgets
