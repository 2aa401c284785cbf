// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/slo/slorows.h"

#include "app/cli/environmentchoice.h"
#include "app/cli/output.h"
#include "app/cli/slo/budgetoutput.h"
#include "app/cli/slo/offline.h"
#include "app/paths.h"
#include "models/async/jobscope.h"
#include "models/base/duration.h"
#include "models/engine/objectives/objectivekeeper.h"
#include "models/net/secrets/secretstore.h"
#include "models/sources/environment/opensources.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <cmath>
#include <limits>

namespace wf::app {

using namespace Qt::StringLiterals;
using engine::BudgetState;

namespace {

QJsonValue number(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

BudgetState stateOf(const engine::ObjectiveState &s)
{
    if (!s.known || s.error)
        return BudgetState::NoData;
    if (s.left <= 0)
        return BudgetState::Spent;
    BudgetState state = BudgetState::Ok;
    for (const auto &w : s.windows)
        if (w.fires())
            state = w.rule.page || state == BudgetState::Burning ? BudgetState::Burning : BudgetState::Ticket;
    return state;
}

QJsonObject detailsOf(const engine::ObjectiveState &s)
{
    QJsonArray burns;
    for (const auto &w : s.windows)
        burns.append(QJsonObject{{u"short"_s, base::promDuration(w.rule.shortNs)},
                                 {u"long"_s, base::promDuration(w.rule.longNs)},
                                 {u"factor"_s, w.rule.factor},
                                 {u"short_burn"_s, w.known ? number(w.shortBurn) : QJsonValue()},
                                 {u"long_burn"_s, w.known ? number(w.longBurn) : QJsonValue()},
                                 {u"firing"_s, w.fires()}});
    return {{u"total_events"_s, number(s.totalEvents)},
            {u"bad_events"_s, number(s.badEvents)},
            {u"allowed_events"_s, number(s.allowedEvents)},
            {u"coverage"_s, number(s.coverage)},
            {u"burn_rates"_s, burns},
            {u"queries"_s,
             QJsonObject{{u"total"_s, s.queries.total}, {s.queries.partIsGood ? u"good"_s : u"bad"_s, s.queries.part}}},
            {u"partial"_s, !s.completeness.isComplete()}};
}

SloRow rowOf(const engine::ObjectiveState &s)
{
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    SloRow row;
    row.objective = s.objective;
    row.state = stateOf(s);
    row.compliance = s.compliance;
    row.left = s.left;
    row.leftMinutes = s.known ? static_cast<double>(s.leftNs) / 60e9 : unknown;
    row.leftEvents = s.known ? s.allowedEvents - s.badEvents : unknown;
    row.burn = !s.windows.empty() && s.windows.front().known ? s.windows.front().longBurn : unknown;
    row.exhaustedInNs = s.exhaustedInNs;
    if (s.error)
        row.problems << s.error->summary;
    row.details = detailsOf(s);
    return row;
}

SloRow rowOf(const OfflineBudget &budget)
{
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    SloRow row;
    row.objective = budget.objective;
    row.compliance = row.left = row.leftMinutes = row.leftEvents = row.burn = unknown;
    if (!budget.report) {
        row.problems << budget.report.error().summary;
        return row;
    }
    const engine::BudgetReport &r = *budget.report;
    row.state = r.state;
    row.compliance = r.compliance;
    row.left = r.left;
    row.leftMinutes = r.leftMinutes;
    row.leftEvents = r.leftEvents;
    for (const auto &w : r.windows)
        if (w.lengthNs == base::nsPerHour)
            row.burn = w.burn;
    row.exhaustedInNs = r.exhaustedInNs;
    row.problems = r.problems;
    row.details = asJson(budget.objective, r);
    return row;
}

std::optional<std::vector<SloRow>> fromEnvironment(const QCommandLineParser &parser, const QStringList &files)
{
    const auto environment = chosenEnvironment(parser);
    if (!environment) {
        printError(environment.error().summary + u' ' + environment.error().detail);
        return std::nullopt;
    }
    const QStringList paths = files.isEmpty() ? sources::objectivePaths(*environment) : files;
    if (paths.isEmpty()) {
        printError(
            u"%1 names no objectives: write files or folders below objectives, or name FILE…"_s.arg(environment->name));
        return std::nullopt;
    }
    const base::SystemClock clock;
    async::Pools pools;
    const auto secrets = net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()));
    const sources::OpenSources open(*environment, {clock, pools, secrets.get()});
    engine::MetricReader reader(open.set(), nullptr, clock);
    engine::ObjectiveKeeper keeper(paths, reader, clock);
    // Without anything to ask the keeper answers at once, before there is a loop to end.
    QObject::connect(&keeper, &engine::ObjectiveKeeper::changed, &keeper, &QCoreApplication::quit,
                     Qt::QueuedConnection);
    keeper.start();
    QCoreApplication::exec();
    for (const QString &problem : keeper.snapshot()->problems)
        printError(problem);
    std::vector<SloRow> rows;
    for (const auto &state : keeper.snapshot()->objectives)
        rows.push_back(rowOf(state));
    return rows;
}

} // namespace

void addRowOptions(QCommandLineParser &parser)
{
    addEnvironmentOptions(parser);
    addOfflineOptions(parser);
    parser.addOption({u"file"_s, u"Definitions instead of the environment's; may be given again."_s, u"file"_s});
}

std::optional<std::vector<SloRow>> sloRows(const QCommandLineParser &parser, const QStringList &files)
{
    if (!parser.isSet(u"samples"_s))
        return fromEnvironment(parser, files);
    const auto all = computeOffline(parser, files);
    if (!all)
        return std::nullopt;
    std::vector<SloRow> rows;
    for (const auto &budget : all->budgets)
        rows.push_back(rowOf(budget));
    return rows;
}

} // namespace wf::app
