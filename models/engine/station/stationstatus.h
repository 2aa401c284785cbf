// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/station/stationsnapshot.h"

#include <QJsonObject>

namespace wf::engine {

// What the Station page shows, for `watchfloor station status --json` and scripts. Bytes are numbers, times are UTC ns
// in strings ("0": never), durations are seconds; what is not known is null. Keys are listed in docs/operations.md.
// Pure.
[[nodiscard]] QJsonObject statusOf(const StationSnapshot &station);

} // namespace wf::engine
