// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>
#include <string>
#include <string_view>

namespace wf::query::logql {

// Go's time.ParseDuration: "1h30m", "1.5s", "-2ms", "0"; units ns us µs ms s m h. With `days` Prometheus' d, w and y
// too.
[[nodiscard]] std::optional<qint64> parseGoDuration(std::string_view text, bool days = false);
// time.Duration.Seconds(), rounded as Go rounds it.
[[nodiscard]] double goSeconds(qint64 ns);
// "512", "2KB" (1000), "1.5MiB" (1024), any case, a space before the unit.
[[nodiscard]] std::optional<quint64> parseByteSize(std::string_view text);
// What Go says of a text that is none: "time: missing unit in duration \"5\"", "unhandled size name: x" …
[[nodiscard]] std::string durationProblem(std::string_view text);
[[nodiscard]] std::string byteSizeProblem(std::string_view text);
[[nodiscard]] std::string floatProblem(std::string_view text);
// Go's strconv.ParseFloat in decimal, hexadecimal, Inf and NaN.
[[nodiscard]] std::optional<double> parseGoFloat(std::string_view text);

// The shortest decimal text that reads back as the same number; "+Inf", "NaN".
[[nodiscard]] std::string printNumber(double value);
[[nodiscard]] std::string printByteSize(double bytes);

} // namespace wf::query::logql
