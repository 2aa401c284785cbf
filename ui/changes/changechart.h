// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/changes/change.h"
#include "widgets/chart/layout/chartdata.h"

namespace wf::ui {

// The evidence of one finding: its line with the window behind it; of what moves with a series both, each in its own
// deviations from its mean, for they are of different quantities. Null when it has no line. Pure.
[[nodiscard]] std::shared_ptr<const widgets::ChartData> changeChart(const engine::ChangesSnapshot &found,
                                                                    const engine::Change &change);
// From the first point of the lines to the last; of a baseline apart from its window the window alone.
[[nodiscard]] base::TimeRange changeRange(const engine::ChangesSnapshot &found);

} // namespace wf::ui
