// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/capacity/forecast.h"

#include "models/analysis/capacity/intervals.h"
#include "models/analysis/capacity/mixture.h"
#include "models/analysis/numbers/season.h"

#include <cmath>

namespace wf::analysis {

namespace {

constexpr std::size_t longestUnnamedSeason = 400;
// Older values than this teach little and cost much.
constexpr std::size_t mostHistory = 3000;

std::vector<MethodShare> shares(const Mixture &mixture)
{
    std::vector<MethodShare> out;
    for (std::size_t m = 0; m < forecastMethodCount; ++m)
        if (mixture.weights[m] > 0.005)
            out.push_back({forecastMethodName(static_cast<ForecastMethod>(m)), mixture.weights[m],
                           std::isfinite(mixture.errors[m]) ? mixture.errors[m] : 0});
    std::stable_sort(out.begin(), out.end(), [](const auto &a, const auto &b) { return a.weight > b.weight; });
    return out;
}

bool staysOnOneSide(std::span<const double> values, double sign)
{
    return std::all_of(values.begin(), values.end(), [sign](double v) { return sign * v >= 0; });
}

// What was never below zero (or above) is not forecast there.
void keepSign(std::span<const double> history, Forecast &out)
{
    const bool isPositive = staysOnOneSide(history, 1);
    if (!isPositive && !staysOnOneSide(history, -1))
        return;
    for (auto *values : {&out.middle, &out.lower, &out.upper, &out.innerLower, &out.innerUpper})
        for (double &v : *values)
            v = isPositive ? std::max(v, 0.0) : std::min(v, 0.0);
}

void judge(Forecast &out, const Mixture &mixture)
{
    out.methods = shares(mixture);
    out.origins = mixture.origins;
    out.pastError = mixture.error;
    const bool isRight = mixture.origins > 0 && mixture.error <= 0; // also of nothing but zeros
    out.pastAccuracy = mixture.meanSize > 0 ? std::max(0.0, 1 - mixture.error / mixture.meanSize) : (isRight ? 1 : 0);
    out.againstNaive = mixture.naiveError > 0 ? mixture.error / mixture.naiveError : (mixture.error > 0 ? 2 : 1);
    const double lastValue = mixture.errors[static_cast<std::size_t>(ForecastMethod::LastValue)];
    const bool isHopeless = mixture.origins > 2 && mixture.error > 0.97 * lastValue && out.pastAccuracy < 0.8;
    if (isHopeless)
        out.answer = ForecastAnswer::NotForecastable;
}

} // namespace

std::vector<std::size_t> capacityPeriods(std::size_t period)
{
    switch (period) {
    case 0:
    case 1:
        return {};
    case 7: // days
        return {7, 365};
    case 24: // hours
    case 168:
        return {24, 168};
    case 288: // five minutes
        return {288, 2016};
    case 1440: // minutes
        return {1440, 10080};
    default:
        return {period};
    }
}

Forecast forecast(const ForecastQuestion &question, const std::stop_token &stop)
{
    Forecast out;
    const std::span<const double> all(question.values);
    const std::size_t longest = question.periods.empty() ? 1 : question.periods.back();
    const std::size_t most = std::max({mostHistory, 3 * longest, 4 * question.horizon});
    const std::size_t skipped = all.size() > most ? all.size() - most : 0;
    std::vector<IndexRange> masked;
    for (const IndexRange &r : question.masked)
        if (r.to > skipped && r.to > r.from)
            masked.push_back({std::max(r.from, skipped) - skipped, r.to - skipped});
    std::vector<std::size_t> marks;
    for (const std::size_t mark : question.marks)
        if (mark > skipped)
            marks.push_back(mark - skipped);
    out.history = preparedHistory(all.subspan(skipped), question.periods, masked, marks, stop);
    const std::span<const double> values(out.history.values);
    if (values.empty() || values.size() < 4) {
        out.answer = values.empty() ? ForecastAnswer::NoValues : ForecastAnswer::TooShort;
        return out;
    }
    out.periods = question.periods;
    if (out.periods.empty())
        if (const std::size_t seen = visibleSeason(values, longestUnnamedSeason, 0.2); seen > 3)
            out.periods = {seen};
    const auto mixture = mixtureFor(values, out.periods, question.horizon, stop);
    out.middle = mixedForecast(mixture, values, out.periods, question.horizon);
    const auto width = halfWidths(mixture, values, question.horizon, question.level);
    const auto inner = halfWidths(mixture, values, question.horizon, question.innerLevel);
    if (stop.stop_requested()) {
        out = {};
        out.answer = ForecastAnswer::Cancelled;
        return out;
    }
    judge(out, mixture);
    for (std::size_t k = 0; k < question.horizon; ++k) {
        out.lower.push_back(out.middle[k] - width[k]);
        out.upper.push_back(out.middle[k] + width[k]);
        out.innerLower.push_back(out.middle[k] - std::min(inner[k], width[k]));
        out.innerUpper.push_back(out.middle[k] + std::min(inner[k], width[k]));
    }
    keepSign(values, out);
    return out;
}

std::optional<std::size_t> stepsUntil(const std::vector<double> &values, double limit)
{
    const auto first = std::find_if(values.begin(), values.end(), [limit](double v) { return v >= limit; });
    if (first == values.end())
        return std::nullopt;
    return static_cast<std::size_t>(first - values.begin()) + 1;
}

QString forecastSentence(const Forecast &forecast)
{
    switch (forecast.answer) {
    case ForecastAnswer::NoValues:
        return QStringLiteral("There are no values to learn from.");
    case ForecastAnswer::TooShort:
        return QStringLiteral("Fewer than four values: too few for a forecast.");
    case ForecastAnswer::Cancelled:
        return QStringLiteral("The forecast was stopped before it ended.");
    case ForecastAnswer::NotForecastable:
        return QStringLiteral(
                   "Not forecastable: over %1 earlier tries nothing did better than repeating the last value, "
                   "and that was right to only %2 %.")
            .arg(forecast.origins)
            .arg(100 * forecast.pastAccuracy, 0, 'f', 0);
    case ForecastAnswer::Forecast:
        break;
    }
    if (forecast.origins == 0)
        return QStringLiteral("The history is too short to tell how good this forecast is.");
    return QStringLiteral("Over %1 earlier tries such forecasts were right to %2 %.")
        .arg(forecast.origins)
        .arg(100 * forecast.pastAccuracy, 0, 'f', 1);
}

} // namespace wf::analysis
