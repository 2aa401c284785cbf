// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/saving/promtool.h"
#include "models/engine/rules/saving/ruledraft.h"

// All that can be said of a draft before it is saved. Pure; any thread.
namespace wf::engine {

struct DraftCheck {
    std::vector<wire::RuleProblem> problems; // of the whole text, with line and column in it; by place
    wire::RuleLines rule;                    // lines of the rule in question; 0 and 0: it goes, or cannot be found
    std::optional<PromtoolVerdict> promtool; // what promtool says of it; nothing: not asked, or not on this machine
    QString promtoolTrouble;                 // why it was asked and did not answer
    int errors = 0, warnings = 0;
    [[nodiscard]] bool isFine() const { return errors == 0 && (!promtool || promtool->isFine); }
    // The first error as a sentence with its place; empty when there is none.
    [[nodiscard]] QString firstError() const;
};
// Shape, names, durations, labels, duplicates, templates, PromQL or LogQL parsed and type-checked. Errors that were
// there before are told too: the server would refuse the whole file. A draft that removes all is fine.
[[nodiscard]] DraftCheck checkDraft(const RuleDraft &draft);
[[nodiscard]] DraftCheck checkRuleText(const QByteArray &text, bool isOverLogs);

// The text as a rule file: one group is put into a list of groups. For promtool, which knows nothing else.
[[nodiscard]] QByteArray asRuleFile(const RuleText &text);

} // namespace wf::engine
