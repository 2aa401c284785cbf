// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/exports/gatherboard.h"

namespace wf::engine {

// What a panel shows as RFC 4180 in UTF-8, after its transformations. Series: a line for each moment (ISO 8601, UTC)
// and a column for each series, numbers in full and without unit, empty where there is no sample. Tables: as they
// stand. Logs: time, level, line. Lists (alerts, traces, calls, objectives, dashboards): a line for each entry. Cells that a spreadsheet would take for a formula get an apostrophe. Pure; any
// thread.
[[nodiscard]] QByteArray panelCsv(const GatheredPanel &panel, std::stop_token stop = {});

// All panels below each other, a line for each value: panel, series, time, value; rows of tables as "name=value" in
// `series`, with their numbers.
[[nodiscard]] QByteArray boardCsv(const std::vector<GatheredPanel> &panels, std::stop_token stop = {});

} // namespace wf::engine
