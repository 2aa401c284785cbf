// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/shapes/isolationforest.h"

#include "models/analysis/numbers/random.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wf::analysis {

namespace {

struct Part { // rows[from, to) belong to a node
    std::size_t node, from, to, depth;
};

// Where the rows [from, to) part at random by one feature: the first of the right side, and the value. `from` again
// when they are equal there.
std::pair<std::size_t, double> parted(std::span<const std::vector<double>> rows, std::vector<std::size_t> &order,
                                      const Part &part, std::size_t feature, Random &random)
{
    const auto first = order.begin() + static_cast<std::ptrdiff_t>(part.from);
    const auto last = order.begin() + static_cast<std::ptrdiff_t>(part.to);
    const auto [low, high] = std::minmax_element(
        first, last, [&](std::size_t a, std::size_t b) { return rows[a][feature] < rows[b][feature]; });
    const double from = rows[*low][feature];
    const double to = rows[*high][feature];
    if (!(to > from))
        return {part.from, from};
    const double at = std::max(from + random.uniform() * (to - from), std::nextafter(from, to));
    const auto middle = std::partition(first, last, [&](std::size_t i) { return rows[i][feature] < at; });
    return {static_cast<std::size_t>(middle - order.begin()), at};
}

} // namespace

double IsolationForest::usualDepth(std::size_t rows)
{
    if (rows < 2)
        return 0;
    double harmonic = 0;
    for (std::size_t i = 1; i < rows; ++i)
        harmonic += 1 / static_cast<double>(i);
    return 2 * harmonic - 2 * static_cast<double>(rows - 1) / static_cast<double>(rows);
}

void IsolationForest::learn(std::span<const std::vector<double>> rows, const Settings &settings)
{
    m_trees.clear();
    m_sample = std::min(settings.sample, rows.size());
    if (m_sample == 0 || rows.front().empty())
        return;
    Random random(settings.seed);
    std::vector<std::size_t> order(rows.size());
    for (std::size_t t = 0; t < settings.trees; ++t) {
        std::iota(order.begin(), order.end(), std::size_t{0});
        for (std::size_t i = 0; i < m_sample; ++i)
            std::swap(order[i], order[i + random.below(order.size() - i)]);
        m_trees.push_back(grown(rows, order, random));
    }
}

IsolationForest::Tree IsolationForest::grown(std::span<const std::vector<double>> rows, std::vector<std::size_t> &order,
                                             Random &random) const
{
    const double most = std::max(2.0, static_cast<double>(m_sample));
    const auto deepest = static_cast<std::size_t>(std::ceil(std::log2(most)));
    Tree tree(1);
    std::vector<Part> open{{0, 0, m_sample, 0}};
    while (!open.empty()) {
        const Part part = open.back();
        open.pop_back();
        tree[part.node].rows = static_cast<std::uint32_t>(part.to - part.from);
        if (part.to - part.from < 2 || part.depth >= deepest)
            continue;
        const auto feature = static_cast<std::size_t>(random.below(rows.front().size()));
        const auto [split, at] = parted(rows, order, part, feature, random);
        if (split == part.from)
            continue;
        const std::size_t left = tree.size();
        tree.resize(left + 2);
        Node &node = tree[part.node];
        node.feature = static_cast<std::uint32_t>(feature);
        node.at = at;
        node.left = static_cast<std::int32_t>(left);
        node.right = static_cast<std::int32_t>(left + 1);
        open.push_back({left, part.from, split, part.depth + 1});
        open.push_back({left + 1, split, part.to, part.depth + 1});
    }
    return tree;
}

double IsolationForest::score(std::span<const double> row) const
{
    const double usual = usualDepth(m_sample);
    if (m_trees.empty() || !(usual > 0))
        return 0.5;
    double depths = 0;
    for (const Tree &tree : m_trees) {
        std::size_t node = 0;
        while (tree[node].left >= 0 && tree[node].feature < row.size()) {
            node =
                static_cast<std::size_t>(row[tree[node].feature] < tree[node].at ? tree[node].left : tree[node].right);
            ++depths;
        }
        depths += usualDepth(tree[node].rows);
    }
    return std::pow(2, -depths / static_cast<double>(m_trees.size()) / usual);
}

} // namespace wf::analysis
