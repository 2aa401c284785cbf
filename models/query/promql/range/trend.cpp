// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/histogram/kahan.h"
#include "models/query/promql/notes/messages.h"
#include "models/query/promql/range/rangefunctions.h"

#include <cmath>
#include <limits>

namespace wf::query {

namespace {

// Fewer than two floats have no trend; with histograms beside them it is said that those do not count.
bool hasTrend(const Window &w, RangeCall &call)
{
    if (!w.values.empty() && !w.histograms.empty())
        call.annotations.inform(messages::histogramsIgnoredInRange(call.metricName), call.where);
    return w.values.size() >= 2;
}

struct Straight {
    double slope = 0, intercept = 0;
};

// Least squares; the intercept is the value at that instant.
Straight regression(const Window &w, qint64 interceptMs)
{
    const double first = w.values.front();
    bool isConstant = true;
    KahanSum x, y, xy, xx;
    for (std::size_t i = 0; i < w.values.size(); ++i) {
        isConstant = isConstant && w.values[i] == first;
        const double at = static_cast<double>(w.times[i] - interceptMs) / 1e3;
        x.add(at);
        y.add(w.values[i]);
        xy.add(at * w.values[i]);
        xx.add(at * at);
    }
    if (isConstant) {
        constexpr double nan = std::numeric_limits<double>::quiet_NaN();
        return std::isinf(first) ? Straight{nan, nan} : Straight{0, first};
    }
    const double n = static_cast<double>(w.values.size());
    const double covariance = xy.value() - x.value() * y.value() / n;
    const double variance = xx.value() - x.value() * x.value() / n;
    const double slope = covariance / variance;
    return {slope, y.value() / n - slope * x.value() / n};
}

} // namespace

RangeResult deriv(const Window &w, RangeCall &call)
{
    return hasTrend(w, call) ? RangeResult::of(regression(w, w.times.front()).slope) : RangeResult();
}

RangeResult predictLinear(const Window &w, RangeCall &call)
{
    if (!hasTrend(w, call))
        return {};
    const Straight line = regression(w, w.stepMs);
    return RangeResult::of(line.slope * call.params[0] + line.intercept);
}

RangeResult doubleExponentialSmoothing(const Window &w, RangeCall &call)
{
    const double smoothing = call.params[0], trend = call.params[1];
    if (smoothing <= 0 || smoothing >= 1)
        call.error = "invalid smoothing factor. Expected: 0 < sf < 1, got: " + std::to_string(smoothing);
    else if (trend <= 0 || trend >= 1)
        call.error = "invalid trend factor. Expected: 0 < tf < 1, got: " + std::to_string(trend);
    if (!call.error.empty() || !hasTrend(w, call))
        return {};
    double before = 0, level = w.values[0], slope = w.values[1] - w.values[0];
    for (std::size_t i = 1; i < w.values.size(); ++i) {
        if (i > 1)
            slope = trend * (level - before) + (1 - trend) * slope;
        const double next = smoothing * w.values[i] + (1 - smoothing) * (level + slope);
        before = level;
        level = next;
    }
    return RangeResult::of(level);
}

} // namespace wf::query
