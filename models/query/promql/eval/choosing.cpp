// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/element/labelhash.h"
#include "models/query/promql/eval/evaluation_p.h"
#include "models/query/promql/eval/lines/grouping.h"
#include "models/query/promql/notes/messages.h"

#include <algorithm>
#include <cmath>
#include <limits>

// topk, bottomk, limitk, limit_ratio: they choose among the lines of each group, step by step.
namespace wf::query {

namespace {

using Op = AggregateOp;

// Up to k of a group's values, the least wanted on top.
class Heap {
public:
    explicit Heap(bool wantsLargest) : m_wantsLargest(wantsLargest) {}

    void offer(double value, std::size_t line, std::size_t k)
    {
        if (m_entries.size() < k) {
            m_entries.push_back({value, line});
            rise(m_entries.size() - 1);
        } else if (const double least = m_entries.front().value;
                   (m_wantsLargest ? least < value : least > value) || (std::isnan(least) && !std::isnan(value))) {
            m_entries.front() = {value, line};
            sink();
        }
    }
    // Best first.
    [[nodiscard]] std::vector<std::size_t> lines()
    {
        std::ranges::stable_sort(m_entries, [this](const Entry &a, const Entry &b) {
            if (std::isnan(a.value) || std::isnan(b.value))
                return std::isnan(b.value) && !std::isnan(a.value);
            return m_wantsLargest ? a.value > b.value : a.value < b.value;
        });
        std::vector<std::size_t> out;
        for (const Entry &entry : m_entries)
            out.push_back(entry.line);
        return out;
    }
    void clear() { m_entries.clear(); }

private:
    struct Entry {
        double value = 0;
        std::size_t line = 0;
    };
    [[nodiscard]] bool isLess(std::size_t a, std::size_t b) const
    {
        const double x = m_entries[a].value, y = m_entries[b].value;
        return std::isnan(x) || (m_wantsLargest ? x < y : x > y);
    }
    void rise(std::size_t at)
    {
        while (at > 0 && isLess(at, (at - 1) / 2)) {
            std::swap(m_entries[at], m_entries[(at - 1) / 2]);
            at = (at - 1) / 2;
        }
    }
    void sink()
    {
        for (std::size_t at = 0;;) {
            std::size_t child = 2 * at + 1;
            if (child >= m_entries.size())
                return;
            if (child + 1 < m_entries.size() && isLess(child + 1, child))
                ++child;
            if (!isLess(child, at))
                return;
            std::swap(m_entries[at], m_entries[child]);
            at = child;
        }
    }

    bool m_wantsLargest;
    std::vector<Entry> m_entries;
};

// Which lines are taken at a step, best first, the groups one after the other.
using Chosen = std::vector<std::size_t>;

class Chooser {
public:
    Chooser(const Lines &input, Grouping grouping, Op op, TextRange where, Annotations &annotations)
        : m_input(input),
          m_grouping(std::move(grouping)),
          m_op(op),
          m_where(where),
          m_annotations(annotations),
          m_heaps(m_grouping.labels.size(), Heap(op != Op::Bottomk)),
          m_firstSeen(m_grouping.labels.size())
    {
        if (op == Op::LimitRatio)
            for (const Line &line : input)
                m_offsets.push_back(labelOffset(line.labels));
    }

    Chosen at(std::size_t step, double param)
    {
        switch (m_op) {
        case Op::Topk:
        case Op::Bottomk:
            return best(step, countOf(param));
        case Op::Limitk:
            return first(step, countOf(param));
        default:
            return share(step, std::clamp(param, -1.0, 1.0));
        }
    }

private:
    [[nodiscard]] std::size_t countOf(double param) const
    {
        return param >= 1 ? std::min(static_cast<std::size_t>(param), m_input.size()) : 0;
    }
    Chosen best(std::size_t step, std::size_t k)
    {
        Chosen out;
        if (k == 0)
            return out;
        for (Heap &heap : m_heaps)
            heap.clear();
        for (std::size_t i = 0; i < m_input.size(); ++i) {
            if (m_input[i].histogram(step))
                m_annotations.inform(messages::histogramIgnoredIn(aggregateText(m_op)), m_where);
            else if (const double v = m_input[i].values[step]; !isAbsent(v))
                m_heaps[m_grouping.groupOf[i]].offer(v, i, k);
        }
        for (Heap &heap : m_heaps)
            for (const std::size_t line : heap.lines())
                out.push_back(line);
        return out;
    }
    Chosen first(std::size_t step, std::size_t k)
    {
        std::ranges::fill(m_firstSeen, 0);
        Chosen out;
        for (std::size_t i = 0; i < m_input.size(); ++i)
            if (m_input[i].has(step) && m_firstSeen[m_grouping.groupOf[i]]++ < k)
                out.push_back(i);
        return out;
    }
    Chosen share(std::size_t step, double ratio) const
    {
        Chosen out;
        for (std::size_t i = 0; i < m_input.size(); ++i) {
            const bool isIn = ratio >= 0 ? m_offsets[i] < ratio : m_offsets[i] >= 1 + ratio;
            if (isIn && m_input[i].has(step))
                out.push_back(i);
        }
        return out;
    }

    const Lines &m_input;
    Grouping m_grouping;
    Op m_op;
    TextRange m_where;
    Annotations &m_annotations;
    std::vector<Heap> m_heaps;
    std::vector<std::size_t> m_firstSeen;
    std::vector<double> m_offsets;
};

struct Extent {
    double least = std::numeric_limits<double>::infinity(), most = -std::numeric_limits<double>::infinity();
    bool hasNan = false;
};
Extent extentOf(const std::vector<double> &params)
{
    Extent e;
    for (const double v : params) {
        e.hasNan = e.hasNan || std::isnan(v);
        e.least = std::fmin(e.least, v);
        e.most = std::fmax(e.most, v);
    }
    return e;
}

std::string scalarError(const Extent &extent)
{
    constexpr double edge = 9223372036854775807.0;
    if (extent.hasNan)
        return "Parameter value is NaN";
    if (extent.least <= -edge)
        return "Scalar value " + goShort(extent.least) + " underflows int64";
    if (extent.most >= edge)
        return "Scalar value " + goShort(extent.most) + " overflows int64";
    return {};
}

} // namespace

Lines Evaluation::chosen(const Aggregate &aggregate, const Expr &expr, Lines input, const std::vector<double> &params,
                         const Grid &grid)
{
    const Extent extent = extentOf(params);
    if (aggregate.op == Op::LimitRatio) {
        if (!extent.hasNan && extent.most == 0 && extent.least == 0)
            return {};
        const TextRange where = withoutParens(*aggregate.param).range;
        const auto capped = [&](double v, const char *to) {
            m_annotations.warn("ratio value should be between -1 and 1, got " + goShort(v) + ", capping to " + to,
                               where);
        };
        if (extent.hasNan)
            fail("Ratio value is NaN");
        if (extent.most > 1)
            capped(extent.most, "1");
        if (extent.least < -1)
            capped(extent.least, "-1");
    } else {
        if (!extent.hasNan && extent.most < 1)
            return {};
        if (const std::string error = scalarError(extent); !error.empty())
            fail(error);
    }
    if (hasFailed())
        return {};
    Chooser chooser(input, groupLines(input, aggregate.grouping, aggregate.isWithout), aggregate.op, expr.range,
                    m_annotations);
    if (grid.isSingle()) {
        Lines out;
        for (const std::size_t line : chooser.at(0, params[0]))
            out.push_back(std::move(input[line]));
        return out;
    }
    Lines out;
    out.reserve(input.size());
    for (const Line &line : input)
        out.emplace_back(line.labels, line.dropsName, grid.count);
    for (std::size_t i = 0; i < grid.count; ++i)
        for (const std::size_t line : chooser.at(i, params[i]))
            out[line].copyStep(i, input[line]);
    std::erase_if(out, [](const Line &line) { return line.isEmpty(); });
    return out;
}

} // namespace wf::query
