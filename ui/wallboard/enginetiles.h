// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/incidents/incident.h"
#include "models/engine/objectives/objectivestate.h"
#include "ui/wallboard/walltile.h"

// What the engine publishes as tiles of a wallboard. Pure.
namespace wf::ui {

// All of them in a sentence, and then each, worst first.
[[nodiscard]] std::vector<WallTile> objectiveTiles(const engine::ObjectivesSnapshot &snapshot, qint64 nowNs);
// One: how many are open, and the worst.
[[nodiscard]] std::vector<WallTile> incidentTiles(const engine::IncidentSnapshot &snapshot, qint64 nowNs);

} // namespace wf::ui
