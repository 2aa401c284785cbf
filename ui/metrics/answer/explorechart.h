// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/explore/desk/exploredesk.h"
#include "widgets/chart/layout/chartdata.h"
#include "widgets/chart/seriescolors.h"

namespace wf::ui {

// What the chart paints of an answer: at most mostLines series, those that are greatest at their newest sample.
[[nodiscard]] widgets::ChartData exploreChart(const engine::ExploreAnswer &answer, widgets::ChartKind kind,
                                              widgets::SeriesColors &colors);
inline constexpr std::size_t mostLines = 200;

// What tells a series from the others; its own labels when it is the only one.
[[nodiscard]] QString lineName(const base::Labels &labels, const std::vector<std::string> &differing);

} // namespace wf::ui
