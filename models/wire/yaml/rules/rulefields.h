// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace wf::wire {

// Whose field of a group or rule this is when Prometheus does not know it: "Thanos", "Mimir" …; empty: nobody's.
[[nodiscard]] std::string_view ownerOfGroupField(std::string_view key);
[[nodiscard]] std::string_view ownerOfRuleField(std::string_view key);

// Names that every Prometheus accepts; 3.x accepts any UTF-8 without braces beside them.
[[nodiscard]] bool isClassicMetricName(std::string_view name);
[[nodiscard]] bool isClassicLabelName(std::string_view name);
[[nodiscard]] bool isValidUtf8(std::string_view text);

} // namespace wf::wire
