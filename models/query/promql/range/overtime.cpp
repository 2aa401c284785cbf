// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/histogram/arithmetic.h"
#include "models/query/promql/histogram/histogrammean.h"
#include "models/query/promql/histogram/kahan.h"
#include "models/query/promql/histogram/quantile.h"
#include "models/query/promql/notes/messages.h"
#include "models/query/promql/range/rangefunctions.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::query {

using signals::NativeHistogram;

namespace {

// For functions of floats only: says when histograms are left out. False when no float is there.
bool onlyFloats(const Window &w, RangeCall &call)
{
    if (w.values.empty())
        return false;
    if (!w.histograms.empty())
        call.annotations.inform(messages::histogramsIgnoredInRange(call.metricName), call.where);
    return true;
}

template<class Total>
RangeResult overHistograms(const Window &w, RangeCall &call)
{
    Total total(*w.histograms.front());
    for (const auto &h : w.histograms.subspan(1))
        if (!total.add(*h)) {
            call.annotations.warn(messages::mixedSchemas(call.metricName), call.where);
            return {};
        }
    if (total.hintsCollided())
        call.annotations.warn(messages::resetCollision(messages::aggregation), call.where);
    if (total.boundsReconciled())
        call.annotations.inform(messages::boundsReconciled(messages::aggregation), call.where);
    return RangeResult::of(total.result());
}

template<class IsBetter>
std::size_t bestOf(std::span<const double> values, IsBetter isBetter)
{
    std::size_t best = 0;
    for (std::size_t i = 1; i < values.size(); ++i)
        if (isBetter(values[i], values[best]) || std::isnan(values[best]))
            best = i;
    return best;
}

double varianceOf(std::span<const double> values)
{
    double count = 0;
    KahanSum mean, squares;
    for (const double v : values) {
        ++count;
        const double distance = v - mean.value();
        mean.add(distance / count);
        squares.add(distance * (v - mean.value()));
    }
    return squares.value() / count;
}

RangeResult seconds(qint64 ms)
{
    return RangeResult::of(static_cast<double>(ms) / 1000);
}

} // namespace

RangeResult avgOverTime(const Window &w, RangeCall &call)
{
    if (w.isMixed()) {
        call.annotations.warn(messages::mixedSamples(call.metricName), call.where);
        return {};
    }
    if (w.values.empty())
        return overHistograms<HistogramMean>(w, call);
    FloatMean mean(w.values.front());
    for (const double v : w.values.subspan(1))
        mean.add(v);
    return RangeResult::of(mean.result());
}

RangeResult sumOverTime(const Window &w, RangeCall &call)
{
    if (w.isMixed()) {
        call.annotations.warn(messages::mixedSamples(call.metricName), call.where);
        return {};
    }
    if (w.values.empty())
        return overHistograms<HistogramTotal>(w, call);
    KahanSum sum;
    for (const double v : w.values)
        sum.add(v);
    return RangeResult::of(std::isinf(sum.sum) ? sum.sum : sum.value());
}

RangeResult minOverTime(const Window &w, RangeCall &call)
{
    return onlyFloats(w, call) ? RangeResult::of(w.values[bestOf(w.values, std::less<>())]) : RangeResult();
}

RangeResult maxOverTime(const Window &w, RangeCall &call)
{
    return onlyFloats(w, call) ? RangeResult::of(w.values[bestOf(w.values, std::greater<>())]) : RangeResult();
}

RangeResult tsOfMinOverTime(const Window &w, RangeCall &call)
{
    return onlyFloats(w, call) ? seconds(w.times[bestOf(w.values, std::less_equal<>())]) : RangeResult();
}

RangeResult tsOfMaxOverTime(const Window &w, RangeCall &call)
{
    return onlyFloats(w, call) ? seconds(w.times[bestOf(w.values, std::greater_equal<>())]) : RangeResult();
}

RangeResult tsOfFirstOverTime(const Window &w, RangeCall &)
{
    constexpr qint64 never = std::numeric_limits<qint64>::max();
    return seconds(std::min(w.times.empty() ? never : w.times.front(),
                            w.histogramTimes.empty() ? never : w.histogramTimes.front()));
}

RangeResult tsOfLastOverTime(const Window &w, RangeCall &)
{
    constexpr qint64 never = std::numeric_limits<qint64>::min();
    return seconds(
        std::max(w.times.empty() ? never : w.times.back(), w.histogramTimes.empty() ? never : w.histogramTimes.back()));
}

RangeResult countOverTime(const Window &w, RangeCall &)
{
    return RangeResult::of(static_cast<double>(w.values.size() + w.histograms.size()));
}

RangeResult presentOverTime(const Window &, RangeCall &)
{
    return RangeResult::of(1);
}

RangeResult firstOverTime(const Window &w, RangeCall &)
{
    if (w.histograms.empty() || (!w.values.empty() && w.times.front() < w.histogramTimes.front()))
        return RangeResult::of(w.values.front());
    return {true, 0, w.histograms.front()};
}

RangeResult lastOverTime(const Window &w, RangeCall &)
{
    if (w.histograms.empty() || (!w.values.empty() && w.times.back() > w.histogramTimes.back()))
        return RangeResult::of(w.values.back());
    return {true, 0, w.histograms.back()};
}

RangeResult stddevOverTime(const Window &w, RangeCall &call)
{
    return onlyFloats(w, call) ? RangeResult::of(std::sqrt(varianceOf(w.values))) : RangeResult();
}

RangeResult stdvarOverTime(const Window &w, RangeCall &call)
{
    return onlyFloats(w, call) ? RangeResult::of(varianceOf(w.values)) : RangeResult();
}

RangeResult quantileOverTime(const Window &w, RangeCall &call)
{
    const double q = call.params[0];
    if (w.values.empty())
        return {};
    if (!(q >= 0 && q <= 1))
        call.annotations.warn(messages::badQuantile(q), call.argRanges[0]);
    if (!w.histograms.empty())
        call.annotations.inform(messages::histogramsIgnoredInRange(call.metricName), call.argRanges[0]);
    std::vector<double> values(w.values.begin(), w.values.end());
    return RangeResult::of(quantileOf(q, values));
}

RangeResult madOverTime(const Window &w, RangeCall &call)
{
    if (!onlyFloats(w, call))
        return {};
    std::vector<double> values(w.values.begin(), w.values.end());
    if (std::ranges::any_of(values, [](double v) { return std::isnan(v); }))
        return RangeResult::of(std::numeric_limits<double>::quiet_NaN());
    const double median = quantileOf(0.5, values);
    for (double &v : values)
        v = std::abs(v - median);
    return RangeResult::of(quantileOf(0.5, values));
}

} // namespace wf::query
