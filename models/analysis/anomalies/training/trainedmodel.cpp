// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/training/trainedmodel.h"

#include "models/analysis/numbers/gaps.h"
#include "models/analysis/numbers/robust.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wf::analysis {

namespace {

constexpr std::size_t leastSamples = 200;
constexpr std::size_t mostRows = 4000;
constexpr double leastForDrift = 50;
constexpr double usualShare = 0.99;
constexpr double far = 10; // spreads: further makes no difference
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

std::vector<std::vector<double>> rowsOf(const Usable &history, const TrainedModel &model, const Company *company,
                                        const std::stop_token &stop)
{
    const std::span<const double> all(history.values);
    const std::size_t stride = 1 + all.size() / mostRows;
    std::vector<std::vector<double>> out;
    for (std::size_t i = featureHistory; i < all.size() && !stop.stop_requested(); i += stride)
        out.push_back(model.row(all.subspan(i - featureHistory, featureHistory + 1), history.timesMs[i], company));
    return out;
}

// Shares of the usable values between deciles, none of them zero.
Shares shared(const Shares &counts)
{
    Shares out;
    double all = 0;
    for (std::size_t k = 0; k < out.size(); ++k)
        all += out[k] = counts[k] + 0.5;
    for (double &share : out)
        share /= all;
    return out;
}

Shares sharesOf(std::span<const double> values, const std::array<double, 9> &deciles)
{
    Shares counts{};
    for (const double v : values)
        if (isUsable(v))
            ++counts[decileOf(v, deciles)];
    return shared(counts);
}

// The last stretch of the history, scaled; misses of it in bars.
std::optional<SequenceModel> sequenceOf(const Usable &history, const FeatureScale &scale, std::uint64_t seed,
                                        const std::stop_token &stop)
{
    const std::size_t first = history.values.size() > mostRows ? history.values.size() - mostRows : 0;
    std::vector<double> scaled;
    for (std::size_t i = first; i < history.values.size(); ++i)
        scaled.push_back(std::clamp((history.values[i] - scale.centre) / scale.spread, -far, far));
    SequenceModel out{Lstm({8, static_cast<int>(SequenceModel::reach), 6, 0.01, seed}), 0};
    out.net.train(scaled, stop);
    const auto said = out.net.expected(scaled);
    std::vector<double> misses;
    for (std::size_t i = SequenceModel::reach; i < scaled.size(); ++i)
        misses.push_back(std::abs(scaled[i] - said[i]));
    out.bar = quantile(misses, usualShare);
    return stop.stop_requested() || !(out.bar > 0) ? std::nullopt : std::optional(std::move(out));
}

} // namespace

std::size_t decileOf(double value, const std::array<double, 9> &deciles)
{
    return static_cast<std::size_t>(std::upper_bound(deciles.begin(), deciles.end(), value) - deciles.begin());
}

double SequenceModel::expected(std::span<const double> before, const FeatureScale &scale) const
{
    std::vector<double> scaled;
    for (const double v : before.last(std::min(before.size(), reach)))
        scaled.push_back(std::clamp((v - scale.centre) / scale.spread, -far, far));
    scaled.push_back(0); // what is asked for; nothing is read of it
    return scale.centre + scale.spread * net.expected(scaled).back();
}

bool TrainedModel::isUnusual(std::span<const double> row) const
{
    return isSeldom(row) && isAlone(row);
}

double TrainedModel::drift(std::span<const double> values) const
{
    Shares counts{};
    for (const double v : values)
        if (isUsable(v))
            ++counts[decileOf(v, deciles)];
    return driftOf(counts);
}

double TrainedModel::driftOf(const Shares &counts) const
{
    if (std::accumulate(counts.begin(), counts.end(), 0.0) < leastForDrift)
        return 0;
    const Shares now = shared(counts);
    double out = 0;
    for (std::size_t k = 0; k < now.size(); ++k)
        out += (now[k] - shares[k]) * std::log(now[k] / shares[k]);
    return out;
}

Training trained(std::span<const qint64> timesMs, std::span<const double> values, const TrainingOptions &options,
                 const std::stop_token &stop)
{
    Training out;
    const Usable history = usable(timesMs, values);
    if (history.values.size() < leastSamples)
        return out;
    TrainedModel &model = out.model;
    model.scale = FeatureScale::of(history.values);
    if (options.company)
        model.company = CompanyScale::of(*options.company, history.timesMs);
    auto sorted = history.values;
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t d = 0; d < model.deciles.size(); ++d)
        model.deciles[d] = sortedQuantile(sorted, static_cast<double>(d + 1) / 10);
    model.shares = sharesOf(history.values, model.deciles);
    const auto rows = rowsOf(history, model, options.company, stop);
    if (!stop.stop_requested()) {
        model.histogram.learn(rows);
        model.forest.learn(rows, {32, 128, options.seed});
    }
    std::vector<double> byHistogram, byForest;
    for (const auto &row : rows) {
        if (stop.stop_requested())
            break;
        byHistogram.push_back(model.histogram.score(row));
        byForest.push_back(model.forest.score(row));
    }
    if (options.withSequence && !stop.stop_requested())
        model.sequence = sequenceOf(history, model.scale, options.seed, stop);
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
