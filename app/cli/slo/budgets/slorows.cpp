// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/slo/budgets/slorows.h"

#include "app/cli/common/environmentchoice.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/slo/budgets/asked.h"
#include "app/cli/slo/budgets/budgetoutput.h"
#include "app/cli/slo/budgets/offline.h"
#include "app/cli/slo/budgets/openedledger.h"
#include "app/paths.h"
#include "models/base/clock.h"

#include <algorithm>
#include <iterator>
#include <limits>

namespace wf::app {

using namespace Qt::StringLiterals;
namespace {

SloRow rowOf(const OfflineBudget &budget)
{
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    SloRow row;
    row.objective = budget.objective;
    row.policies = budget.policies;
    row.compliance = row.left = row.leftMinutes = row.leftEvents = row.burn = unknown;
    row.freeze = engine::freezeAdvice(unknown, row.policies.freeze);
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
    row.freeze = engine::freezeAdvice(r.left, row.policies.freeze);
    row.report = r;
    row.details = asJson(budget.objective, r);
    return row;
}

// Beside those that are defined. False, and said, when no server could be asked.
bool addDiscovered(const sources::Environment &environment, wire::SloDefinitions &definitions)
{
    QStringList known;
    for (const auto &one : definitions.objectives)
        known << one.id;
    const DiscoveredSlos found = discoveredBy(environment, known);
    for (const QString &problem : found.problems)
        printError(problem);
    for (const auto &one : found.objectives)
        definitions.objectives.push_back(one.objective);
    if (definitions.objectives.empty())
        printError(u"No recording rules of Sloth, Pyrra or Grafana were found."_s);
    return !definitions.objectives.empty();
}

// What an environment's sources said, beside what is kept of its objectives: null where there is no ledger.
struct AskedEnvironment {
    std::vector<OfflineBudget> budgets;
    std::unique_ptr<OpenedLedger> ledger;
    qint64 atNs = 0;
};

std::optional<AskedEnvironment> askEnvironment(const QCommandLineParser &parser, const ChangePlans &change)
{
    const auto environment = askableEnvironment(parser);
    if (!environment)
        return std::nullopt;
    const auto paths = definitionPaths(parser, *environment);
    if (!paths)
        return std::nullopt;
    LoadedSlos loaded = loadSlos(*paths);
    printProblems(loaded);
    if (parser.isSet(u"discovered"_s) && !addDiscovered(*environment, loaded.definitions))
        return std::nullopt;
    const qint64 now = base::SystemClock().nowNs();
    const auto at = parser.isSet(u"at"_s) ? sampleTime(parser.value(u"at"_s), now / base::nsPerMs)
                                          : std::optional(now / base::nsPerMs);
    if (!at) {
        printError(u"Write times as 2026-05-14T01:14:00Z, Unix seconds or 1h."_s);
        return std::nullopt;
    }
    AskedEnvironment out;
    out.atNs = *at * base::nsPerMs;
    // What operators keep in the ledger holds here as in the window; without a ledger nobody has kept anything.
    auto ledger = OpenedLedger::open(stateDirectoryFor(parser, *environment), false);
    auto corrections = engine::correctionsOf(loaded.definitions);
    if (ledger)
        std::ranges::copy(*(*ledger)->corrections().corrections(), std::back_inserter(corrections));
    else if (ledger.error().kind != base::ErrorKind::NotFound)
        printError(
            u"Kept corrections and decisions are left out: %1 %2"_s.arg(ledger.error().summary, ledger.error().detail));
    auto planned = plannedBudgets(parser, loaded.definitions, corrections, out.atNs);
    if (!planned)
        return std::nullopt;
    if (change)
        change(*planned);
    out.budgets = computedBy(*environment, std::move(*planned), out.atNs);
    addComposites(out.budgets, loaded.definitions, out.atNs);
    if (ledger)
        out.ledger = std::move(*ledger);
    return out;
}

} // namespace

std::optional<QStringList> definitionPaths(const QCommandLineParser &parser, const sources::Environment &environment)
{
    const QStringList files = parser.values(u"file"_s);
    QStringList paths = files.isEmpty() ? objectivePathsOf(environment, stateDirectoryFor(parser, environment)) : files;
    if (!paths.isEmpty() || parser.isSet(u"discovered"_s))
        return paths;
    printError(u"%1 names no objectives: write files or folders below objectives, or give --file FILE"_s.arg(
        environment.name));
    return std::nullopt;
}

void addRowOptions(QCommandLineParser &parser)
{
    addEnvironmentOptions(parser);
    addOfflineOptions(parser);
    parser.addOption({u"discovered"_s, u"Also what recording rules of the servers keep (Sloth, Pyrra, Grafana)."_s});
    parser.addOption({u"file"_s, u"Definitions instead of the environment's; may be given again."_s, u"file"_s});
}

std::optional<std::vector<OfflineBudget>> computedAs(const QCommandLineParser &parser, const ChangePlans &change)
{
    if (parser.isSet(u"samples"_s)) {
        auto all = computeOffline(parser, parser.values(u"file"_s), change);
        return all ? std::optional(std::move(all->budgets)) : std::nullopt;
    }
    auto asked = askEnvironment(parser, change);
    return asked ? std::optional(std::move(asked->budgets)) : std::nullopt;
}

std::optional<std::vector<SloRow>> sloRows(const QCommandLineParser &parser)
{
    std::vector<SloRow> rows;
    if (parser.isSet(u"samples"_s)) {
        const auto all = computeOffline(parser, parser.values(u"file"_s), {});
        if (!all)
            return std::nullopt;
        for (const auto &budget : all->budgets)
            rows.push_back(rowOf(budget));
        return rows;
    }
    const auto asked = askEnvironment(parser, {});
    if (!asked)
        return std::nullopt;
    for (const OfflineBudget &one : asked->budgets) {
        SloRow &row = rows.emplace_back(rowOf(one));
        if (asked->ledger)
            row.freeze = engine::decided(row.freeze, asked->ledger->freezes().standing(one.objective.id, asked->atNs));
        if (!one.completeness.isComplete())
            row.problems << u"not all sources answered: numbers are of a part"_s;
    }
    return rows;
}

} // namespace wf::app
