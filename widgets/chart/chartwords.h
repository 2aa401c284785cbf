// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/layout/scene.h"

namespace wf::widgets {

// What the chart shows, in sentences: for screen readers and for the clipboard. Outside text inside.
[[nodiscard]] QString describeChart(const ChartData &data, const ChartLines &lines, const SeriesChoice &choice,
                                    base::TimeRange range);

} // namespace wf::widgets
