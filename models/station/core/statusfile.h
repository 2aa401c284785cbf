// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/station/core/stationstate.h"

#include <QJsonObject>

namespace wf::station {

// What the station last knew about itself, for other processes (`watchfloor station status`): status.json in its
// folder, written every few seconds while a console has it open.
[[nodiscard]] QJsonObject statusOf(const StationState &state);
void writeStatus(const StationState &state); // what cannot be written is written next time

struct StatusFile {
    QJsonObject status;
    qint64 ageNs = 0; // a running station's is younger than statusFreshNs
};
inline constexpr qint64 statusFreshNs = 15 * base::nsPerSecond;
// NotFound: no station has run in this folder.
[[nodiscard]] base::Result<StatusFile> readStatus(const QString &directory);

} // namespace wf::station
