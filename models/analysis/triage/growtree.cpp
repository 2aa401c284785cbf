// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/triage/growtree.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace wf::analysis {

namespace {

constexpr std::size_t mostBins = 64;
constexpr double leastGain = 1e-6;

struct Sum {
    double first = 0;
    double second = 0;
    void add(const Sum &other)
    {
        first += other.first;
        second += other.second;
    }
    [[nodiscard]] Sum without(const Sum &other) const { return {first - other.first, second - other.second}; }
};

double scoreOf(const Sum &sum, const BoostSettings &settings)
{
    return sum.first * sum.first / (sum.second + settings.regularisation);
}

struct Split {
    double gain = leastGain;
    int feature = -1;
    std::size_t bin = 0; // bins up to this one go to the left
};

struct Growing {
    const Bins &bins;
    const Slopes &slopes;
    const BoostSettings &settings;
    BoostedTrees::Tree tree;
    std::vector<std::vector<std::uint32_t>> rows; // by node

    [[nodiscard]] Sum sumOf(int node) const
    {
        Sum sum;
        for (const std::uint32_t row : rows[static_cast<std::size_t>(node)])
            sum.add({slopes.first[row], slopes.second[row]});
        return sum;
    }
    void add(std::vector<std::uint32_t> ofNode)
    {
        rows.push_back(std::move(ofNode));
        tree.emplace_back();
        const Sum sum = sumOf(static_cast<int>(tree.size()) - 1);
        tree.back().value = static_cast<float>(-settings.rate * sum.first / (sum.second + settings.regularisation));
    }
    [[nodiscard]] Split bestSplit(int node) const
    {
        const Sum whole = sumOf(node);
        Split best;
        for (std::size_t feature = 0; feature < bins.edges.size(); ++feature) {
            std::array<Sum, mostBins + 1> histogram{};
            for (const std::uint32_t row : rows[static_cast<std::size_t>(node)])
                histogram[bins.binned[feature][row]].add({slopes.first[row], slopes.second[row]});
            Sum left;
            for (std::size_t bin = 0; bin < bins.edges[feature].size(); ++bin) {
                left.add(histogram[bin]);
                const Sum right = whole.without(left);
                if (left.second < settings.leastWeight || right.second < settings.leastWeight)
                    continue;
                const double gain = scoreOf(left, settings) + scoreOf(right, settings) - scoreOf(whole, settings);
                if (gain > best.gain * (1 + 1e-12))
                    best = {gain, static_cast<int>(feature), bin};
            }
        }
        return best;
    }
    void split(int node, const Split &by)
    {
        std::vector<std::uint32_t> left;
        std::vector<std::uint32_t> right;
        const auto feature = static_cast<std::size_t>(by.feature);
        for (const std::uint32_t row : rows[static_cast<std::size_t>(node)])
            (bins.binned[feature][row] <= by.bin ? left : right).push_back(row);
        BoostedTrees::Node &at = tree[static_cast<std::size_t>(node)];
        at.feature = by.feature;
        at.below = bins.edges[feature][by.bin];
        at.left = static_cast<int>(tree.size());
        rows[static_cast<std::size_t>(node)] = {};
        add(std::move(left));
        add(std::move(right));
    }
};

} // namespace

Bins binsOf(const TrainingSet &set)
{
    const auto width = static_cast<std::size_t>(set.features.size());
    Bins out;
    out.edges.resize(width);
    out.binned.assign(width, std::vector<std::uint8_t>(set.rows()));
    for (std::size_t feature = 0; feature < width; ++feature) {
        std::vector<float> values;
        for (std::size_t row = 0; row < set.rows(); ++row)
            if (const float value = set.values[row * width + feature]; !std::isnan(value))
                values.push_back(value);
        std::sort(values.begin(), values.end());
        std::vector<float> &edges = out.edges[feature];
        // Few different values get an edge each, many get quantiles. The least one parts NaN from the rest.
        std::vector<float> different = values;
        different.erase(std::unique(different.begin(), different.end()), different.end());
        if (different.size() <= mostBins)
            edges = std::move(different);
        else
            for (std::size_t i = 0; i < mostBins; ++i)
                edges.push_back(values[values.size() * i / mostBins]);
        edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
        for (std::size_t row = 0; row < set.rows(); ++row) {
            const float value = set.values[row * width + feature];
            const auto edge = std::isnan(value) ? edges.begin() : std::upper_bound(edges.begin(), edges.end(), value);
            out.binned[feature][row] = static_cast<std::uint8_t>(edge - edges.begin());
        }
    }
    return out;
}

BoostedTrees::Tree growTree(const Bins &bins, const Slopes &slopes, const BoostSettings &settings)
{
    Growing growing{bins, slopes, settings, {}, {}};
    std::vector<std::uint32_t> all(slopes.first.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = static_cast<std::uint32_t>(i);
    growing.add(std::move(all));
    std::size_t from = 0;
    for (int depth = 0; depth < settings.depth; ++depth) {
        const std::size_t to = growing.tree.size();
        for (std::size_t node = from; node < to; ++node)
            if (const Split by = growing.bestSplit(static_cast<int>(node)); by.feature >= 0)
                growing.split(static_cast<int>(node), by);
        if (growing.tree.size() == to)
            break;
        from = to;
    }
    return std::move(growing.tree);
}

} // namespace wf::analysis
