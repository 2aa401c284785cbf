// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/series.h"
#include "widgets/chart/layout/chartdata.h"

// An answer as rows of a table. Pure.
namespace wf::ui {

struct ResultRow {
    QString key; // of the chart's series
    widgets::SeriesColor color;
    base::Labels labels;
    std::vector<double> spark;
    double atCursor = 0, greatest = 0, least = 0, mean = 0; // NaN: no sample
};

// Labels in which the series differ, those with fewer values first; without the metric's name.
[[nodiscard]] std::vector<std::string> differingLabels(const std::vector<signals::Series> &series);

// At most `most` rows, greatest at the cursor first. `series`: what the chart shows of the answer, for keys and
// colours. cursorNs 0: the newest sample.
[[nodiscard]] std::vector<ResultRow> resultRows(const signals::QueryAnswer &answer,
                                                const std::vector<widgets::ChartSeries> &series, qint64 cursorNs,
                                                std::size_t most);

// RFC 4180 with a head: the labels, value at the cursor, greatest, smallest, mean.
[[nodiscard]] QString resultCsv(const std::vector<ResultRow> &rows, const std::vector<std::string> &labels);

} // namespace wf::ui
