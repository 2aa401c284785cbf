// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/logline.h"
#include "widgets/chart/layout/chartdata.h"

namespace wf::ui {

// Counts by level as stacked bars, errors at the bottom so that the base line shows trouble (DESIGN.md 4). Levels
// without a line are left out; fatal counts as error, trace as debug.
[[nodiscard]] std::shared_ptr<const widgets::ChartData> volumeChart(const signals::LogVolume &volume);

} // namespace wf::ui
