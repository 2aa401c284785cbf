// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/core/statusfile.h"

namespace wf::app {

// What a station last said of itself (engine/station/stationstatus.h), as text or JSON. Both answer with an ExitCode:
// Ok while it runs and all is well, Warning when something is wrong, Critical when it does not run or a store is
// broken.
[[nodiscard]] int printStatus(const station::StatusFile &file, bool json);
// Warning when one of the targets is down.
[[nodiscard]] int printTargets(const station::StatusFile &file, bool json);

} // namespace wf::app
