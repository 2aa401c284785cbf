// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/yaml/rules/rulefile.h"

// Rules put together by a program, for printRuleFile(). Pure; any thread.
namespace wf::wire {

// The shortest text that reads back as the same number.
[[nodiscard]] QString numberText(double value);
// "30d", "1h", "5m": in the largest unit of d, h, m and s that divides it, as names of rules have it.
[[nodiscard]] QString windowText(qint64 ns);
[[nodiscard]] base::Labels joined(const base::Labels &first, const base::Labels &second); // the second wins
[[nodiscard]] RuleEntry recording(const QString &name, const QString &expr, const base::Labels &labels);
[[nodiscard]] RuleEntry alert(const QString &name, const QString &expr, const base::Labels &labels,
                              const base::Labels &annotations);
[[nodiscard]] RuleGroup group(const QString &name, std::vector<RuleEntry> rules, qint64 intervalNs);

} // namespace wf::wire
