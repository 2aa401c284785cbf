// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/wire/yaml/rules/rulefile.h"

#include <string>
#include <string_view>

// Changes one rule in the text of a rule file and leaves the rest byte for byte: comments, the order of fields, fields
// nobody knows, the style of what did not change. Every result was read again before it is given back: it holds the
// wanted rule and no other difference. Errors: Invalid (no such group or rule, the file is no YAML), Unsupported
// (written in a way that cannot be changed in place). Pure; any thread.
namespace wf::wire {

// Which rule: the nth (from 0) of that kind and name in the first group of that name.
struct RuleSpot {
    std::string group;
    signals::RuleKind kind = signals::RuleKind::Alerting;
    std::string name;
    int nth = 0;
    friend bool operator==(const RuleSpot &, const RuleSpot &) = default;
};

// Null when there is none. Points into the file.
[[nodiscard]] const RuleEntry *findRule(const RuleFile &file, const RuleSpot &spot);
[[nodiscard]] const RuleGroup *findGroup(const RuleFile &file, std::string_view name);

// Lines of the rule in the text, from 1, both inclusive; 0 and 0 when it is not there or not in block style.
struct RuleLines {
    int first = 0, last = 0;
};
[[nodiscard]] RuleLines linesOf(std::string_view text, const RuleSpot &spot);

[[nodiscard]] base::Result<std::string> withChangedRule(std::string_view text, const RuleSpot &spot,
                                                        const RuleEntry &wanted);
// Behind the last rule of the group, which is made at the end of the file when it is not there. An empty text becomes a
// file of its own.
[[nodiscard]] base::Result<std::string> withNewRule(std::string_view text, const std::string &group,
                                                    const RuleEntry &wanted);
// A group whose last rule goes is taken away with it.
[[nodiscard]] base::Result<std::string> withoutRule(std::string_view text, const RuleSpot &spot);

// The rule alone, as a list of one ("- alert: …") and back. Invalid: not exactly one rule, or it has errors; with line
// and column.
[[nodiscard]] std::string ruleText(const RuleEntry &rule);
[[nodiscard]] base::Result<RuleEntry> ruleFromText(std::string_view text);

} // namespace wf::wire
