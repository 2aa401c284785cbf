// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/yaml/rules/rulefile.h"
#include "models/wire/yaml/slo/slofile.h"

// Prometheus rules for objectives, with the names and labels that Sloth (github.com/slok/sloth) and Pyrra
// (github.com/pyrra-dev/pyrra) give them, so that what was built on theirs goes on. Pure.
namespace wf::engine {

enum class RuleNaming {
    OfTheDefinition, // Pyrra's for its own definitions, Sloth's for all others
    Sloth,
    Pyrra,
};

struct SloRuleOptions {
    RuleNaming naming = RuleNaming::OfTheDefinition;
    base::Labels extraLabels;                     // on recording rules of Sloth's form
    std::vector<wire::SloAlertWindows> windows{}; // instead of the usual ones, for objectives with their period
    bool recordings = true;
    bool alerts = true;
    std::string version = "dev"; // in sloth_slo_info
};

struct SloRules {
    std::vector<wire::RuleGroup> groups;
    QStringList problems; // objectives no rules can be made for, and why
};
[[nodiscard]] SloRules slothRules(const signals::Objective &objective, const SloRuleOptions &options);
[[nodiscard]] SloRules pyrraRules(const signals::Objective &objective, const SloRuleOptions &options);
// Of all; the file as printRuleFile() takes it.
[[nodiscard]] SloRules sloRules(const std::vector<signals::Objective> &objectives, const SloRuleOptions &options);

} // namespace wf::engine
