// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/trace.h"

#include <vector>

namespace wf::widgets {

// Which spans have a row, in order. The trace is flattened depth first; every span knows where its subtree ends, so
// that a closed one is jumped over. Opening and closing cost one pass over what is shown.
class SpanRows {
public:
    void setTrace(const signals::Trace &trace);

    [[nodiscard]] int count() const { return static_cast<int>(m_shown.size()); }
    [[nodiscard]] int spanAt(int row) const { return m_shown[static_cast<std::size_t>(row)]; }
    // -1 when it lies in a closed subtree.
    [[nodiscard]] int rowOf(int span) const { return m_rowOf[static_cast<std::size_t>(span)]; }
    // The span itself, or the nearest above it that has a row.
    [[nodiscard]] int shownFor(int span) const;
    // Spans below it.
    [[nodiscard]] int below(int span) const { return m_end[static_cast<std::size_t>(span)] - span - 1; }
    [[nodiscard]] bool isClosed(int span) const { return m_closed[static_cast<std::size_t>(span)]; }
    void setClosed(int span, bool closed);
    // Opens everything above the span.
    void reveal(int span);
    void openAll();
    // Closes all spans at this depth and deeper.
    void closeBelow(int depth);

private:
    void rebuild();
    const signals::Trace *m_trace = nullptr;
    std::vector<int> m_end; // one past the last span of the subtree
    std::vector<char> m_closed;
    std::vector<int> m_shown;
    std::vector<int> m_rowOf;
};

} // namespace wf::widgets
