// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/anomalies/lstm/lstm.h"
#include "models/analysis/anomalies/rules/histogram.h"
#include "models/analysis/anomalies/shapes/isolationforest.h"
#include "models/analysis/anomalies/training/company.h"

#include <QString>

#include <array>
#include <optional>
#include <stop_token>

class QDataStream;

namespace wf::analysis {

// What a small LSTM expects of a series, learned with the rest of a training where that was asked for.
struct SequenceModel {
    Lstm net{Lstm::Settings()};
    double bar = 0;                          // 99 % of its misses in training, in spreads
    static constexpr std::size_t reach = 32; // values it looks back on
    // The next value after `before` (the newest last; `reach` of them are looked at), in the unit of the series.
    [[nodiscard]] double expected(std::span<const double> before, const FeatureScale &scale) const;
};

// One training: an isolation forest and a histogram over the features of a history, and the scores that 99 % of it
// stay below. A value: the same history and seed give the same model on every machine.
struct TrainedModel {
    FeatureScale scale;
    CompanyScale company;
    HistogramScore histogram;
    IsolationForest forest;
    double histogramBar = 0;
    double forestBar = 0;
    std::array<double, 9> deciles{};       // of the values, to notice drift by …
    std::array<double, 10> shares{};       // … and what falls between them
    std::optional<SequenceModel> sequence; // where asked for
    std::size_t samples = 0;
    qint64 trainedAtMs = 0; // time of the last sample it has seen

    // Of values.back() and what went on beside it; `beside` may be null.
    [[nodiscard]] std::vector<double> row(std::span<const double> values, qint64 timeMs, const Company *beside) const
    {
        return featureRow(values, timeMs, scale, company.columns(beside, timeMs));
    }
    [[nodiscard]] bool isSeldom(std::span<const double> row) const { return histogram.score(row) > histogramBar; }
    [[nodiscard]] bool isAlone(std::span<const double> row) const { return forest.score(row) > forestBar; }
    // Both find the row stranger than 99 % of what they were trained on.
    [[nodiscard]] bool isUnusual(std::span<const double> row) const;
    // How far the distribution of newer values has moved: the population stability index over tenths of the old ones.
    // Below 0.1 as good as none, above 0.25 worth a new training. 0 for fewer than 50 values.
    [[nodiscard]] double drift(std::span<const double> values) const;
    // The same from how many of them fell between the deciles.
    [[nodiscard]] double driftOf(const std::array<double, 10> &counts) const;
    // As bytes and back: the same verdicts. False when the bytes are not those of a model; it is unchanged then.
    void write(QDataStream &stream) const;
    [[nodiscard]] bool read(QDataStream &stream);
};

// Which tenth of the old values one belongs to, 0 … 9.
[[nodiscard]] std::size_t decileOf(double value, const std::array<double, 9> &deciles);

inline constexpr double driftWorthTraining = 0.25;

enum class TrainingAnswer { Trained, TooShort, Cancelled };
struct Training {
    TrainingAnswer answer = TrainingAnswer::TooShort;
    TrainedModel model;
};
struct TrainingOptions {
    std::uint64_t seed = 1;
    bool withSequence = false;        // an LSTM too; costs some hundred times the rest (docs/decisions)
    const Company *company = nullptr; // what went on beside it; it is only looked at
};
// From times and values of one series, oldest first, gaps allowed: values that are not usable are left out. Longer
// histories are thinned to about 4,000 rows. At least 200 usable values.
[[nodiscard]] Training trained(std::span<const qint64> timesMs, std::span<const double> values,
                               const TrainingOptions &options = {}, const std::stop_token &stop = {});
[[nodiscard]] QString trainingSentence(const Training &training);

} // namespace wf::analysis
