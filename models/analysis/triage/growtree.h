// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/triage/boostedtrees.h"

#include <cstdint>
#include <random>

namespace wf::analysis {

// The values of a training set as small numbers: value < edges[bin] for the first such bin.
struct Bins {
    std::vector<std::vector<float>> edges;         // by feature
    std::vector<std::vector<std::uint8_t>> binned; // by feature, then row
};
[[nodiscard]] Bins binsOf(const TrainingSet &set);

// First and second derivatives of the loss by row.
struct Slopes {
    std::vector<double> first;
    std::vector<double> second;
};
// A tree that takes a step against them. What is drawn is the same everywhere.
[[nodiscard]] BoostedTrees::Tree growTree(const Bins &bins, const Slopes &slopes, const BoostSettings &settings,
                                          std::mt19937 &random);

} // namespace wf::analysis
