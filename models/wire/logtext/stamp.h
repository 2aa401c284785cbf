// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <functional>
#include <optional>
#include <string_view>

namespace wf::wire::logtext {

// What a written time leaves open.
struct StampContext {
    qint64 nowNs = 0; // UTC; times without a year or a date are the newest ones not more than a day after it
    // Seconds east of UTC at a local time (seconds since 1970 as if the local clock were UTC), for stamps without a
    // zone. Empty: they are UTC.
    std::function<int(qint64 localSeconds)> zone;
};

struct Stamp {
    qint64 timeNs = 0;      // UTC
    std::size_t length = 0; // bytes of the text it takes
    bool hasZone = false;   // the zone was written, not assumed
    bool hasDate = true;    // false: only a time of day
};

// A time at the very beginning of `text`, in the forms programs write: ISO 8601 and RFC 3339 ("T" or blank, any
// decimals behind "." or ",", "Z", offsets, common zone names), the same with "/" or "." between, compact
// (20261128-15:36:56:123, 20261128T153656Z, 261128 153656), "Nov 28 15:36:56" with and without year, ctime and date(1),
// RFC 1123, "28/Nov/2026:15:36:56 +0100", "28-Nov-2026 15:36:56", month/day and day.month.year with "AM"/"PM",
// "11-28 15:36:56.123", seconds to nanoseconds since 1970 (2001 to 2100), and times of day with decimals. The character
// behind must not continue a word. Years 1970 to 2261.
[[nodiscard]] std::optional<Stamp> readStamp(std::string_view text, const StampContext &context);

// A number of a "time" field: seconds, milliseconds, microseconds or nanoseconds by its size; decimals allowed.
[[nodiscard]] std::optional<qint64> epochToNs(std::string_view number);

} // namespace wf::wire::logtext
