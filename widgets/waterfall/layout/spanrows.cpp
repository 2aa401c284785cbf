// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/waterfall/layout/spanrows.h"

#include <algorithm>

namespace wf::widgets {

void SpanRows::setTrace(const signals::Trace &trace)
{
    m_trace = &trace;
    const std::size_t n = trace.spans.size();
    m_closed.assign(n, 0);
    m_end.resize(n);
    for (std::size_t i = 0; i < n; ++i)
        m_end[i] = static_cast<int>(i) + 1;
    for (std::size_t i = n; i-- > 0;)
        if (const int up = trace.spans[i].parent; up >= 0)
            m_end[static_cast<std::size_t>(up)] = std::max(m_end[static_cast<std::size_t>(up)], m_end[i]);
    rebuild();
}

void SpanRows::rebuild()
{
    const int n = static_cast<int>(m_end.size());
    m_shown.clear();
    m_shown.reserve(m_end.size());
    m_rowOf.assign(m_end.size(), -1);
    for (int i = 0; i < n;) {
        const auto at = static_cast<std::size_t>(i);
        m_rowOf[at] = count();
        m_shown.push_back(i);
        i = m_closed[at] ? m_end[at] : i + 1;
    }
}

int SpanRows::shownFor(int span) const
{
    while (span >= 0 && rowOf(span) < 0)
        span = m_trace->spans[static_cast<std::size_t>(span)].parent;
    return span;
}

void SpanRows::setClosed(int span, bool closed)
{
    auto &state = m_closed[static_cast<std::size_t>(span)];
    if (static_cast<bool>(state) == closed || below(span) == 0)
        return;
    state = closed;
    rebuild();
}

void SpanRows::reveal(int span)
{
    bool any = false;
    for (int up = m_trace->spans[static_cast<std::size_t>(span)].parent; up >= 0;
         up = m_trace->spans[static_cast<std::size_t>(up)].parent) {
        any |= m_closed[static_cast<std::size_t>(up)] != 0;
        m_closed[static_cast<std::size_t>(up)] = 0;
    }
    if (any)
        rebuild();
}

void SpanRows::openAll()
{
    std::fill(m_closed.begin(), m_closed.end(), 0);
    rebuild();
}

void SpanRows::closeBelow(int depth)
{
    for (std::size_t i = 0; i < m_closed.size(); ++i)
        m_closed[i] = m_trace->depth[i] >= depth && m_end[i] > static_cast<int>(i) + 1;
    rebuild();
}

} // namespace wf::widgets
