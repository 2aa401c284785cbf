// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/slo/slorows.h"

#include "app/cli/environmentchoice.h"
#include "app/cli/output.h"
#include "app/cli/slo/budgetoutput.h"
#include "app/cli/slo/offline.h"
#include "app/paths.h"
#include "models/async/jobscope.h"
#include "models/base/clock.h"
#include "models/engine/metrics/metricreader.h"
#include "models/net/secrets/secretstore.h"
#include "models/sources/environment/opensources.h"

#include <QCoreApplication>
#include <limits>

namespace wf::app {

using namespace Qt::StringLiterals;
namespace {

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

// One budget on its way: what it asks, and what came back.
struct Asking {
    PlannedBudget plan;
    engine::AskedSource source;
    bool isPartial = false;
};

base::Result<double> numberOf(const engine::MetricAnswer &answer)
{
    for (const auto &series : answer.answer->series)
        if (!series.values.empty())
            return series.values.back();
    return std::numeric_limits<double>::quiet_NaN();
}

// Asks all questions of all budgets at once, and returns when the last is answered.
void askAll(std::vector<Asking> &budgets, engine::MetricReader &reader)
{
    std::vector<async::Request> requests;
    std::size_t open = 0;
    for (Asking &one : budgets)
        for (const auto &question : std::vector(one.source.open())) {
            ++open;
            requests.push_back(reader.instant(
                question.first, question.second,
                [&one, &open, question](const base::Result<engine::MetricAnswer> &result) {
                    if (result && !result->final)
                        return;
                    one.source.answer(question, result ? numberOf(*result) : base::Result<double>(result.error()));
                    one.isPartial =
                        one.isPartial ||
                        (result && (!result->answer->completeness.isComplete() || !result->failures.empty()));
                    if (--open == 0)
                        QCoreApplication::quit();
                }));
        }
    if (open > 0)
        QCoreApplication::exec();
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
        printError(u"%1 names no objectives: write files or folders below objectives, or give --file FILE"_s.arg(
            environment->name));
        return std::nullopt;
    }
    const LoadedSlos loaded = loadSlos(paths);
    printProblems(loaded);
    const base::SystemClock clock;
    const qint64 now = clock.nowNs();
    auto at = parser.isSet(u"at"_s) ? sampleTime(parser.value(u"at"_s), now / base::nsPerMs)
                                    : std::optional(now / base::nsPerMs);
    auto planned = at ? plannedBudgets(parser, loaded.definitions, *at * base::nsPerMs) : std::nullopt;
    if (!at)
        printError(u"Write times as 2026-05-14T01:14:00Z, Unix seconds or 1h."_s);
    if (!planned)
        return std::nullopt;
    std::vector<Asking> budgets;
    for (PlannedBudget &plan : *planned)
        budgets.push_back({std::move(plan), {}, false});
    const auto compute = [&](const Asking &one) {
        return engine::computeBudget(one.plan.objective, one.source, *at * base::nsPerMs, one.plan.options, {});
    };
    for (const Asking &one : budgets)
        (void)compute(one);
    async::Pools pools;
    const auto secrets = net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()));
    const sources::OpenSources open(*environment, {clock, pools, secrets.get()});
    engine::MetricReader reader(open.set(), nullptr, clock);
    askAll(budgets, reader);
    std::vector<SloRow> rows;
    for (const Asking &one : budgets) {
        rows.push_back(rowOf(OfflineBudget{one.plan.objective, compute(one)}));
        if (one.isPartial)
            rows.back().problems << u"not all sources answered: numbers are of a part"_s;
    }
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
