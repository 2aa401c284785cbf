// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/graphs/nativeheat.h"

#include "models/signals/display/unitformat.h"

#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace wf::engine {

using namespace Qt::StringLiterals;
using analysis::Frame;
using analysis::FrameField;
using signals::HistogramBucket;

namespace {

constexpr std::size_t mostRows = 120, mostColumns = 10'000;

template<class Visit>
void everySample(const std::vector<TargetAnswer> &answers, const Visit &visit)
{
    for (const TargetAnswer &a : answers)
        for (const signals::HistogramSeries &series : a.answer->histograms)
            for (const signals::HistogramSample &sample : series.samples)
                visit(sample);
}

bool isUsable(const HistogramBucket &bucket)
{
    return !std::isnan(bucket.lower) && !std::isnan(bucket.upper) && bucket.lower <= bucket.upper &&
           std::isfinite(bucket.count) && bucket.count > 0;
}

// The ends of the rows, ascending; the first is where the lowest row begins.
std::vector<double> edgesOf(const std::vector<TargetAnswer> &answers)
{
    std::vector<double> edges;
    everySample(answers, [&](const signals::HistogramSample &sample) {
        for (const HistogramBucket &bucket : sample.buckets)
            if (isUsable(bucket)) {
                edges.push_back(bucket.lower);
                edges.push_back(bucket.upper);
            }
        if (edges.size() > 100'000) { // many samples hold the same few
            std::ranges::sort(edges);
            edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
        }
    });
    std::ranges::sort(edges);
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    while (edges.size() > mostRows + 1) {
        std::vector<double> fewer;
        for (std::size_t i = 0; i < edges.size(); ++i)
            if (i % 2 == 0 || i + 1 == edges.size())
                fewer.push_back(edges[i]);
        edges = std::move(fewer);
    }
    return edges;
}

// What all histograms have.
base::Labels commonLabels(const std::vector<TargetAnswer> &answers)
{
    std::optional<base::Labels> common;
    for (const TargetAnswer &a : answers)
        for (const signals::HistogramSeries &series : a.answer->histograms) {
            std::vector<base::Labels::Pair> pairs = (common ? *common : series.labels).pairs();
            std::erase_if(pairs, [&](const auto &pair) { return series.labels.value(pair.first) != pair.second; });
            common = base::Labels(std::move(pairs));
        }
    return common.value_or(base::Labels());
}

} // namespace

NativeHeat nativeHeatOf(const signals::BoardPanel &panel, const std::vector<TargetAnswer> &answers,
                        const FigureContext &context)
{
    NativeHeat heat;
    heat.edges = edgesOf(answers);
    const std::vector<double> &edges = heat.edges;
    signals::HeatFigure &out = heat.figure;
    if (edges.empty())
        return heat;
    const std::size_t rows = std::max<std::size_t>(1, edges.size() - 1);
    qint64 first = std::numeric_limits<qint64>::max(), last = 0;
    everySample(answers, [&](const signals::HistogramSample &sample) {
        first = std::min(first, sample.timeMs);
        last = std::max(last, sample.timeMs);
    });
    out.stepMs = std::max<qint64>(1, context.stepMs);
    out.startMs = first;
    const std::size_t columns = std::min(mostColumns, static_cast<std::size_t>((last - first) / out.stepMs) + 1);
    out.counts.assign(rows, std::vector<double>(columns, std::numeric_limits<double>::quiet_NaN()));
    everySample(answers, [&](const signals::HistogramSample &sample) {
        const auto column = static_cast<std::size_t>((sample.timeMs - first) / out.stepMs);
        if (column >= columns)
            return;
        for (const HistogramBucket &bucket : sample.buckets) {
            if (!isUsable(bucket))
                continue;
            // rows that lie in the bucket; one that is narrower than a row counts for the row it lies in
            const auto from = std::upper_bound(edges.begin(), edges.end(), bucket.lower);
            const auto to = std::lower_bound(edges.begin(), edges.end(), bucket.upper);
            const auto low = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, from - edges.begin() - 1));
            const auto high = std::max(low + 1, std::min(rows, static_cast<std::size_t>(to - edges.begin())));
            for (std::size_t row = std::min(low, rows - 1); row < std::min(high, rows); ++row) {
                double &cell = out.counts[row][column];
                cell = (std::isnan(cell) ? 0 : cell) + bucket.count / static_cast<double>(high - low);
                out.most = std::max(out.most, cell);
            }
        }
    });
    QString unit = panel.options.value("yAxis"_L1).toObject().value("unit"_L1).toString();
    if (unit.isEmpty())
        unit = panel.defaults.unit.isEmpty() ? u"short"_s : panel.defaults.unit;
    for (std::size_t row = 0; row < rows; ++row)
        out.buckets << signals::formatUnit(unit, edges[std::min(row + 1, edges.size() - 1)]).whole();
    return heat;
}

std::vector<Frame> nativeHeatTables(const NativeHeat &heat, const std::vector<TargetAnswer> &answers)
{
    const base::Labels labels = commonLabels(answers);
    std::vector<Frame> out;
    for (std::size_t row = 0; row < heat.figure.counts.size(); ++row) {
        FrameField time{u"Time"_s, FrameField::Time, {}, {}, {}, {}},
            count{u"count"_s, FrameField::Number, labels, {}, {}, {}};
        const std::vector<double> &cells = heat.figure.counts[row];
        for (std::size_t column = 0; column < cells.size(); ++column)
            if (!std::isnan(cells[column])) {
                time.numbers.push_back(
                    static_cast<double>(heat.figure.startMs + static_cast<qint64>(column) * heat.figure.stepMs));
                count.numbers.push_back(cells[column]);
            }
        const std::vector<double> low(count.size(), heat.edges[row]);
        const std::vector<double> high(count.size(), heat.edges[std::min(row + 1, heat.edges.size() - 1)]);
        out.push_back({{},
                       {std::move(time),
                        {u"yMin"_s, FrameField::Number, {}, {}, low, {}},
                        {u"yMax"_s, FrameField::Number, {}, {}, high, {}},
                        std::move(count)}});
    }
    return out;
}

} // namespace wf::engine
