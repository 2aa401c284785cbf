// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/changes/changechart.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace wf::ui {

namespace {

using widgets::ChartData;
using widgets::ChartSeries;

QString tr(const char *text)
{
    return QCoreApplication::translate("Changes", text);
}

std::shared_ptr<signals::Series> seriesOf(const std::vector<float> &line, const std::vector<qint64> &timesMs)
{
    auto out = std::make_shared<signals::Series>();
    for (std::size_t i = 0; i < std::min(line.size(), timesMs.size()); ++i)
        if (std::isfinite(line[i])) {
            out->timesMs.push_back(timesMs[i]);
            out->values.push_back(static_cast<double>(line[i]));
        }
    return out;
}

// In deviations from its mean; a flat one is all 0.
std::shared_ptr<signals::Series> standardised(std::shared_ptr<signals::Series> series)
{
    double sum = 0, squares = 0;
    const auto n = static_cast<double>(std::max<std::size_t>(1, series->size()));
    for (const double v : series->values)
        sum += v;
    const double middle = sum / n;
    for (const double v : series->values)
        squares += (v - middle) * (v - middle);
    const double spread = std::sqrt(squares / n);
    for (double &v : series->values)
        v = spread > 0 ? (v - middle) / spread : 0;
    return series;
}

ChartSeries line(const QString &key, const QString &name, int color, std::shared_ptr<signals::Series> samples)
{
    ChartSeries out;
    out.key = key;
    out.name = name;
    out.color = {widgets::SeriesColor::Palette, color};
    out.samples = std::move(samples);
    return out;
}

} // namespace

base::TimeRange changeRange(const engine::ChangesSnapshot &found)
{
    if (found.timesMs.empty())
        return found.question.window;
    const bool isApart = !found.moves && found.question.baseline.endNs < found.question.window.startNs;
    return {isApart ? found.question.window.startNs : found.timesMs.front() * base::nsPerMs,
            found.timesMs.back() * base::nsPerMs};
}

std::shared_ptr<const ChartData> changeChart(const engine::ChangesSnapshot &found, const engine::Change &change)
{
    if (change.line.empty() || found.timesMs.empty())
        return nullptr;
    auto data = std::make_shared<ChartData>();
    data->fit = true;
    if (engine::isMove(change)) {
        const engine::MoveQuestion &asked = *found.moves;
        data->write = [](double deviations) { return tr("%1 \u03c3").arg(deviations, 0, 'f', 1); };
        data->series.push_back(line(QStringLiteral("target"), asked.title.isEmpty() ? asked.expr : asked.title, 0,
                                    standardised(seriesOf(found.target, found.timesMs))));
        data->series.push_back(
            line(QStringLiteral("other"), change.title, 1, standardised(seriesOf(change.line, found.timesMs))));
        return data;
    }
    data->unit = change.unit;
    data->series.push_back(line(QStringLiteral("line"), change.title, 0, seriesOf(change.line, found.timesMs)));
    data->showsLegend = false;
    data->annotations.push_back({widgets::ChartAnnotation::Incident, found.question.window, 0, {}, {}});
    return data;
}

} // namespace wf::ui
