// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/capacity/history.h"

#include <QString>

#include <array>

// Forecasts of a regularly sampled series, with intervals that earlier forecasts of the same series earned. Pure; any
// thread. Method: several plain forecasters (methods.h) weighted by what each would have missed at earlier origins.
namespace wf::analysis {

struct ForecastQuestion {
    std::vector<double> values;       // evenly spaced, oldest first; NaN = no value
    std::vector<std::size_t> periods; // seasons in values (24 and 168 for hours), ascending; empty: one is looked for
    std::vector<IndexRange> masked;   // incidents: not learned from
    std::size_t horizon = 0;
    double level = 0.95;              // of the interval
    double innerLevel = 0.8;          // of the narrower one
    std::vector<std::size_t> marks{}; // deploys: where a step of the level is likely
};

enum class ForecastAnswer {
    Forecast,
    NotForecastable, // nothing does better than repeating the last value, and that misses much: `middle` repeats it
    TooShort,        // fewer than four values
    NoValues,
    Cancelled,
};

struct MethodShare {
    const char *name;
    double weight; // of the mixture
    double error;  // mean absolute error at earlier origins
};

struct Forecast {
    ForecastAnswer answer = ForecastAnswer::Forecast;
    std::vector<double> middle, lower, upper;   // `horizon` values each; empty for TooShort, NoValues and Cancelled
    std::vector<double> innerLower, innerUpper; // of innerLevel
    std::vector<MethodShare> methods;           // that take part, heaviest first
    std::vector<std::size_t> periods;           // as asked, or what was found
    std::size_t origins = 0;                    // earlier origins it was tried at
    double pastError = 0;                       // mean absolute error there
    double pastAccuracy = 0;                    // 1 − Σ|error| / Σ|value| there, not below 0
    double againstNaive = 1;                    // pastError over that of the better of last value and last cycle
    History history; // what was filled, masked and moved; its values are what was learned from
};

// Periods of capacity data on top of the one that is known: weeks above days, a year above weeks.
[[nodiscard]] std::vector<std::size_t> capacityPeriods(std::size_t period);

[[nodiscard]] Forecast forecast(const ForecastQuestion &question, const std::stop_token &stop = {});

// First step at which the middle (or a bound of the interval) reaches `limit` from below; nothing within the horizon.
[[nodiscard]] std::optional<std::size_t> stepsUntil(const std::vector<double> &values, double limit);

// What can be said in one plain sentence: how good it was before, or why there is none.
[[nodiscard]] QString forecastSentence(const Forecast &forecast);

} // namespace wf::analysis
