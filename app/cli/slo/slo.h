// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCommandLineParser>
#include <QStringList>

namespace wf::app {

// `watchfloor slo …`: definitions, budgets and rules of service level objectives.
[[nodiscard]] int runSlo(const QStringList &arguments);

// `slo import FILE… [--check] [--json]`: what each document of the files is, and what is wrong with it. 0 all valid,
// 1 warnings, 2 errors, 3 a file could not be read.
[[nodiscard]] int runSloImport(const QStringList &arguments);

// `slo import --discover [--write FOLDER]`: objectives that recording rules of the environment's servers keep, as
// OpenSLO on stdout or a file of each. 0 found, 1 some cannot be used, 3 none.
[[nodiscard]] int runSloDiscover(const QCommandLineParser &parser);

// `slo compute FILE… --samples FILE [--at TIME]`: budgets from a file of samples, without a server. 0 computed, 3 not
// all of them are known.
[[nodiscard]] int runSloCompute(const QStringList &arguments);

// `slo rules FILE…`: Prometheus rules on stdout. 0 of all, 2 of some only, 3 of none.
[[nodiscard]] int runSloRules(const QStringList &arguments);

// `slo list`, `slo show NAME`, `slo check [NAME]`, `slo gate NAME`, against the environment, or files with --samples.
// check gives the worst state (0 in budget, 1 ticket, 2 spent or paging, 3 not known), gate 0 go, 1 throttle, 2 freeze,
// 3 not known.
[[nodiscard]] int runSloStatus(const QString &what, const QStringList &arguments);

// `slo correct list|add|revoke`: time that does not count, kept in the environment's ledger.
[[nodiscard]] int runSloCorrect(const QStringList &arguments);

// `slo what-if NAME`: how another target or window would have done over the past 90 days, and trends.
[[nodiscard]] int runSloWhatIf(const QStringList &arguments);

// `slo trend NAME`: weeks, months or quarters, as far back as days were kept.
[[nodiscard]] int runSloTrend(const QStringList &arguments);

// `slo webhook list|test NAME|log|secret NAME`: who is told about freezes. test gives 0 delivered, 2 not.
[[nodiscard]] int runSloWebhook(const QStringList &arguments);

} // namespace wf::app
