// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/capacity/askcapacity.h"

#include "app/paths.h"
#include "app/workspace.h"
#include "models/engine/metrics/samplestore.h"
#include "models/net/secrets/secretstore.h"

#include <QCoreApplication>
#include <QTimer>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int lookEveryMs = 50;
const QString noSourceAnswers = u"No source of metrics answers: watchfloor sources check says why."_s;
constexpr int longestMs = 600'000; // every source has a shorter deadline of its own
constexpr std::size_t mostSeries = 1000;

// One environment opened for one look.
struct Opened {
    base::SystemClock clock;
    async::Pools pools;
    std::unique_ptr<net::SecretStore> secrets =
        net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()));
    store::Store store;
    engine::DiskSampleStore samples;
    sources::OpenSources open;
    engine::ServiceCatalog services;
    engine::MetricReader metrics;
    engine::ObjectiveKeeper objectives;

    static store::StoreOptions optionsOf(const QString &directory)
    {
        store::StoreOptions out;
        out.directory = directory;
        return out;
    }
    Opened(const sources::Environment &environment, const QString &directory)
        : store(optionsOf(directory), clock),
          samples(store.samples()),
          open(environment, {clock, pools, secrets.get()}),
          services(open.set(), subjectRules(environment), clock),
          metrics(open.set(), &samples, clock),
          objectives(objectivePathsOf(environment, directory), metrics, clock, pools)
    {
    }
};

// Returns when it is done, or when it takes too long.
void wait(QObject &context, const std::function<bool()> &isDone)
{
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &context, [&isDone] {
        if (isDone())
            QCoreApplication::quit();
    });
    QTimer::singleShot(longestMs, &context, [] { QCoreApplication::quit(); });
    look.start(lookEveryMs);
    QCoreApplication::exec();
}

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
    // Nobody has answered, and nobody is asked any more.
    const auto isSilent = [&services = opened.services] {
        return !services.isBusy() && services.snapshot()->asOfNs == 0 && services.snapshot()->metricNames.isEmpty();
    };
    wait(keeper, [&] {
        return isSilent() ||
               (keeper.isSettled() && !opened.objectives.isBusy() && opened.objectives.snapshot()->asOfNs != 0);
    });
    if (!isSilent() || keeper.snapshot()->error)
        return keeper.snapshot();
    auto blind = std::make_shared<engine::CapacitySnapshot>(*keeper.snapshot());
    blind->error = base::makeError(base::ErrorKind::Unreachable, noSourceAnswers);
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
    wait(opened.metrics, [&said] { return said.has_value(); });
    if (!said)
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
