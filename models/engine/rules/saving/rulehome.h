// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/tree/ruletree.h"
#include "models/sources/ports.h"

#include <QString>

#include <vector>

// Where groups of rules are kept. Values; any thread unless said otherwise.
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
    // "Station, console.yml", "Mimir eu, namespace payments", "Prometheus eu-west, /etc/prometheus/payments.yml".
    [[nodiscard]] QString title() const;
    [[nodiscard]] bool isComplete() const { return !(kind == RuleHomeKind::File ? file : nameSpace).isEmpty(); }
    friend bool operator==(const RuleHome &, const RuleHome &) = default;
};

// Whether anything may be written at all, and why not.
struct RuleAccess {
    QString actor; // who acts, for the audit trail
    bool readOnly = false;
    QString readOnlyReason; // why, and whom to ask
};

// Namespaces that new rules of a station and of a ruler go to when nobody names one.
[[nodiscard]] QString usualNameSpace();

// Homes of a rule that is evaluated already, the one where it lies first. Reads the file the rule names: a file of that
// name that does not hold the rule belongs to another machine, and its home says so. Blocks for a small file; the desk
// does it on a pool. `answers`: whether the source keeps its rules behind an API (RulePort::keeping()).
struct KnownHome {
    RuleHomeKind kind = RuleHomeKind::File; // how the source keeps its rules
    QString source, sourceName;
    bool isOverLogs = false;
    QString noWrite; // why the source's rules cannot be written through its API; empty: they can
};
[[nodiscard]] std::vector<RuleHome> homesOfRule(const KnownRule &rule, const std::vector<KnownHome> &sources,
                                                const RuleAccess &access);
// Homes a new rule can be kept in: one for each source that evaluates rules; names and files are still to be chosen.
[[nodiscard]] std::vector<RuleHome> homesForNewRule(bool isOverLogs, const std::vector<KnownHome> &sources,
                                                    const RuleAccess &access);
// The same home with a file of this machine in it, looked at: whether it can be written, else why not. Blocks shortly.
[[nodiscard]] RuleHome homeWithFile(RuleHome home, const QString &path, const RuleAccess &access);
[[nodiscard]] RuleHome homeWithNameSpace(RuleHome home, const QString &nameSpace);

} // namespace wf::engine
