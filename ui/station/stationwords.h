// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/station/stationsnapshot.h"

namespace wf::ui {

// Sentences of the Station page; plain text that may hold outside text.

// "38 targets, 36 up; 12 logs"
[[nodiscard]] QString stationFacts(const engine::StationSnapshot &station);
// What it is configured by and where it keeps its data.
[[nodiscard]] QString stationPlace(const engine::StationSnapshot &station);
// How long the disk lasts, said as the estimate it is, with what it rests on.
[[nodiscard]] QString stationForecast(const engine::StationSnapshot &station);
// "41 d", "3 h", "5 min": one unit, for what is only estimated.
[[nodiscard]] QString roundDuration(qint64 ns);

} // namespace wf::ui
