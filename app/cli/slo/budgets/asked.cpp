// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/slo/budgets/asked.h"

#include "app/paths.h"
#include "models/engine/objectives/ask/budgetasker.h"
#include "models/net/secrets/secretstore.h"
#include "models/sources/environment/opensources.h"

#include <QCoreApplication>

namespace wf::app {

std::vector<OfflineBudget> computedBy(const sources::Environment &environment, std::vector<PlannedBudget> planned,
                                      qint64 atNs)
{
    auto budgets = std::make_shared<engine::AskedBudgets>();
    for (const PlannedBudget &plan : planned)
        budgets->push_back({plan.objective, plan.policies.compute, {}, {}, {}});
    const base::SystemClock clock;
    async::Pools pools;
    const auto secrets = net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()));
    const sources::OpenSources open(environment, {clock, pools, secrets.get()});
    engine::MetricReader reader(open.set(), nullptr, clock);
    engine::BudgetAsker asker(reader, pools.analysis());
    asker.compute(budgets, atNs, [] { QCoreApplication::quit(); });
    QCoreApplication::exec();
    std::vector<OfflineBudget> out;
    for (std::size_t i = 0; i < planned.size(); ++i) {
        engine::AskedBudget &one = (*budgets)[i];
        auto report = one.report ? std::move(*one.report) : base::makeError(base::ErrorKind::Cancelled, {});
        out.push_back({std::move(one.objective), std::move(planned[i].policies), std::move(report), one.completeness});
    }
    return out;
}

DiscoveredSlos discoveredBy(const sources::Environment &environment, const QStringList &known)
{
    const base::SystemClock clock;
    async::Pools pools;
    const auto secrets = net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()));
    const sources::OpenSources open(environment, {clock, pools, secrets.get()});
    engine::ObjectiveFinder finder(open.set(), pools);
    QObject::connect(&finder, &engine::ObjectiveFinder::changed, QCoreApplication::instance(), &QCoreApplication::quit);
    finder.look(known);
    QCoreApplication::exec();
    return {finder.found(), finder.problems()};
}

} // namespace wf::app
