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
    m_nodes.clear();
    m_sample = std::min({settings.sample, rows.size(), mostSample});
    if (m_sample == 0 || rows.front().empty())
        return;
    Random random(settings.seed);
    std::vector<std::size_t> order(rows.size());
    for (std::size_t t = 0; t < settings.trees; ++t) {
        std::iota(order.begin(), order.end(), std::size_t{0});
        for (std::size_t i = 0; i < m_sample; ++i)
            std::swap(order[i], order[i + random.below(order.size() - i)]);
        keep(grown(rows, order, random));
    }
    m_nodes.shrink_to_fit();
    m_trees.shrink_to_fit();
}

void IsolationForest::Node::setAt(float at)
{
    const auto bits = std::bit_cast<std::uint32_t>(at);
    atBits = {static_cast<std::uint16_t>(bits >> 16), static_cast<std::uint16_t>(bits)};
}

void IsolationForest::keep(const std::vector<Grown> &tree)
{
    std::vector<Way> ways(tree.size());
    Way next = 0;
    for (std::size_t n = 0; n < tree.size(); ++n)
        ways[n] = tree[n].left != 0 ? next++ : static_cast<Way>(-int{tree[n].what});
    m_trees.push_back({static_cast<std::uint32_t>(m_nodes.size()), ways.front()});
    for (const Grown &one : tree) {
        if (one.left == 0)
            continue;
        Node &node = m_nodes.emplace_back();
        node.setAt(one.at);
        node.feature = one.what;
        node.left = ways[one.left];
        node.right = ways[one.left + 1U];
    }
}

std::vector<IsolationForest::Grown> IsolationForest::grown(std::span<const std::vector<double>> rows,
                                                           std::vector<std::size_t> &order, Random &random) const
{
    const double most = std::max(2.0, static_cast<double>(m_sample));
    const auto deepest = static_cast<std::size_t>(std::ceil(std::log2(most)));
    std::vector<Grown> tree(1);
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
        Grown &node = tree[part.node];
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
        Way at = tree.root;
        while (at >= 0) {
            const Node &node = m_nodes[tree.first + static_cast<std::size_t>(at)];
            if (node.feature >= row.size())
                break;
            at = row[node.feature] < static_cast<double>(node.at()) ? node.left : node.right;
            ++depths;
        }
        if (at < 0)
            depths += usualDepth(static_cast<std::size_t>(-at));
    }
    return std::pow(2, -depths / static_cast<double>(m_trees.size()) / usual);
}

void IsolationForest::write(QDataStream &stream) const
{
    stream << static_cast<quint32>(m_sample) << static_cast<quint32>(m_trees.size());
    for (std::size_t t = 0; t < m_trees.size(); ++t) {
        const std::size_t end = t + 1 < m_trees.size() ? m_trees[t + 1].first : m_nodes.size();
        const auto nodes = std::span(m_nodes).subspan(m_trees[t].first, end - m_trees[t].first);
        stream << m_trees[t].root << static_cast<quint16>(nodes.size());
        for (const Node &node : nodes)
            stream << node.atBits[0] << node.atBits[1] << node.feature << node.left << node.right;
    }
}

bool IsolationForest::read(QDataStream &stream)
{
    quint32 sample = 0, trees = 0;
    stream >> sample >> trees;
    if (stream.status() != QDataStream::Ok || sample > mostSample || trees > mostTrees)
        return false;
    std::vector<Node> made;
    std::vector<Tree> roots;
    for (quint32 t = 0; t < trees; ++t) {
        Tree &tree = roots.emplace_back();
        quint16 nodes = 0;
        tree.first = static_cast<std::uint32_t>(made.size());
        stream >> tree.root >> nodes;
        if (stream.status() != QDataStream::Ok || nodes > mostSample || (nodes > 0 ? tree.root != 0 : tree.root >= 0))
            return false;
        for (int n = 0; n < int{nodes}; ++n) {
            Node &node = made.emplace_back();
            stream >> node.atBits[0] >> node.atBits[1] >> node.feature >> node.left >> node.right;
            // Children stand behind their parent, so that every walk ends.
            const auto leadsOn = [&](Way way) { return way < 0 || (way > n && way < int{nodes}); };
            if (stream.status() != QDataStream::Ok || !leadsOn(node.left) || !leadsOn(node.right) ||
                !std::isfinite(node.at()))
                return false;
        }
    }
    made.shrink_to_fit();
    roots.shrink_to_fit();
    m_sample = sample;
    m_nodes = std::move(made);
    m_trees = std::move(roots);
    return true;
}

} // namespace wf::analysis
