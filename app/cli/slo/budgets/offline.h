// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/common/samplesfile.h"
#include "app/cli/slo/budgets/slofiles.h"
#include "models/engine/objectives/compute/policies.h"
#include "models/engine/objectives/corrections/correction.h"

#include "models/base/completeness.h"

#include <QCommandLineParser>

#include <functional>
#include <optional>

namespace wf::app {

struct OfflineBudget {
    signals::Objective objective;
    engine::ObjectivePolicies policies;
    base::Result<engine::BudgetReport> report;
    base::Completeness completeness;
};
// Budgets of files of definitions over a file of samples.
struct OfflineBudgets {
    LoadedSlos loaded;
    qint64 atNs = 0;
    std::size_t samples = 0, duplicates = 0, contradictions = 0;
    std::vector<OfflineBudget> budgets;
};

// An objective with all the options that hold for it.
struct PlannedBudget {
    signals::Objective objective;
    engine::ObjectivePolicies policies;
};
// Those of several objectives together, after the others; only those whose parts were all computed.
void addComposites(std::vector<OfflineBudget> &budgets, const wire::SloDefinitions &definitions, qint64 atNs);
// Those that are asked for, as they are at an instant. Nothing, and said on stderr, when an option is wrong.
[[nodiscard]] std::optional<std::vector<PlannedBudget>>
plannedBudgets(const QCommandLineParser &parser, const wire::SloDefinitions &definitions,
               const std::vector<engine::Correction> &corrections, qint64 atNs);

// --samples, --at, --objective, --target, --window, --rules, --no-data, --low-traffic.
void addOfflineOptions(QCommandLineParser &parser);
// Nothing, and said on stderr, when the options or files are wrong.
using ChangePlans = std::function<void(std::vector<PlannedBudget> &)>;
[[nodiscard]] std::optional<OfflineBudgets> computeOffline(const QCommandLineParser &parser, const QStringList &files,
                                                           const ChangePlans &change);

} // namespace wf::app
