// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/incidents/incident.h"
#include "ui/wallboard/walltile.h"

#include <optional>

namespace wf::ui {

// The incidents a wall may turn to: those that opened since it was first asked and that nobody has, worst first. One
// that became quiet or closed by itself is still among them, as past, so that who looks up reads what it was. GUI
// thread.
class IncidentNews {
public:
    [[nodiscard]] std::vector<WallNews> now(const engine::IncidentSnapshot &snapshot, qint64 nowNs);

private:
    std::optional<qint64> m_newestBefore; // number of the newest incident there was at first
};

} // namespace wf::ui
