// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/criticalpath/criticalpath.h"

#include "models/analysis/criticalpath/spanfacts.h"

#include <algorithm>

namespace wf::analysis {

namespace {

struct Interval {
    qint64 start = 0;
    qint64 end = 0;
};

// The children that count of every span, as one array: those of span i lie in [first[i], first[i + 1]), last to end
// first.
struct Children {
    std::vector<Interval> cut; // parallel to the spans
    std::vector<std::size_t> first;
    std::vector<int> order;
};

Children childrenOf(const signals::Trace &trace)
{
    const std::size_t n = trace.spans.size();
    Children c;
    c.cut.resize(n);
    c.first.assign(n + 1, 0);
    std::vector<char> alive(n, 0);
    for (std::size_t i = 0; i < n; ++i) {
        const auto &span = trace.spans[i];
        c.cut[i] = {span.startNs, span.endNs()};
        if (span.parent < 0) {
            alive[i] = i == 0;
            continue;
        }
        const auto up = static_cast<std::size_t>(span.parent);
        const Interval above = c.cut[up];
        if (!alive[up] || c.cut[i].start >= above.end || c.cut[i].end <= above.start || onlyFollows(trace, span))
            continue;
        alive[i] = 1;
        c.cut[i] = {std::max(c.cut[i].start, above.start), std::min(c.cut[i].end, above.end)};
        ++c.first[up + 1];
    }
    for (std::size_t i = 0; i < n; ++i)
        c.first[i + 1] += c.first[i];
    c.order.resize(c.first[n]);
    auto next = c.first;
    for (std::size_t i = 1; i < n; ++i)
        if (alive[i] && trace.spans[i].parent >= 0)
            c.order[next[static_cast<std::size_t>(trace.spans[i].parent)]++] = static_cast<int>(i);
    for (std::size_t i = 0; i < n; ++i)
        std::stable_sort(c.order.begin() + static_cast<std::ptrdiff_t>(c.first[i]),
                         c.order.begin() + static_cast<std::ptrdiff_t>(c.first[i + 1]), [&](int a, int b) {
                             return c.cut[static_cast<std::size_t>(a)].end > c.cut[static_cast<std::size_t>(b)].end;
                         });
    return c;
}

} // namespace

std::vector<PathSection> criticalPath(const signals::Trace &trace)
{
    std::vector<PathSection> sections; // backwards while walking
    if (trace.spans.empty())
        return sections;
    auto children = childrenOf(trace);
    const auto limit = children.first;
    auto &next =
        children.first; // the next child to look at; what ended too late once stays too late, the point only moves back
    const auto add = [&sections](int span, qint64 from, qint64 to) {
        if (to <= from)
            return;
        if (!sections.empty() && sections.back().span == span && sections.back().startNs == to)
            sections.back().startNs = from;
        else
            sections.push_back({span, from, to});
    };
    struct Step {
        int span;
        qint64 point;
    };
    std::vector<Step> stack{{0, children.cut[0].end}};
    while (!stack.empty()) {
        const Step step = stack.back();
        stack.pop_back();
        const auto at = static_cast<std::size_t>(step.span);
        while (next[at] < limit[at + 1]) {
            const Interval child = children.cut[static_cast<std::size_t>(children.order[next[at]])];
            if (child.end <= step.point && child.start < step.point)
                break;
            ++next[at];
        }
        if (next[at] == limit[at + 1]) {
            add(step.span, children.cut[at].start, step.point);
            continue;
        }
        const int child = children.order[next[at]++];
        const Interval cut = children.cut[static_cast<std::size_t>(child)];
        add(step.span, cut.end, step.point);
        stack.push_back({step.span, cut.start});
        stack.push_back({child, cut.end});
    }
    std::reverse(sections.begin(), sections.end());
    return sections;
}

} // namespace wf::analysis
