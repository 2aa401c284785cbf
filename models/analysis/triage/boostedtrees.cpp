// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/triage/boostedtrees.h"

#include "models/analysis/triage/growtree.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wf::analysis {

namespace {

// In place.
void softmax(std::vector<double> &scores)
{
    const double most = *std::max_element(scores.begin(), scores.end());
    double sum = 0;
    for (double &score : scores)
        sum += score = std::exp(score - most);
    for (double &score : scores)
        score /= sum;
}

std::vector<double> weightsOf(const TrainingSet &set, double balance)
{
    const auto classes = static_cast<std::size_t>(set.classes.size());
    std::vector<double> counts(classes);
    for (const int label : set.labels)
        ++counts[static_cast<std::size_t>(label)];
    std::vector<double> out;
    const double mean = static_cast<double>(set.rows()) / static_cast<double>(classes);
    for (const double count : counts)
        out.push_back(count > 0 ? std::pow(mean / count, balance) : 0);
    return out;
}

base::Status checked(const TrainingSet &set)
{
    const auto classes = static_cast<int>(set.classes.size());
    const auto width = static_cast<std::size_t>(set.features.size());
    const auto isLabel = [classes](int label) { return label >= 0 && label < classes; };
    if (set.rows() == 0 || classes < 2 || width == 0 || set.values.size() != width * set.rows() ||
        !std::all_of(set.labels.begin(), set.labels.end(), isLabel))
        return base::makeError(
            base::ErrorKind::Invalid,
            QStringLiteral("Nothing can be learned: give rows of equal length, each with one of two or "
                           "more classes"));
    return base::Done{};
}

} // namespace

base::Result<BoostedTrees> BoostedTrees::train(const TrainingSet &set, const BoostSettings &settings,
                                               std::stop_token stop)
{
    if (const auto fits = checked(set); !fits)
        return fits.error();
    const auto classes = static_cast<std::size_t>(set.classes.size());
    const auto width = static_cast<std::size_t>(set.features.size());
    const auto weights = weightsOf(set, settings.balance);
    BoostedTrees out;
    out.m_features = set.features;
    out.m_classes = set.classes;
    out.m_start.assign(classes, 0);
    for (const int label : set.labels)
        out.m_start[static_cast<std::size_t>(label)] += weights[static_cast<std::size_t>(label)];
    const double all = std::accumulate(out.m_start.begin(), out.m_start.end(), 0.0);
    for (double &start : out.m_start)
        start = std::log((start + 1) / (all + static_cast<double>(classes)));

    const Bins bins = binsOf(set);
    std::vector<std::vector<double>> scores(set.rows(), out.m_start);
    Slopes slopes{std::vector<double>(set.rows()), std::vector<double>(set.rows())};
    std::mt19937 random(settings.seed);
    for (int round = 0; round < settings.rounds; ++round) {
        auto chances = scores;
        for (auto &row : chances)
            softmax(row);
        for (std::size_t c = 0; c < classes; ++c) {
            if (stop.stop_requested())
                return base::makeError(base::ErrorKind::Cancelled, QStringLiteral("Training was stopped"));
            for (std::size_t row = 0; row < set.rows(); ++row) {
                const auto label = static_cast<std::size_t>(set.labels[row]);
                slopes.first[row] = weights[label] * (chances[row][c] - (label == c ? 1 : 0));
                slopes.second[row] = weights[label] * chances[row][c] * (1 - chances[row][c]);
            }
            const Tree tree = growTree(bins, slopes, settings, random);
            for (std::size_t row = 0; row < set.rows(); ++row)
                scores[row][c] += static_cast<double>(
                    tree[static_cast<std::size_t>(out.leafOf(tree, {set.values.data() + row * width, width}))].value);
            out.m_trees.push_back(tree);
        }
    }
    return out;
}

int BoostedTrees::leafOf(const Tree &tree, std::span<const float> row) const
{
    int at = 0;
    while (tree[static_cast<std::size_t>(at)].feature >= 0) {
        const Node &node = tree[static_cast<std::size_t>(at)];
        at = node.left + (row[static_cast<std::size_t>(node.feature)] >= node.below ? 1 : 0);
    }
    return at;
}

std::vector<double> BoostedTrees::probabilities(std::span<const float> row) const
{
    std::vector<double> out = m_start;
    for (std::size_t i = 0; i < m_trees.size(); ++i)
        out[i % out.size()] += static_cast<double>(m_trees[i][static_cast<std::size_t>(leafOf(m_trees[i], row))].value);
    softmax(out);
    return out;
}

std::vector<BoostedTrees::Reason> BoostedTrees::reasons(std::span<const float> row, int ofClass, std::size_t most) const
{
    std::vector<Reason> all(static_cast<std::size_t>(m_features.size()));
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i].feature = static_cast<int>(i);
    for (std::size_t i = static_cast<std::size_t>(ofClass); i < m_trees.size(); i += m_start.size()) {
        const Tree &tree = m_trees[i];
        for (int at = 0; tree[static_cast<std::size_t>(at)].feature >= 0;) {
            const Node &node = tree[static_cast<std::size_t>(at)];
            at = node.left + (row[static_cast<std::size_t>(node.feature)] >= node.below ? 1 : 0);
            all[static_cast<std::size_t>(node.feature)].weight +=
                static_cast<double>(tree[static_cast<std::size_t>(at)].value) - static_cast<double>(node.value);
        }
    }
    std::erase_if(all, [](const Reason &reason) { return reason.weight <= 0; });
    std::sort(all.begin(), all.end(), [](const Reason &a, const Reason &b) {
        return a.weight != b.weight ? a.weight > b.weight : a.feature < b.feature;
    });
    all.resize(std::min(all.size(), most));
    return all;
}

} // namespace wf::analysis
