// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/triage/growtree.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

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

// Below `end`. The distributions of the standard library differ from each other; this does not.
std::size_t drawn(std::mt19937 &random, std::size_t end)
{
    return static_cast<std::size_t>(static_cast<std::uint64_t>(random()) * end >> 32U);
}

// So many of 0 to count - 1, in order; one at least.
std::vector<std::uint32_t> part(std::size_t count, double share, std::mt19937 &random)
{
    std::vector<std::uint32_t> all(count);
    std::iota(all.begin(), all.end(), 0U);
    const auto most = std::max<std::size_t>(1, static_cast<std::size_t>(share * static_cast<double>(count) + 0.5));
    if (most >= count)
        return all;
    for (std::size_t i = 0; i < most; ++i)
        std::swap(all[i], all[i + drawn(random, count - i)]);
    all.resize(most);
    std::sort(all.begin(), all.end());
    return all;
}

struct Growing {
    const Bins &bins;
    const Slopes &slopes;
    const BoostSettings &settings;
    std::mt19937 &random;
    std::vector<std::uint32_t> features; // that this tree may ask for
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
    [[nodiscard]] Split bestSplit(int node)
    {
        const Sum whole = sumOf(node);
        const auto &ofNode = rows[static_cast<std::size_t>(node)];
        Split best;
        for (const std::uint32_t feature : features) {
            const auto &binned = bins.binned[feature];
            std::array<Sum, mostBins + 1> histogram{};
            std::size_t least = mostBins;
            std::size_t most = 0;
            for (const std::uint32_t row : ofNode) {
                const std::size_t bin = binned[row];
                histogram[bin].add({slopes.first[row], slopes.second[row]});
                least = std::min(least, bin);
                most = std::max(most, bin);
            }
            if (least >= most)
                continue; // all the same here
            const std::size_t only = settings.randomCuts ? least + drawn(random, most - least) : most;
            Sum left;
            for (std::size_t bin = least; bin < most; ++bin) {
                left.add(histogram[bin]);
                if (settings.randomCuts && bin != only)
                    continue;
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

BoostedTrees::Tree growTree(const Bins &bins, const Slopes &slopes, const BoostSettings &settings, std::mt19937 &random)
{
    auto features = part(bins.edges.size(), settings.featureShare, random);
    Growing growing{bins, slopes, settings, random, std::move(features), {}, {}};
    growing.add(part(slopes.first.size(), settings.rowShare, random));
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
