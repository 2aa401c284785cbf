// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/incidents/incident.h"
#include "ui/wallboard/walltile.h"

namespace wf::ui {

// The incident a wall turns to: the worst of those that opened since it was first asked, for as long as it is open and
// nobody has it. GUI thread.
class IncidentNews {
public:
    [[nodiscard]] std::optional<WallNews> now(const engine::IncidentSnapshot &snapshot, qint64 nowNs);

private:
    std::optional<qint64> m_newestBefore; // number of the newest incident there was at first
};

} // namespace wf::ui
