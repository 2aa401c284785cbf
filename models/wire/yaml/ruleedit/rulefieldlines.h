// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/yaml/ruleedit/itemlines.h"
#include "models/wire/yaml/rules/rulefile.h"

namespace wf::wire {

// The fields of a rule as lines whose keys stand in `column`, each with the comments it has; in the order a rule is
// usually written. Pure.
struct PrintedField {
    std::string key;
    std::vector<std::string> lines;
};
[[nodiscard]] std::vector<PrintedField> printedFields(const RuleEntry &rule, std::size_t column);

// The lines of an item after the change: fields that did not change stay as they are, the others are written anew where
// they stand, new ones behind those that usually precede them.
[[nodiscard]] std::vector<std::string> changedItem(const TextLines &text, const ItemLines &item,
                                                   const RuleEntry &before, const RuleEntry &after);

} // namespace wf::wire
