// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/anomalies/anomaliessnapshot.h"
#include "models/engine/dashboards/panelreader.h"
#include "models/signals/deploy.h"
#include "widgets/chart/layout/chartdata.h"
#include "widgets/chart/seriescolors.h"

namespace wf::ui {

// What is drawn into every panel besides its own lines.
struct PanelMarks {
    std::vector<signals::Deploy> deploys; // empty when switched off
    std::vector<base::TimeRange> incidents;
    bool labelDeploys = false;        // the first panel of a row
    engine::AnomaliesPtr anomalies{}; // bands and runs of watched lines; may be null
    QString service{};                // that the panels are about
};

// From an answer to what a chart paints: names, colours, marks. Pure but for the colours it hands out.
[[nodiscard]] widgets::ChartData chartDataOf(const signals::PanelSpec &spec, const engine::PanelAnswer &answer,
                                             const PanelMarks &marks, widgets::SeriesColors &colors);

// "{{region}}" templates filled from the labels; an empty template gives the labels in which the series differ.
[[nodiscard]] QStringList seriesNames(const std::vector<signals::Series> &series, const QString &legend,
                                      const QString &otherwise);

// The threshold the newest value of any line is beyond, the worst first; null when there is none.
[[nodiscard]] const signals::PanelThreshold *brokenThreshold(const widgets::ChartData &data);

// "v2 1 · eu" lines of a metric whose news is in its labels, at most `most`.
[[nodiscard]] QString labelLines(const engine::PanelAnswer &answer, int most);

} // namespace wf::ui
