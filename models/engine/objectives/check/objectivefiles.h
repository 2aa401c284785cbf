// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/check/slocheck.h"

namespace wf::engine {

struct LoadedObjectives {
    wire::SloDefinitions definitions;
    QStringList unreadable; // "path: why"
    QStringList files;      // that were found
};
// Files, and the YAML files right below folders; at most 4 MiB each. Blocks.
[[nodiscard]] LoadedObjectives loadObjectives(const QStringList &paths);

} // namespace wf::engine
