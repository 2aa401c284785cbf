// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/anomalies/rules/histogram.h"
#include "models/analysis/anomalies/shapes/isolationforest.h"
#include "models/analysis/anomalies/training/features.h"

#include <QString>

#include <array>
#include <stop_token>

namespace wf::analysis {

// One training: an isolation forest and a histogram over the features of a history, and the scores that 99 % of it
// stay below. A value: the same history and seed give the same model on every machine.
struct TrainedModel {
    FeatureScale scale;
    HistogramScore histogram;
    IsolationForest forest;
    double histogramBar = 0;
    double forestBar = 0;
    std::array<double, 9> deciles{}; // of the values, to notice drift by …
    std::array<double, 10> shares{}; // … and what falls between them
    std::size_t samples = 0;
    qint64 trainedAtMs = 0; // time of the last sample it has seen

    // Both find the row stranger than 99 % of what they were trained on.
    [[nodiscard]] bool isUnusual(std::span<const double> row) const;
    // How far the distribution of newer values has moved: the population stability index over tenths of the old ones.
    // Below 0.1 as good as none, above 0.25 worth a new training. 0 for fewer than 50 values.
    [[nodiscard]] double drift(std::span<const double> values) const;
};

inline constexpr double driftWorthTraining = 0.25;

enum class TrainingAnswer { Trained, TooShort, Cancelled };
struct Training {
    TrainingAnswer answer = TrainingAnswer::TooShort;
    TrainedModel model;
};
// From times and values of one series, oldest first, gaps allowed: values that are not usable are left out. Longer
// histories are thinned to about 4,000 rows. At least 200 usable values.
[[nodiscard]] Training trained(std::span<const qint64> timesMs, std::span<const double> values, std::uint64_t seed = 1,
                               const std::stop_token &stop = {});
[[nodiscard]] QString trainingSentence(const Training &training);

} // namespace wf::analysis
