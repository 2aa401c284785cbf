// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/tree/ruletree.h"

#include <QSet>

// The tree of all rules as the rows of a list: source, file or namespace, group, rule. Pure; any thread.
namespace wf::engine {

// What a rule needs of a person: its own severity while it fires, critical when its evaluation fails, warning when it
// is late, info while it waits to fire.
[[nodiscard]] signals::Severity markOf(const KnownRule &rule);

struct RuleRow {
    enum class Kind { Head, Source, File, Group, Rule };
    Kind kind = Kind::Rule;
    quint64 key = 0; // the same row in every snapshot; never 0
    QString title;   // outside text
    QString path;    // File: its whole name
    int depth = 0;   // in the tree; heads and what stands below them: 0
    int count = 0;   // rules below
    bool isOpen = true;
    signals::Severity mark = signals::Severity::Ok; // of the rule; else the worst below
    KnownRulePtr rule;                              // Rule; else null
    qint64 intervalNs = 0, tookNs = 0, lastNs = 0;  // Group
    std::optional<base::Error> error;               // Source: did not answer, what is shown is from before
};

struct RuleRowChoice {
    // Words that must all be found in name, group, file, source, expression or state ("failing"); the name of a metric
    // finds who alerts on it, also through recording rules.
    QString filter;
    QSet<quint64> toggled; // rows that are opened or closed otherwise than they would be by themselves
};

// First those that need a look (without a filter), then the tree in the order of the sources. With many rules, and
// without a filter, groups are closed by themselves.
[[nodiscard]] std::vector<RuleRow> ruleRows(const RuleSnapshot &snapshot, const RuleRowChoice &choice);

inline constexpr int manyRules = 300;
inline constexpr std::size_t mostLookedAt = 30; // rules listed at the top

} // namespace wf::engine
