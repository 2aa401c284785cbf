// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/tree/ruletree.h"

#include <QString>

#include <vector>

// Where groups of rules are kept.
namespace wf::engine {

enum class RuleHomeKind {
    Own,   // kept and evaluated by this console's station
    Ruler, // namespace and group behind the API of Mimir, Cortex or Loki
    File,  // a rule file on this machine that a server reads
};
[[nodiscard]] QString ruleHomeKindName(RuleHomeKind kind); // "own", "ruler", "file"

struct RuleHome {
    RuleHomeKind kind = RuleHomeKind::File;
    QString source; // id of the source that evaluates what lies there
    QString sourceName;
    QString nameSpace;       // of Own and Ruler; empty: to be named
    QString file;            // of File, absolute; empty: to be chosen
    bool isOverLogs = false; // LogQL
    bool canWrite = true;
    QString reason;         // why not, a sentence; of a home that can be written: what to know before, or empty
    bool isCurrent = false; // the rule that was asked about lies there now
    // "Station, namespace console", "Mimir eu, namespace payments", "Prometheus eu-west, /etc/prometheus/payments.yml".
    [[nodiscard]] QString title() const;
    [[nodiscard]] bool isComplete() const { return !(kind == RuleHomeKind::File ? file : nameSpace).isEmpty(); }
    // The same place, whatever is known of it.
    [[nodiscard]] bool isSamePlace(const RuleHome &other) const;
    friend bool operator==(const RuleHome &, const RuleHome &) = default;
};

// Whether anything may be written at all, and why not.
struct RuleAccess {
    QString actor; // who acts, for the audit trail
    bool readOnly = false;
    QString readOnlyReason; // why, and whom to ask
};

// The namespace new rules go to when nobody names one.
[[nodiscard]] QString usualNameSpace();

// How one source keeps its rules.
struct RuleKeeper {
    RuleHomeKind kind = RuleHomeKind::File;
    QString source, sourceName;
    bool isOverLogs = false;
};
// Homes of a rule that is evaluated already, the one where it lies first, then its source's others. A file of the name
// the server tells that does not hold the rule belongs to another machine; its home then has no file, and says so.
// Reads that file: blocks shortly, the desk does it on a pool.
[[nodiscard]] std::vector<RuleHome> homesOfRule(const KnownRule &rule, const std::vector<RuleKeeper> &keepers,
                                                const RuleAccess &access);
// Homes a new rule can be kept in: one for each source of the language; files are still to be chosen. Pure.
[[nodiscard]] std::vector<RuleHome> homesForNewRule(bool isOverLogs, const std::vector<RuleKeeper> &keepers,
                                                    const RuleAccess &access);
// The same home with a file of this machine in it, looked at: whether it can be written, else why not. Blocks shortly.
[[nodiscard]] RuleHome homeWithFile(RuleHome home, const QString &path, const RuleAccess &access);
// Pure. Whether the server takes the name only it can say.
[[nodiscard]] RuleHome homeWithNameSpace(RuleHome home, const QString &nameSpace);

} // namespace wf::engine
