// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>
#include <string>
#include <string_view>

namespace wf::wire {

// Sample values as Prometheus prints them: "1", "+Inf", "-Inf", "NaN", "1e+22"; any case, sign optional, no white
// space.
[[nodiscard]] std::optional<double> parseSample(std::string_view text);

// A decimal 64-bit integer, sign optional, nothing around it.
[[nodiscard]] std::optional<qint64> parseInteger(std::string_view text);

// Seconds with decimals -> milliseconds, rounded to the nearest; nothing when not finite or beyond what
// nanoseconds can hold (years 1678 to 2261), so that nobody overflows later.
[[nodiscard]] std::optional<qint64> secondsToMs(double seconds);

// RFC 3339 -> UTC nanoseconds; up to nine decimals count, more are cut. Year 1 and before 1678 ("never") is 0.
[[nodiscard]] std::optional<qint64> parseRfc3339(std::string_view text);
// RFC 3339 in UTC with milliseconds, as the APIs take it.
[[nodiscard]] std::string formatRfc3339(qint64 ns);

// Prometheus duration -> nanoseconds (base::parseDuration for UTF-8).
[[nodiscard]] std::optional<qint64> parseDuration(std::string_view text);

} // namespace wf::wire
