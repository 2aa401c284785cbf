// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/environment/environment.h"

namespace wf::app {

// The station of an environment as a command reaches it beside the console that has it open: four sources with the ids
// and names the window knows them by. Errors: NotFound (no console has it open), each with what to do in its detail.
[[nodiscard]] base::Result<std::vector<sources::SourceSettings>> stationBeside(const sources::Environment &environment,
                                                                               const QString &stateDirectory);

} // namespace wf::app
