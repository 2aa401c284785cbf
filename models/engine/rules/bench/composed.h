// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/editing/editedrule.h"
#include "models/engine/rules/library/ruleoffers.h"
#include "models/engine/rules/saving/ruledraft.h"

namespace wf::engine {

// What should lie in a home once the edited rule is saved there: its text, comments included, in the place of the one
// at `replaced`, else behind the last rule of its group; in a file it moves when its group changed; the group's
// interval when that changed. Everything else stays byte for byte. Errors: those of wire::withRuleText; Unsupported:
// behind an API a rule cannot move to another group. Pure; any thread.
[[nodiscard]] base::Result<RuleDraft> composedDraft(const RuleText &before, const EditedRule &rule,
                                                    const std::optional<wire::RuleSpot> &replaced);

// The rule of a home as it is kept there, ready to be edited. Errors as in wire::ruleTextIn.
[[nodiscard]] base::Result<EditedRule> keptRule(const RuleText &text, const wire::RuleSpot &spot);

// A rule of the library, ready to be edited.
[[nodiscard]] QString libraryText(const LibraryRule &rule);
[[nodiscard]] QString libraryName(const LibraryRule &rule);

} // namespace wf::engine
