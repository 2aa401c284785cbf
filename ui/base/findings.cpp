// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/findings.h"

#include "models/engine/anomalies/linefindings.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace wf::ui {

using widgets::ChartAnnotation;
using widgets::ChartData;

namespace {

constexpr std::size_t mostBands = 2;
constexpr std::size_t mostLines = 40;

} // namespace

widgets::ChartBand expectedBandOf(const engine::SeriesTrace &trace, const QString &seriesKey)
{
    widgets::ChartBand band;
    band.seriesKey = seriesKey;
    for (std::size_t i = 0; i < trace.timesMs.size(); ++i) {
        if (std::isnan(trace.low[i]))
            continue;
        band.timesMs.push_back(trace.timesMs[i]);
        band.lower.push_back(static_cast<double>(trace.low[i]));
        band.upper.push_back(static_cast<double>(trace.high[i]));
    }
    return band;
}

void addFindings(ChartData &data, const engine::AnomaliesSnapshot *anomalies, const QString &service,
                 const LineQuery &queryOf, qint64 endNs)
{
    if (!anomalies || data.kind != widgets::ChartKind::Lines)
        return;
    QSet<quint64> told;
    for (std::size_t i = 0; i < std::min(mostLines, data.series.size()); ++i) {
        const widgets::ChartSeries &line = data.series[i];
        const QString query = queryOf(line);
        if (query.isEmpty())
            continue;
        const auto found = engine::findingsOf(*anomalies, service, query, *line.samples);
        if (!found.isWatched())
            continue;
        if (data.bands.size() < mostBands)
            data.bands.push_back(expectedBandOf(*found.trace, line.key));
        for (const engine::AnomalyRunPtr &run : found.runs)
            if (!told.contains(run->id())) {
                told.insert(run->id());
                data.annotations.push_back({ChartAnnotation::Anomaly,
                                            {run->startNs, run->isActive() ? endNs : run->endNs},
                                            0,
                                            run->of->title(),
                                            run->of->key});
            }
    }
}

void addRunsOf(ChartData &data, const engine::AnomaliesSnapshot *anomalies, const QString &service, qint64 nowNs)
{
    if (!anomalies)
        return;
    const QString words = QCoreApplication::translate("Anomalies", "something of %1 was not as usual").arg(service);
    for (const base::TimeRange &run : engine::runsOfService(*anomalies, service, nowNs))
        data.annotations.push_back({ChartAnnotation::Anomaly, run, 0, words, {}});
}

signals::Subject runSubject(const ChartAnnotation &mark)
{
    signals::Subject out;
    if (mark.kind != ChartAnnotation::Anomaly || mark.id.isEmpty())
        return out;
    out.kind = signals::SubjectKind::Metric;
    out.id = mark.id;
    out.title = mark.label;
    out.timeNs = mark.range.startNs;
    return out;
}

} // namespace wf::ui
