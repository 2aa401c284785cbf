// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/quantile/quantiles.h"

#include "models/engine/explore/language/textplaces.h"
#include "models/query/promql/parse/parse.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::engine {

using signals::HistogramBucket;
using signals::HistogramSample;

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::vector<double> makeSteps()
{
    std::vector<double> out;
    for (int p = 50; p < 90; p += 5)
        out.push_back(p / 100.0);
    for (int p = 90; p < 99; ++p)
        out.push_back(p / 100.0);
    for (int p = 990; p <= 999; ++p)
        out.push_back(p / 1000.0);
    return out;
}

bool holdsZero(const HistogramBucket &b)
{
    return b.lower <= 0 && b.upper >= 0;
}

// Exponential buckets grow by 2^(2^-schema) with a whole schema of -4 to 8. Those of the API do not say which they are.
bool isExponential(const std::vector<HistogramBucket> &buckets)
{
    double zero = 0; // how far the bucket around zero reaches: its neighbours may be cut there
    for (const HistogramBucket &b : buckets)
        if (holdsZero(b) && b.lower < 0)
            zero = b.upper;
    bool any = zero > 0;
    for (const HistogramBucket &b : buckets) {
        if (!std::isfinite(b.lower))
            return false; // only the first of custom ones
        const double from = std::min(std::abs(b.lower), std::abs(b.upper));
        const double to = std::max(std::abs(b.lower), std::abs(b.upper));
        if (holdsZero(b) || from <= zero || !std::isfinite(to))
            continue; // the last one is of whatever cannot be told
        const double schema = -std::log2(std::log2(to / from));
        if (std::abs(schema - std::round(schema)) > 1e-4 || schema < -4.5 || schema > 8.5)
            return false;
        any = true;
    }
    return any;
}

double inside(const HistogramBucket &b, double fraction, bool exponential)
{
    if (!std::isfinite(b.lower)) // the first of custom ones
        return b.upper <= 0 ? b.upper : b.upper * fraction;
    if (!std::isfinite(b.upper))
        return b.lower;
    if (!exponential || holdsZero(b))
        return b.lower + (b.upper - b.lower) * fraction;
    const double lower = std::log2(std::abs(b.lower)), upper = std::log2(std::abs(b.upper));
    if (b.lower > 0)
        return std::exp2(lower + (upper - lower) * fraction);
    return -std::exp2(upper + (lower - upper) * (1 - fraction));
}

// A histogram of one side only: its zero bucket begins or ends at zero.
void cutZero(HistogramBucket &b, const std::vector<HistogramBucket> &all)
{
    if (!(b.lower < 0 && b.upper > 0))
        return;
    const bool hasNegative = all.front().upper < 0 || all.front().lower < b.lower;
    const bool hasPositive = all.back().lower > 0 || all.back().upper > b.upper;
    if (!hasNegative && hasPositive)
        b.lower = 0;
    else if (hasNegative && !hasPositive)
        b.upper = 0;
}

} // namespace

const std::vector<double> &quantileSteps()
{
    static const std::vector<double> steps = makeSteps();
    return steps;
}

int nearestQuantile(double q)
{
    const auto &steps = quantileSteps();
    const auto at = std::ranges::min_element(steps, {}, [q](double step) { return std::abs(step - q); });
    return static_cast<int>(at - steps.begin());
}

QString quantileName(double q)
{
    return QStringLiteral("p%1").arg(QString::number(q * 100, 'g', 4));
}

double quantileOfBuckets(const HistogramSample &sample, double q)
{
    const auto &buckets = sample.buckets;
    double total = 0;
    for (const HistogramBucket &b : buckets)
        total += b.count;
    if (buckets.empty() || !(total > 0) || !std::isfinite(q))
        return nan;
    const bool exponential = isExponential(buckets);
    // As Prometheus: from the nearer end. Observations that are NaN are in no bucket and count at the upper one.
    const bool isUpwards = std::isnan(sample.sum) || q < 0.5;
    const double rank = (isUpwards ? q : 1 - q) * std::max(total, sample.count);
    double passed = 0;
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        HistogramBucket b = buckets[isUpwards ? i : buckets.size() - 1 - i];
        passed += b.count;
        if (b.count <= 0 || passed < rank)
            continue;
        cutZero(b, buckets);
        const double share = (isUpwards ? rank - (passed - b.count) : passed - rank) / b.count;
        return inside(b, std::clamp(share, 0.0, 1.0), exponential);
    }
    return isUpwards ? nan : buckets.front().lower; // the rest is NaN; or rounding
}

bool isOfHistograms(const signals::QueryAnswer &answer)
{
    return answer.series.empty() && !answer.histograms.empty();
}

signals::QueryAnswerPtr withQuantiles(const signals::QueryAnswerPtr &answer, double q, double factor,
                                      std::stop_token stop)
{
    auto out = std::make_shared<signals::QueryAnswer>();
    out->type = answer->type;
    out->stepMs = answer->stepMs;
    out->completeness = answer->completeness;
    out->series.reserve(answer->histograms.size());
    for (const signals::HistogramSeries &one : answer->histograms) {
        if (stop.stop_requested())
            break;
        signals::Series line;
        line.labels = one.labels;
        for (const HistogramSample &sample : one.samples)
            if (const double value = quantileOfBuckets(sample, q); !std::isnan(value)) {
                line.timesMs.push_back(sample.timeMs);
                line.values.push_back(value * factor);
            }
        out->series.push_back(std::move(line));
    }
    return out;
}

std::optional<QuantilePlace> quantileIn(const QString &query)
{
    if (!query.contains(QLatin1String("histogram_quantile")))
        return std::nullopt;
    const TextPlaces places(query);
    const auto tree = query::parsePromql(places.utf8(), query::ParseOptions::everything());
    if (!tree)
        return std::nullopt;
    std::optional<QuantilePlace> out;
    query::visit(**tree, [&](const query::Expr &part) {
        const auto *call = std::get_if<query::Call>(&part.node);
        if (out || !call || !call->function || call->function->name != "histogram_quantile" || call->args.empty())
            return;
        const query::Expr &asked = *call->args.front();
        if (const auto *number = std::get_if<query::NumberLiteral>(&asked.node); number && !number->isDuration)
            out = QuantilePlace{number->value, places.place(asked.range.start), places.length(asked.range)};
    });
    return out;
}

QString withQuantile(const QString &query, double q)
{
    const QString number = QString::number(q, 'g', 6);
    const auto place = quantileIn(query);
    if (!place)
        return QStringLiteral("histogram_quantile(%1, %2)").arg(number, query.trimmed());
    QString out = query;
    return out.replace(place->start, place->length, number);
}

} // namespace wf::engine
