// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

// Numbers as Prometheus' template functions write them.
namespace wf::query::tmpl {

[[nodiscard]] std::string humanize(double value);     // 1.235k
[[nodiscard]] std::string humanize1024(double value); // 1.206ki
[[nodiscard]] std::string humanizeDuration(double seconds);
[[nodiscard]] std::string humanizePercentage(double ratio);
[[nodiscard]] std::string humanizeTimestamp(double seconds);

} // namespace wf::query::tmpl
