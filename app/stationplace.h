// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/environment/environment.h"

namespace wf::app {

// Where the embedded station of an environment lies.
struct StationPlace {
    QString directory;
    QString configFile; // may be missing
};
[[nodiscard]] StationPlace stationPlaceOf(const sources::Environment &environment, const QString &stateDirectory);

} // namespace wf::app
