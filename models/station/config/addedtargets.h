// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/station/config/scrapeconfig.h"

#include <QString>

namespace wf::station {

// Targets added by hand, in the window or with `watchfloor station add`. They lie in a file of file_sd_configs beside
// station.yaml, which the station reads again when it changes: what is added is scraped within a second or two.

// What people paste: "shop:8080", "https://shop.example.com/actuator/prometheus?x=y". Without a path it is /metrics,
// without a job the first part of its host's name, or its address where it has none.
// Errors: Invalid, with what to write instead.
[[nodiscard]] base::Result<TargetGroup> targetOfAddress(const QString &pasted, const QString &job = {});

// Adds or replaces the target with this address, scheme and path. Errors: Invalid (the file is broken), Storage.
[[nodiscard]] base::Status addTarget(const QString &file, const TargetGroup &target);
// NotFound when there is none.
[[nodiscard]] base::Status removeTarget(const QString &file, const TargetGroup &target);

// In the order they were added; without the file there are none. Errors: Invalid, TooLarge, Storage.
[[nodiscard]] base::Result<std::vector<TargetGroup>> loadAddedTargets(const QString &file);
// As targetOfAddress() takes it.
[[nodiscard]] QString addressOf(const TargetGroup &target);

// The job that scrapes the file.
[[nodiscard]] ScrapeJob addedTargetsJob(const QString &file, qint64 intervalNs);

} // namespace wf::station
