// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/report/report.h"

// The figures of an HTML report as SVG, with what they show in words for who cannot see them.
namespace wf::wire {

[[nodiscard]] QString allowanceBar(const signals::ReportClause &clause); // empty without an allowance
[[nodiscard]] QString daysChart(const signals::ReportDays &days);
[[nodiscard]] QString burnChart(const signals::Report &report, const signals::ReportBurn &burn);

} // namespace wf::wire
