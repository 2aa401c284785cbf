// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/chartattached.h"

#include <algorithm>

namespace wf::widgets {

signals::AttachedContent attachedContent(const ChartData &data, const SeriesChoice &choice, base::TimeRange range,
                                         const QString &query)
{
    signals::AttachedContent out{query, range, signals::AttachedChart()};
    auto &chart = *out.chart;
    for (const ChartSeries &series : data.series) {
        if (!choice.shows(series.key) || !series.samples)
            continue;
        const auto &times = series.samples->timesMs;
        const auto from = std::ranges::lower_bound(times, range.startNs / base::nsPerMs) - times.begin();
        const auto to = std::ranges::upper_bound(times, range.endNs / base::nsPerMs) - times.begin();
        if (from >= to)
            continue;
        if (chart.lines.size() >= signals::AttachedChart::mostLines) {
            ++chart.linesLeftOut;
            continue;
        }
        const auto &values = series.samples->values;
        chart.lines.push_back(signals::thinned(series.name, {times.begin() + from, times.begin() + to},
                                               {values.begin() + from, values.begin() + to}));
    }
    if (!data.thresholds.empty())
        chart.threshold = data.thresholds.front().value;
    if (chart.lines.empty())
        out.chart.reset();
    return out;
}

std::shared_ptr<const ChartData> chartOf(const signals::AttachedChart &kept)
{
    auto out = std::make_shared<ChartData>();
    out->bridgesGaps = true; // thinned out: what is missing is written as NaN
    for (const auto &line : kept.lines) {
        auto samples = std::make_shared<signals::Series>();
        samples->timesMs = line.timesMs;
        samples->values = line.values;
        ChartSeries one;
        one.key = QString::number(out->series.size());
        one.name = line.name;
        one.color = {SeriesColor::Palette, static_cast<int>(out->series.size())};
        one.samples = std::move(samples);
        out->series.push_back(std::move(one));
    }
    if (kept.threshold)
        out->thresholds.push_back({*kept.threshold, base::formatValue(*kept.threshold, base::Unit::None), true});
    return out;
}

} // namespace wf::widgets
