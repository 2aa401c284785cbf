// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/anomalies/anomaliessnapshot.h"
#include "widgets/chart/layout/chartdata.h"

// What the detectors know, drawn into any chart.
namespace wf::ui {

// The PromQL that gave a line; empty: none did.
using LineQuery = std::function<QString(const widgets::ChartSeries &line)>;

// Where a watched series was expected, moment by moment: the very band that its votes, and "is this normal?", go by.
[[nodiscard]] widgets::ChartBand expectedBandOf(const engine::SeriesTrace &trace, const QString &seriesKey);
// Where lines that are watched are expected (two bands at most: more hide each other), and when they were not there.
// Runs that go on end at `endNs`. Only charts of lines, of their first forty; `anomalies` may be null.
void addFindings(widgets::ChartData &data, const engine::AnomaliesSnapshot *anomalies, const QString &service,
                 const LineQuery &queryOf, qint64 endNs);
// When anything of a service was not as usual: for charts whose lines nobody watches. `anomalies` may be null.
void addRunsOf(widgets::ChartData &data, const engine::AnomaliesSnapshot *anomalies, const QString &service,
               qint64 nowNs);
// Of a run that was drawn, what it opens; None: the mark is no run of one series.
[[nodiscard]] signals::Subject runSubject(const widgets::ChartAnnotation &mark);

} // namespace wf::ui
