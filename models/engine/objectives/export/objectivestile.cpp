// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/export/objectivestile.h"

namespace wf::engine {

ObjectivesTile tileOf(const ObjectivesSnapshot &snapshot)
{
    ObjectivesTile tile;
    tile.asOfNs = snapshot.asOfNs;
    for (const ObjectiveState &s : snapshot.objectives) {
        ++tile.all;
        tile.completeness.merge(s.completeness);
        tile.critical += s.severity == signals::Severity::Critical;
        tile.warning += s.severity == signals::Severity::Warning;
        tile.ok += s.severity == signals::Severity::Ok;
        tile.unknown += s.severity == signals::Severity::Unknown;
        tile.frozen += s.freeze.decision == FreezeAdvice::Decision::Freeze;
        tile.severity = signals::worse(tile.severity, s.severity);
    }
    if (!snapshot.objectives.empty() && snapshot.objectives.front().isKnown()) {
        const ObjectiveState &worst = snapshot.objectives.front();
        tile.worst = worst.title();
        tile.worstLeft = worst.left();
        if (worst.report.exhaustedInNs)
            tile.worstExhaustedAtNs = worst.report.window.endNs + *worst.report.exhaustedInNs;
    }
    return tile;
}

} // namespace wf::engine
