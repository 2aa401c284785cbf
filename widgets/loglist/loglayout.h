// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/logbuffer.h"

#include <optional>

namespace wf::widgets {

// Which row shows what, and where: lines and marks in one order, all rows equally high but for one that is expanded.
// Plain numbers; nothing in it grows with the lines.
class LogLayout {
public:
    struct Row {
        std::optional<std::size_t> line; // into the buffer
        std::optional<std::size_t> mark; // into the marks
    };
    void setLines(const signals::LogBuffer &lines, const std::vector<signals::LogBreak> &marks);
    void setRowHeight(int height) { m_rowHeight = height; }
    [[nodiscard]] int rowHeight() const { return m_rowHeight; }
    // What stands below the row of this line when expanded, in pixels.
    void setExpanded(std::optional<std::size_t> line, int extra);
    [[nodiscard]] std::optional<std::size_t> expanded() const { return m_expanded; }
    [[nodiscard]] int extra() const { return m_expanded ? m_extra : 0; }

    [[nodiscard]] std::size_t rows() const { return m_lines + m_markLines.size(); }
    [[nodiscard]] Row at(std::size_t row) const;
    [[nodiscard]] std::size_t rowOfLine(std::size_t line) const;
    [[nodiscard]] qint64 top(std::size_t row) const; // y of a row, from the top of the first
    [[nodiscard]] qint64 height() const;
    [[nodiscard]] std::size_t rowAt(qint64 y) const; // clamped; 0 when empty

private:
    std::size_t m_lines = 0;
    std::vector<std::size_t> m_markLines; // the line each mark stands before, ascending
    int m_rowHeight = 22;
    std::optional<std::size_t> m_expanded;
    int m_extra = 0;
};

} // namespace wf::widgets
