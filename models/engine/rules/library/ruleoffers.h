// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/tree/ruletree.h"

#include "models/wire/yaml/rules/rulefile.h"

#include <QStringList>

#include <vector>

// Ready rules that would work here. Pure; any thread.
namespace wf::engine {

struct LibraryRule {
    QString subject, group; // "databases", "postgres"
    wire::RuleEntry entry;
    QStringList metrics;             // it reads and its file does not record, sorted
    QString summary, means, runbook; // its annotations
    QByteArray file;                 // the whole rule file of its subject
};
// All of the library and of the machine's default rules, in their order. Parsed once; never changes.
[[nodiscard]] const std::vector<LibraryRule> &libraryRules();

struct RuleOffer {
    const LibraryRule *rule = nullptr; // never null; lives as long as the program
    QStringList missing;               // metrics it reads and the source does not have; empty: it works at once
    KnownRulePtr present;              // a rule of the same name or expression that is evaluated already; null: none
    [[nodiscard]] bool isReady() const { return missing.isEmpty() && !present; }
};
// Library rules all or some of whose metrics a source has, ready ones first, then in the library's order. `source`: id,
// its rules are compared; empty: those of every source. `metrics`: names the source has (and its recording rules').
[[nodiscard]] std::vector<RuleOffer> offersFor(const RuleSnapshot &snapshot, const QString &source,
                                               const QStringList &metrics);

} // namespace wf::engine
