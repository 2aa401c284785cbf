// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QJsonObject>
#include <QStringList>

#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

namespace wf::analysis {

// Examples a row each, `features.size()` values a row. NaN is smaller than everything.
struct TrainingSet {
    QStringList features;
    QStringList classes;
    std::vector<float> values;
    std::vector<int> labels; // index into classes
    [[nodiscard]] std::size_t rows() const { return labels.size(); }
};

struct BoostSettings {
    int rounds = 60;
    int depth = 4;
    double rate = 0.2;
    double regularisation = 1; // lambda of Chen and Guestrin, "XGBoost", KDD 2016
    double leastWeight = 1;    // sum of second derivatives in a leaf
    // Rare classes count more: the power of how many times rarer than the mean they are. 0 counts each row once.
    double balance = 0.3;
    // What one tree sees, drawn anew for each, 0 to 1 (Friedman, "Stochastic gradient boosting", 2002).
    double rowShare = 1;
    double featureShare = 1;
    // One cut a feature and node, drawn among all (Geurts et al., "Extremely randomized trees", 2006), in place of the
    // best of all.
    bool randomCuts = false;
    std::uint32_t seed = 1; // of all that is drawn
};

// Gradient-boosted trees for several classes (softmax), grown level by level on histograms of at most 64 bins; the same
// rows give the same trees everywhere. A value.
class BoostedTrees {
public:
    // One node; leaves have no feature. Nodes lie before their children.
    struct Node {
        int feature = -1;
        float below = 0; // to the left when the value is smaller
        int left = 0;    // right is left + 1
        float value = 0; // what the tree would answer here
    };
    using Tree = std::vector<Node>;

    // Errors: Invalid (no rows, rows that do not fit), Cancelled.
    [[nodiscard]] static base::Result<BoostedTrees> train(const TrainingSet &set, const BoostSettings &settings = {},
                                                          std::stop_token stop = {});

    [[nodiscard]] const QStringList &features() const { return m_features; }
    [[nodiscard]] const QStringList &classes() const { return m_classes; }
    // By class, summing up to 1. `row` holds a value for each feature.
    [[nodiscard]] std::vector<double> probabilities(std::span<const float> row) const;

    struct Reason {
        int feature = 0;
        double weight = 0; // in log-odds: what knowing this feature moved the answer for the class, summed over paths
    };
    // The features that speak most for a class, strongest first; only those that speak for it.
    [[nodiscard]] std::vector<Reason> reasons(std::span<const float> row, int ofClass, std::size_t most = 3) const;

    [[nodiscard]] QJsonObject toJson() const;
    // Errors: NotUnderstood, also for trees that are not trees.
    [[nodiscard]] static base::Result<BoostedTrees> fromJson(const QJsonObject &json);

private:
    [[nodiscard]] int leafOf(const Tree &tree, std::span<const float> row) const;

    QStringList m_features;
    QStringList m_classes;
    std::vector<double> m_start; // by class
    std::vector<Tree> m_trees;   // round · classes + class
};

} // namespace wf::analysis
