// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/slo/budgets/offline.h"
#include "models/sources/environment/environment.h"

#include <QCommandLineParser>
#include <QJsonObject>

#include <optional>

namespace wf::app {

// One objective as it stands, wherever it was computed. NaN where nothing is known.
struct SloRow {
    signals::Objective objective;
    engine::BudgetState state = engine::BudgetState::NoData;
    double compliance = 0;
    double left = 0; // share of the budget
    double leftMinutes = 0;
    double leftEvents = 0;
    double burn = 0; // over the last hour
    std::optional<qint64> exhaustedInNs;
    QStringList problems;
    engine::ObjectivePolicies policies;
    engine::FreezeAdvice freeze; // with what somebody decided
    std::optional<engine::BudgetReport> report;
    QJsonObject details; // everything known, for JSON
};

// --samples and FILE… for budgets without a server; otherwise the sources and objectives of the environment.
void addRowOptions(QCommandLineParser &parser);
// Asks the environment's sources (running the event loop), or computes from files. Nothing, and said on stderr, when
// there is nothing to ask. Definitions are those of --file, or else the environment's.
[[nodiscard]] std::optional<std::vector<SloRow>> sloRows(const QCommandLineParser &parser);
// The same of plans that were changed, as they are.
[[nodiscard]] std::optional<std::vector<OfflineBudget>> computedAs(const QCommandLineParser &parser,
                                                                   const ChangePlans &change);

// Where an environment's definitions are looked for: --file, or its own list. Nothing, and said, when there are none.
[[nodiscard]] std::optional<QStringList> definitionPaths(const QCommandLineParser &parser,
                                                         const sources::Environment &environment);

} // namespace wf::app
