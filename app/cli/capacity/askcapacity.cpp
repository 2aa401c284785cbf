// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/capacity/askcapacity.h"

#include "app/cli/common/openedmetrics.h"
#include "app/cli/common/waiting.h"
#include "app/paths.h"
#include "app/workspace.h"

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostSeries = 1000;

// One environment opened for one look.
struct Opened : OpenedMetrics {
    engine::ObjectiveKeeper objectives;

    Opened(const sources::Environment &environment, const QString &directory)
        : OpenedMetrics(environment, directory),
          objectives(objectivePathsOf(environment, directory), metrics, clock, pools)
    {
    }
};

} // namespace

engine::CapacityPtr askCapacity(const sources::Environment &environment, const QString &stateDirectory,
                                const QString &priceFile)
{
    Opened opened(environment, stateDirectory);
    engine::CapacityKeeper::Helpers helpers;
    helpers.alerts = &opened.store.alerts();
    helpers.ledger = &opened.store.ledger();
    helpers.objectives = &opened.objectives;
    helpers.priceFile = priceFile;
    engine::CapacityKeeper keeper(opened.services, opened.metrics, helpers, opened.clock, opened.pools);
    opened.objectives.start();
    opened.services.refresh();
    keeper.start(false);
    waitFor([&] {
        return opened.isSilent() ||
               (keeper.isSettled() && !opened.objectives.isBusy() && opened.objectives.snapshot()->asOfNs != 0);
    });
    if (!opened.isSilent())
        return keeper.snapshot();
    auto blind = std::make_shared<engine::CapacitySnapshot>(*keeper.snapshot());
    blind->error = noMetricsAnswer();
    return blind;
}

base::Result<std::vector<engine::ResourceForecastPtr>> askForecast(const sources::Environment &environment,
                                                                   const QString &stateDirectory, const QString &expr,
                                                                   double limit, int days)
{
    Opened opened(environment, stateDirectory);
    const qint64 now = opened.clock.nowNs();
    const qint64 endNs = now - now % base::nsPerHour;
    engine::MetricQuery query;
    query.expr = expr;
    query.stepNs = base::nsPerHour;
    query.range = {endNs - static_cast<qint64>(engine::capacityHistoryHours - 1) * base::nsPerHour, endNs};
    std::optional<base::Result<engine::MetricAnswer>> said;
    const auto request = opened.metrics.range(query, [&said](const base::Result<engine::MetricAnswer> &answer) {
        if (!answer || answer->final)
            said.emplace(answer);
    });
    if (!waitFor([&said] { return said.has_value(); }))
        return base::makeError(base::ErrorKind::Timeout, u"No source answered in time"_s);
    if (!*said)
        return said->error();
    auto question = std::make_shared<engine::FiniteQuestion>();
    question->id = question->title = question->used = expr;
    signals::QueryAnswer limits;
    for (const signals::Series &s : (*said)->answer->series)
        limits.series.push_back({s.labels, {0}, {limit}});
    std::vector<engine::ResourceForecastPtr> out;
    for (const auto &history :
         engine::historiesOf(question, *(*said)->answer, limits, subjectRules(environment), {}, endNs, mostSeries))
        out.push_back(std::make_shared<const engine::ResourceForecast>(
            engine::forecastResource(history, static_cast<std::size_t>(days) * 24)));
    return out;
}

} // namespace wf::app
