// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/metrics/answer/explorechart.h"

#include "ui/metrics/answer/resultrows.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wf::ui {

namespace {

// Which series are shown, in the order of the answer.
std::vector<std::size_t> shownSeries(const std::vector<signals::Series> &series)
{
    std::vector<std::size_t> all(series.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    if (all.size() <= mostLines)
        return all;
    const auto newest = [&series](std::size_t i) {
        const double value = series[i].values.empty() ? 0 : series[i].values.back();
        return std::isnan(value) ? 0 : std::abs(value);
    };
    std::ranges::nth_element(all, all.begin() + mostLines, std::greater<>(), newest);
    all.resize(mostLines);
    std::ranges::sort(all);
    return all;
}

// The same lines earlier.
void addCompare(const signals::QueryAnswerPtr &compare, widgets::ChartData &data)
{
    if (!compare)
        return;
    QHash<base::Labels, const signals::Series *> earlier;
    for (const signals::Series &series : compare->series)
        earlier.insert(series.labels, &series);
    for (const widgets::ChartSeries &line : data.series)
        if (const auto *series = earlier.value(line.samples->labels)) {
            widgets::ChartSeries dashed = line;
            dashed.samples = std::shared_ptr<const signals::Series>(compare, series);
            data.compare.push_back(std::move(dashed));
        }
}

} // namespace

QString lineName(const base::Labels &labels, const std::vector<std::string> &differing)
{
    QString name;
    for (const std::string &label : differing)
        if (const QString value = labels.text(label); !value.isEmpty())
            name += (name.isEmpty() ? QString() : QStringLiteral(", ")) + value;
    if (!name.isEmpty())
        return name;
    const QString all = labels.toString();
    return all.isEmpty() || all == QLatin1String("{}") ? QCoreApplication::translate("Metrics", "value") : all;
}

widgets::ChartData exploreChart(const engine::ExploreAnswer &answer, widgets::ChartKind kind,
                                widgets::SeriesColors &colors)
{
    widgets::ChartData data;
    data.kind = kind;
    data.unit = answer.unit.unit;
    data.stepNs = answer.stepNs;
    if (!answer.answer)
        return data;
    const auto &series = answer.answer->series;
    const auto differing = differingLabels(series);
    for (const std::size_t i : shownSeries(series)) {
        widgets::ChartSeries line;
        line.name = lineName(series[i].labels, differing);
        line.key = series[i].labels.toString();
        line.color = colors.colorFor(line.name);
        line.samples = std::shared_ptr<const signals::Series>(answer.answer, &series[i]);
        data.series.push_back(std::move(line));
    }
    addCompare(answer.compare, data);
    data.showsLegend = data.series.size() > 1 && data.series.size() <= 8; // more stand in the table below
    if (answer.completeness.stale || answer.error)                        // the tail begins behind the newest sample
        for (const widgets::ChartSeries &line : data.series)
            if (line.samples->size() > 0)
                data.staleSinceNs = std::max(data.staleSinceNs, line.samples->timesMs.back() * base::nsPerMs);
    return data;
}

} // namespace wf::ui
