// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/station/stationsnapshot.h"
#include "models/station/config/addedlogs.h"
#include "models/station/config/addedtargets.h"

#include <stop_token>

// What people add by hand, in the files the station reads again when they change. `configFile` is the station's. All
// read and write files: not on the GUI thread. Errors: Invalid (a file is broken), Storage; each says what to do.
namespace wf::engine {

[[nodiscard]] base::Result<QString> addTarget(const QString &configFile, const station::TargetGroup &target);
// Unsupported when logs.enabled is false.
[[nodiscard]] base::Result<QString> addLogPath(const QString &configFile, const station::AddedLog &log);
[[nodiscard]] base::Result<StationLogPreview> previewLog(const QString &configFile, const station::AddedLog &log,
                                                         qint64 nowNs, const std::stop_token &stop);

[[nodiscard]] base::Result<std::vector<StationAdded>> listAdded(const QString &configFile);
// NotFound when it is not there any more.
[[nodiscard]] base::Result<StationAdded> removeAdded(const QString &configFile, const StationAdded &added);
// Undoes it.
[[nodiscard]] base::Result<StationAdded> restoreAdded(const QString &configFile, const StationAdded &added);

} // namespace wf::engine
