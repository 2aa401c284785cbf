// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"

#include <QJsonObject>

namespace wf::station {

// What is known of a station, for other processes (`watchfloor station status`): status.json in its folder, written
// every few seconds while a console has it open. The console adds the process ("pid") and its version.
void writeStatus(const QString &directory, QJsonObject status); // what cannot be written is written next time

struct StatusFile {
    QJsonObject status;
    qint64 ageNs = 0; // a running station's is younger than statusFreshNs
};
inline constexpr qint64 statusFreshNs = 15 * base::nsPerSecond;
// NotFound: no station has run in this folder.
[[nodiscard]] base::Result<StatusFile> readStatus(const QString &directory);

} // namespace wf::station
