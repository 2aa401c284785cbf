// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/eval/vectoraggregation.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace wf::query::logql {

namespace {

struct Group {
    base::Labels labels;
    std::vector<std::size_t> members; // columns
};

std::vector<Group> groupsOf(const Columns &columns, const std::optional<Grouping> &grouping)
{
    std::vector<Group> groups;
    std::unordered_map<base::Labels, std::size_t> numbers;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        auto labels = groupLabels(columns[i].labels, grouping);
        const auto [it, isNew] = numbers.try_emplace(labels, groups.size());
        if (isNew)
            groups.push_back({std::move(labels), {}});
        groups[it->second].members.push_back(i);
    }
    return groups;
}

// One group's value at one step, as its members come.
class Folding {
public:
    explicit Folding(VectorOp op) : m_op(op) {}
    void add(double value)
    {
        ++m_count;
        if (m_count == 1) {
            m_value = m_mean = value;
            return;
        }
        const double delta = value - m_mean;
        m_mean += delta / m_count;
        m_spread += delta * (value - m_mean);
        if (m_op == VectorOp::Sum)
            m_value += value;
        else if (m_op == VectorOp::Max && (m_value < value || std::isnan(m_value)))
            m_value = value;
        else if (m_op == VectorOp::Min && (m_value > value || std::isnan(m_value)))
            m_value = value;
    }
    [[nodiscard]] bool isEmpty() const { return m_count == 0; }
    [[nodiscard]] double result() const
    {
        switch (m_op) {
        case VectorOp::Avg:
            return m_mean;
        case VectorOp::Count:
            return m_count;
        case VectorOp::Stddev:
            return std::sqrt(m_spread / m_count);
        case VectorOp::Stdvar:
            return m_spread / m_count;
        default:
            return m_value;
        }
    }

private:
    VectorOp m_op;
    double m_count = 0;
    double m_value = 0;
    double m_mean = 0;
    double m_spread = 0;
};

Columns fold(VectorOp op, const Columns &columns, const std::vector<Group> &groups, std::size_t steps)
{
    Columns out;
    for (const auto &group : groups) {
        std::vector<Folding> foldings(steps, Folding(op));
        for (const auto member : group.members)
            for (std::size_t i = 0; i < steps; ++i)
                if (columns[member].has[i])
                    foldings[i].add(columns[member].values[i]);
        Column column(group.labels, steps);
        for (std::size_t i = 0; i < steps; ++i)
            if (!foldings[i].isEmpty())
                column.set(i, foldings[i].result());
        out.push_back(std::move(column));
    }
    return out;
}

void keepBest(Columns &columns, const Group &group, std::size_t step, std::size_t most, bool wantsLargest)
{
    std::vector<std::size_t> present;
    for (const auto member : group.members)
        if (columns[member].has[step])
            present.push_back(member);
    if (present.size() <= most)
        return;
    const auto isBetter = [&](std::size_t a, std::size_t b) {
        const double x = columns[a].values[step];
        const double y = columns[b].values[step];
        if (std::isnan(x) || std::isnan(y))
            return !std::isnan(x) && std::isnan(y);
        return x != y ? (wantsLargest ? x > y : x < y) : columns[a].labels < columns[b].labels;
    };
    std::ranges::nth_element(present, present.begin() + static_cast<std::ptrdiff_t>(most), isBetter);
    for (std::size_t i = most; i < present.size(); ++i)
        columns[present[i]].has[step] = 0;
}

} // namespace

base::Labels groupLabels(const base::Labels &labels, const std::optional<Grouping> &grouping)
{
    if (!grouping)
        return {};
    if (!grouping->isWithout)
        return labels.keeping(grouping->labels);
    std::vector<base::Labels::Pair> pairs;
    for (const auto &pair : labels)
        if (std::ranges::find(grouping->labels, pair.first) == grouping->labels.end())
            pairs.push_back(pair);
    return base::Labels(std::move(pairs));
}

Columns aggregate(const VectorAggregation &aggregation, Columns columns, std::size_t steps)
{
    if (aggregation.op == VectorOp::Sort || aggregation.op == VectorOp::SortDesc)
        return columns;
    const auto groups = groupsOf(columns, aggregation.grouping);
    if (aggregation.op != VectorOp::Topk && aggregation.op != VectorOp::Bottomk &&
        aggregation.op != VectorOp::ApproxTopk)
        return fold(aggregation.op, columns, groups, steps);
    const auto most = static_cast<std::size_t>(aggregation.parameter.value_or(0));
    for (const auto &group : groups)
        for (std::size_t i = 0; i < steps; ++i)
            keepBest(columns, group, i, most, aggregation.op != VectorOp::Bottomk);
    return columns;
}

} // namespace wf::query::logql
