// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace wf::widgets {

// Makes every ChartView a chart with a description in sentences for assistive technology. Once per process is enough;
// later calls do nothing.
void installChartAccessibility();

} // namespace wf::widgets
