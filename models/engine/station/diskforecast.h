// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <optional>
#include <vector>

namespace wf::engine {

// What lay on disk at a moment.
struct DiskPoint {
    qint64 timeNs = 0;
    qint64 bytes = 0;
};

// All that is kept now, and since when there is data.
struct DiskKept {
    qint64 bytes = 0;
    qint64 oldestNs = 0; // 0 = nothing is kept
};

// How long the free disk lasts if it goes on like this: an estimate between the fastest and the slowest growth seen.
struct DiskForecast {
    double bytesPerDay = 0;           // the fastest
    std::optional<qint64> earliestNs; // from now; unset = it does not grow
    std::optional<qint64> latestNs;   // unset = at its slowest it does not grow
    qint64 watchedNs = 0;             // of what was watched growing; 0 = too short to count
    qint64 keptNs = 0;                // of what is kept, by the age of its data; 0 = too young to count
    friend bool operator==(const DiskForecast &, const DiskForecast &) = default;
};

// Growth is seen in three ways: in either half of `watched` (ascending; at least five minutes), and as what is kept
// over its age (at least an hour). Nothing when none of them can be said. Pure.
[[nodiscard]] std::optional<DiskForecast> forecastDisk(const std::vector<DiskPoint> &watched, const DiskKept &kept,
                                                       qint64 freeBytes, qint64 nowNs);

} // namespace wf::engine
