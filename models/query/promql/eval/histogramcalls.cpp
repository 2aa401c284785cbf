// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/eval/evaluation_p.h"
#include "models/query/promql/eval/histograminput_p.h"
#include "models/query/promql/notes/messages.h"

#include <bit>
#include <cmath>

namespace wf::query {

using signals::NativeHistogram;

namespace {

using Id = FunctionId;

double statistic(Id id, const NativeHistogram &h)
{
    switch (id) {
    case Id::HistogramCount:
        return h.count;
    case Id::HistogramSum:
        return h.sum;
    case Id::HistogramAvg:
        return h.sum / h.count;
    case Id::HistogramStdvar:
        return nativeVariance(h);
    default:
        return std::sqrt(nativeVariance(h));
    }
}

void noteNan(NanNote note, std::string_view name, TextRange where, Annotations &annotations)
{
    switch (note) {
    case NanNote::None:
        break;
    case NanNote::ResultIsNan:
        annotations.inform(messages::forMetric("input to histogram_quantile has NaN observations, result is NaN", name),
                           where);
        break;
    case NanNote::ResultIsSkewed:
        annotations.inform(
            messages::forMetric("input to histogram_quantile has NaN observations, result is skewed higher", name),
            where);
        break;
    case NanNote::Excluded:
        annotations.inform(messages::forMetric("input to histogram_fraction has NaN observations, which are excluded "
                                               "from all fractions",
                                               name),
                           where);
        break;
    }
}

} // namespace

Lines Evaluation::eachHistogram(const Call &call, const Grid &grid)
{
    Lines out = evaluate(*call.args[0], grid);
    for (Line &line : out) {
        for (std::size_t i = 0; i < grid.count; ++i) {
            const NativeHistogram *h = line.histogram(i);
            line.values[i] = h ? statistic(call.function->id, *h) : absentValue();
        }
        line.histograms.clear();
        dropName(line);
    }
    std::erase_if(out, [](const Line &line) { return line.isEmpty(); });
    return unique(std::move(out), grid);
}

Lines Evaluation::histogramFraction(const Call &call, const Grid &grid)
{
    const auto lower = scalar(*call.args[0], grid), upper = scalar(*call.args[1], grid);
    const Expr &arg = withoutParens(*call.args[2]);
    const HistogramInput input(evaluate(arg, grid), *this, arg.range);
    const auto ofNative = [&](const NativeHistogram &h, std::string_view name, std::size_t i) {
        const NativeQuantile share = nativeFraction(lower[i], upper[i], h);
        noteNan(share.note, name, arg.range, m_annotations);
        return share.value;
    };
    const auto ofClassic = [&](std::vector<ClassicBucket> &buckets, std::string_view, std::size_t i) {
        return classicFraction(lower[i], upper[i], buckets);
    };
    return unique(input.each(grid, ofNative, ofClassic), grid);
}

Lines Evaluation::histogramQuantile(const Call &call, const Grid &grid)
{
    const auto q = scalar(*call.args[0], grid);
    const Expr &arg = withoutParens(*call.args[1]);
    const HistogramInput input(evaluate(arg, grid), *this, arg.range);
    if (hasFailed())
        return {};
    return unique(quantileLines(input, q, withoutParens(*call.args[0]).range, arg.range, grid), grid);
}

Lines Evaluation::quantileLines(const HistogramInput &input, const std::vector<double> &q, TextRange quantileAt,
                                TextRange where, const Grid &grid)
{
    for (std::size_t i = 0; i < q.size(); ++i)
        if (const bool isRepeated = i > 0 && std::bit_cast<quint64>(q[i]) == std::bit_cast<quint64>(q[i - 1]);
            !isRepeated && !(q[i] >= 0 && q[i] <= 1))
            m_annotations.warn(messages::badQuantile(q[i]), quantileAt);
    const auto ofNative = [&](const NativeHistogram &h, std::string_view name, std::size_t i) {
        const NativeQuantile quantile = nativeQuantile(q[i], h);
        noteNan(quantile.note, name, where, m_annotations);
        return quantile.value;
    };
    const auto ofClassic = [&](std::vector<ClassicBucket> &buckets, std::string_view name, std::size_t i) {
        const ClassicQuantile quantile = classicQuantile(q[i], buckets);
        if (quantile.wasForcedMonotonic)
            m_annotations.informForcedMonotonicity(m_options.delaysNameRemoval ? std::string(name) : std::string(),
                                                   where, grid.at(i), quantile.minBucket, quantile.maxBucket,
                                                   quantile.maxDifference);
        return quantile.value;
    };
    return input.each(grid, ofNative, ofClassic);
}

namespace {

// As OpenMetrics writes numbers: at least one decimal.
std::string openMetricsNumber(double v)
{
    if (v == 1)
        return "1.0";
    if (v == 0)
        return "0.0";
    std::string text = goShort(v);
    const bool isWhole = text.find_first_of("e.NI") == std::string::npos;
    return isWhole ? text + ".0" : text;
}

} // namespace

Lines Evaluation::histogramQuantiles(const Call &call, const Grid &grid)
{
    const Expr &arg = withoutParens(*call.args[0]);
    const HistogramInput input(evaluate(arg, grid), *this, arg.range);
    const std::string &name = stringOf(*call.args[1]);
    Lines out;
    for (std::size_t a = 2; a < call.args.size() && !hasFailed(); ++a) {
        const auto q = scalar(*call.args[a], grid);
        for (Line &line : quantileLines(input, q, withoutParens(*call.args[a]).range, arg.range, grid)) {
            // The quantile may change from step to step, and with it the label.
            for (std::size_t from = 0; from < grid.count;) {
                std::size_t to = from + 1;
                while (to < grid.count && (q[to] == q[from] || (std::isnan(q[to]) && std::isnan(q[from]))))
                    ++to;
                Line part(line.labels.with(name, openMetricsNumber(q[from])), line.dropsName, grid.count);
                for (std::size_t i = from; i < to; ++i)
                    part.copyStep(i, line);
                if (!part.isEmpty())
                    out.push_back(std::move(part));
                from = to;
            }
        }
    }
    return unique(std::move(out), grid);
}

} // namespace wf::query
