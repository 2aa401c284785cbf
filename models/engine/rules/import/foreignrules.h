// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/saving/ruledraft.h"

// What a rule file from elsewhere holds, and what keeping some of it here would write. Values; pure; any thread.
namespace wf::engine {

// One rule of the file. Texts are outside text.
struct ForeignRule {
    int number = 0; // from 0, in the order of the file
    QString group;
    wire::RuleEntry entry;
    QString error;        // its first one, "12:5 what"; it cannot be taken over. Empty: none
    QString warning;      // its first one that is none
    KnownRulePtr present; // a rule of the same kind and name that is evaluated already; null: none
    bool isSame = false;  // and it has the same expression
    [[nodiscard]] QString name() const;
    [[nodiscard]] QString expr() const;
    [[nodiscard]] QString text() const; // as YAML: "- alert: …"
    [[nodiscard]] bool alerts() const { return entry.kind == signals::RuleKind::Alerting; }
    // What one would take over without looking at it.
    [[nodiscard]] bool isOffered() const { return error.isEmpty() && !present; }
};

struct ForeignRules {
    std::vector<ForeignRule> rules;
    QStringList problems; // errors that belong to no rule, "3:1 what"
    wire::RuleFile file;
};
// Of a rule file in any form that readRuleFile() knows. Invalid: there is no rule in it; the summary says why, with the
// place.
[[nodiscard]] base::Result<ForeignRules> foreignRules(const QByteArray &text, const RuleSnapshot &known,
                                                      bool isOverLogs);

// The homes' groups that these rules go to, in order, each once.
[[nodiscard]] QStringList groupsOf(const ForeignRules &rules, const std::vector<int> &chosen);

// With the chosen rules of these groups in what lies there: a rule of that kind and name in its group is replaced,
// others are added, the rest stays byte for byte. A group that is not there yet brings its interval, labels and limits;
// Unsupported: it would have to join other groups in their file and has such settings.
[[nodiscard]] base::Result<RuleDraft> draftWithForeign(const RuleText &before, const ForeignRules &rules,
                                                       const std::vector<int> &chosen, const QStringList &groups);

} // namespace wf::engine
