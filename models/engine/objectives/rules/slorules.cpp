// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/rules/slorules.h"

#include <iterator>

namespace wf::engine {

using signals::Objective;

SloRules sloRules(const std::vector<Objective> &objectives, const SloRuleOptions &options)
{
    SloRules out;
    for (const Objective &o : objectives) {
        const bool isPyrra = options.naming == RuleNaming::Pyrra ||
                             (options.naming == RuleNaming::OfTheDefinition && o.form == signals::ObjectiveForm::Pyrra);
        SloRules one = isPyrra ? pyrraRules(o, options) : slothRules(o, options);
        out.groups.insert(out.groups.end(), std::make_move_iterator(one.groups.begin()),
                          std::make_move_iterator(one.groups.end()));
        out.problems << one.problems;
    }
    return out;
}

} // namespace wf::engine
