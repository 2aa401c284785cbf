// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/shapes/isolationforest.h"

#include "models/analysis/numbers/random.h"

#include <QDataStream>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace wf::analysis {

namespace {

struct Part { // rows[from, to) belong to a node
    std::size_t node, from, to, depth;
};

// Where the rows [from, to) part at random by one feature: the first of the right side, and the value. `from` again
// when they are equal there.
std::pair<std::size_t, float> parted(std::span<const std::vector<double>> rows, std::vector<std::size_t> &order,
                                     const Part &part, std::size_t feature, Random &random)
{
    const auto first = order.begin() + static_cast<std::ptrdiff_t>(part.from);
    const auto last = order.begin() + static_cast<std::ptrdiff_t>(part.to);
    const auto [low, high] = std::minmax_element(
        first, last, [&](std::size_t a, std::size_t b) { return rows[a][feature] < rows[b][feature]; });
    const double from = rows[*low][feature];
    const double to = rows[*high][feature];
    if (!(to > from))
        return {part.from, 0};
    const auto at = static_cast<float>(std::max(from + random.uniform() * (to - from), std::nextafter(from, to)));
    if (!(static_cast<double>(at) > from) || static_cast<double>(at) > to)
        return {part.from, 0}; // too near to each other to be told apart in single precision
    const auto middle =
        std::partition(first, last, [&](std::size_t i) { return rows[i][feature] < static_cast<double>(at); });
    return {static_cast<std::size_t>(middle - order.begin()), at};
}

constexpr std::size_t mostSample = 16'384;
constexpr quint32 mostTrees = 1000;

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
    m_sample = std::min({settings.sample, rows.size(), mostSample});
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
        tree[part.node].what = static_cast<std::uint16_t>(part.to - part.from);
        if (part.to - part.from < 2 || part.depth >= deepest)
            continue;
        const auto feature = static_cast<std::size_t>(random.below(rows.front().size()));
        const auto [split, at] = parted(rows, order, part, feature, random);
        if (split == part.from)
            continue;
        const std::size_t left = tree.size();
        tree.resize(left + 2);
        Node &node = tree[part.node];
        node.what = static_cast<std::uint16_t>(feature);
        node.at = at;
        node.left = static_cast<std::uint16_t>(left);
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
        while (tree[node].left != 0 && tree[node].what < row.size()) {
            const bool isLeft = row[tree[node].what] < static_cast<double>(tree[node].at);
            node = tree[node].left + (isLeft ? 0U : 1U);
            ++depths;
        }
        if (tree[node].left == 0)
            depths += usualDepth(tree[node].what);
    }
    return std::pow(2, -depths / static_cast<double>(m_trees.size()) / usual);
}

void IsolationForest::write(QDataStream &stream) const
{
    stream << static_cast<quint32>(m_sample) << static_cast<quint32>(m_trees.size());
    for (const Tree &tree : m_trees) {
        stream << static_cast<quint32>(tree.size());
        for (const Node &node : tree) {
            stream << node.left << node.what;
            if (node.left != 0)
                stream << std::bit_cast<quint32>(node.at);
        }
    }
}

bool IsolationForest::read(QDataStream &stream)
{
    quint32 sample = 0, trees = 0;
    stream >> sample >> trees;
    if (stream.status() != QDataStream::Ok || sample > mostSample || trees > mostTrees)
        return false;
    std::vector<Tree> made;
    for (quint32 t = 0; t < trees; ++t) {
        quint32 nodes = 0;
        stream >> nodes;
        if (stream.status() != QDataStream::Ok || nodes == 0 || nodes > 2 * mostSample)
            return false;
        Tree &tree = made.emplace_back(nodes);
        for (std::size_t n = 0; n < nodes; ++n) {
            stream >> tree[n].left >> tree[n].what;
            if (tree[n].left != 0) {
                quint32 at = 0;
                stream >> at;
                tree[n].at = std::bit_cast<float>(at);
            }
            // Children stand behind their parent, so that every walk ends.
            const bool isFine = tree[n].left == 0 || (tree[n].left > n && tree[n].left + 1U < nodes);
            if (stream.status() != QDataStream::Ok || !isFine || !std::isfinite(tree[n].at))
                return false;
        }
    }
    m_sample = sample;
    m_trees = std::move(made);
    return true;
}

} // namespace wf::analysis
