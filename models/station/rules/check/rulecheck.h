// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/yaml/rules/rulefile.h"

#include <string_view>

namespace wf::station {

enum class RuleLanguage { PromQL, LogQL };

// All that can be said of a rule file without running it: its shape, its expressions (parsed and type-checked), its
// templates. Places are those of the file, also inside expressions and templates of several lines.
struct RuleCheck {
    wire::RuleFile file;     // problems of all kinds, in the order of the file
    bool printsBack = false; // printed and read again it is the same
    [[nodiscard]] int count(wire::RuleProblem::Weight weight) const;
};

// Pure; any thread.
[[nodiscard]] RuleCheck checkRuleFile(std::string_view text, RuleLanguage language = RuleLanguage::PromQL);

} // namespace wf::station
