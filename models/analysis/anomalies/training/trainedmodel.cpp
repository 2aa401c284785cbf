// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/training/trainedmodel.h"

#include "models/analysis/numbers/gaps.h"
#include "models/analysis/numbers/robust.h"

#include <algorithm>
#include <cmath>

namespace wf::analysis {

namespace {

constexpr std::size_t leastSamples = 200;
constexpr std::size_t mostRows = 4000;
constexpr std::size_t leastForDrift = 50;
constexpr double usualShare = 0.99;
using Shares = std::array<double, 10>;

struct Usable {
    std::vector<qint64> timesMs;
    std::vector<double> values;
};

Usable usable(std::span<const qint64> timesMs, std::span<const double> values)
{
    Usable out;
    for (std::size_t i = 0; i < std::min(timesMs.size(), values.size()); ++i)
        if (isUsable(values[i])) {
            out.timesMs.push_back(timesMs[i]);
            out.values.push_back(values[i]);
        }
    return out;
}

std::vector<std::vector<double>> rowsOf(const Usable &history, const FeatureScale &scale, const std::stop_token &stop)
{
    const std::span<const double> all(history.values);
    const std::size_t stride = 1 + all.size() / mostRows;
    std::vector<std::vector<double>> out;
    for (std::size_t i = featureHistory; i < all.size() && !stop.stop_requested(); i += stride)
        out.push_back(featureRow(all.subspan(i - featureHistory, featureHistory + 1), history.timesMs[i], scale));
    return out;
}

// Shares of the usable values between deciles, none of them zero.
Shares sharesOf(std::span<const double> values, const std::array<double, 9> &deciles)
{
    Shares out;
    out.fill(0.5);
    double all = 0.5 * static_cast<double>(out.size());
    for (const double v : values)
        if (isUsable(v)) {
            ++out[static_cast<std::size_t>(std::upper_bound(deciles.begin(), deciles.end(), v) - deciles.begin())];
            ++all;
        }
    for (double &share : out)
        share /= all;
    return out;
}

} // namespace

bool TrainedModel::isUnusual(std::span<const double> row) const
{
    return histogram.score(row) > histogramBar && forest.score(row) > forestBar;
}

double TrainedModel::drift(std::span<const double> values) const
{
    const Shares now = sharesOf(values, deciles);
    if (values.size() < leastForDrift)
        return 0;
    double out = 0;
    for (std::size_t k = 0; k < now.size(); ++k)
        out += (now[k] - shares[k]) * std::log(now[k] / shares[k]);
    return out;
}

Training trained(std::span<const qint64> timesMs, std::span<const double> values, std::uint64_t seed,
                 const std::stop_token &stop)
{
    Training out;
    const Usable history = usable(timesMs, values);
    if (history.values.size() < leastSamples)
        return out;
    TrainedModel &model = out.model;
    model.scale = FeatureScale::of(history.values);
    auto sorted = history.values;
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t d = 0; d < model.deciles.size(); ++d)
        model.deciles[d] = sortedQuantile(sorted, static_cast<double>(d + 1) / 10);
    model.shares = sharesOf(history.values, model.deciles);
    const auto rows = rowsOf(history, model.scale, stop);
    if (!stop.stop_requested()) {
        model.histogram.learn(rows);
        model.forest.learn(rows, {32, 128, seed});
    }
    std::vector<double> byHistogram, byForest;
    for (const auto &row : rows) {
        if (stop.stop_requested())
            break;
        byHistogram.push_back(model.histogram.score(row));
        byForest.push_back(model.forest.score(row));
    }
    if (stop.stop_requested()) {
        out.answer = TrainingAnswer::Cancelled;
        out.model = TrainedModel();
        return out;
    }
    model.histogramBar = quantile(byHistogram, usualShare);
    model.forestBar = quantile(byForest, usualShare);
    model.samples = history.values.size();
    model.trainedAtMs = history.timesMs.back();
    out.answer = TrainingAnswer::Trained;
    return out;
}

QString trainingSentence(const Training &training)
{
    switch (training.answer) {
    case TrainingAnswer::TooShort:
        return QStringLiteral(
            "Fewer than 200 usable values: too few to train on; detectors that need no training watch.");
    case TrainingAnswer::Cancelled:
        return QStringLiteral("The training was stopped before it ended; the version before it stays in use.");
    case TrainingAnswer::Trained:
        break;
    }
    return QStringLiteral("Trained on %1 values.").arg(training.model.samples);
}

} // namespace wf::analysis
