// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/tail/paths/globpaths.h"
#include "models/station/tail/tailsettings.h"
#include "models/station/tail/tailstate.h"

#include <vector>

namespace wf::station::tail {

// Where this machine's logs usually lie: /var/log and the folders of well-known servers below it.
[[nodiscard]] std::vector<TailGroup> machineLogGroups();

// Why a path cannot be read, and what to do about it.
[[nodiscard]] UnreadableState explained(const UnreadablePath &path);

} // namespace wf::station::tail
