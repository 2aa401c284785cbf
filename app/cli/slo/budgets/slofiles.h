// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/check/objectivefiles.h"

namespace wf::app {

using LoadedSlos = engine::LoadedObjectives;
[[nodiscard]] inline LoadedSlos loadSlos(const QStringList &paths)
{
    return engine::loadObjectives(paths);
}
// Says what cannot be used, on stderr.
void printProblems(const LoadedSlos &loaded);

} // namespace wf::app
