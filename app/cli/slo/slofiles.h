// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/check/slocheck.h"

namespace wf::app {

struct LoadedSlos {
    wire::SloDefinitions definitions;
    QStringList unreadable; // "path: why"
};
// Files, and the YAML files right below folders; at most 4 MiB each.
[[nodiscard]] LoadedSlos loadSlos(const QStringList &paths);
// Says what cannot be used, on stderr.
void printProblems(const LoadedSlos &loaded);

} // namespace wf::app
