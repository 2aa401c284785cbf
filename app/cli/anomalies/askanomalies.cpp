// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/anomalies/askanomalies.h"

#include "app/anomalies/anomalyreport.h"
#include "app/cli/opening.h"
#include "app/cli/output.h"
#include "app/paths.h"
#include "app/workspace.h"
#include "models/engine/anomalies/anomalykeeper.h"
#include "models/engine/metrics/samplestore.h"
#include "models/net/secrets/secretstore.h"

#include <QCoreApplication>
#include <QThread>
#include <QTimer>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

constexpr int lookEveryMs = 50;
const QString noSourceAnswers = u"No source of metrics answers: watchfloor sources check says why."_s;
constexpr int longestMs = 3'600'000; // every source has a shorter deadline of its own

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
    engine::FeedbackBook feedback;
    engine::AnomalyKeeper keeper;

    static store::StoreOptions optionsOf(const QString &directory)
    {
        store::StoreOptions out;
        out.directory = directory;
        return out;
    }
    static engine::AnomalyOptions optionsOf(const AnomalyQuestion &question)
    {
        engine::AnomalyOptions out;
        out.quickNs = std::min(question.lookNs, out.quickNs);
        out.trainedNs = question.historyNs;
        out.withSequences = question.withSequences;
        out.share = question.processors > 0 ? question.processors : QThread::idealThreadCount(); // somebody waits
        out.isLive = false;
        return out;
    }
    Opened(const sources::Environment &environment, const QString &directory, const AnomalyQuestion &question)
        : store(optionsOf(directory), clock),
          samples(store.samples()),
          open(environment, {clock, pools, secrets.get()}),
          services(open.set(), subjectRules(environment), clock),
          metrics(open.set(), &samples, clock),
          feedback(store.ledger()),
          keeper(services, metrics, feedback, &store.answers(), clock, pools, optionsOf(question))
    {
    }
    // Nobody has answered, and nobody is asked any more.
    [[nodiscard]] bool isSilent() const
    {
        return !services.isBusy() && services.snapshot()->asOfNs == 0 && services.snapshot()->metricNames.isEmpty();
    }
    void look(bool showsProgress)
    {
        QTimer look;
        QObject::connect(&look, &QTimer::timeout, &keeper, [this] {
            if (keeper.isSettled() || isSilent())
                QCoreApplication::quit();
        });
        int shown = -1;
        if (showsProgress)
            QObject::connect(&keeper, &engine::AnomalyKeeper::changed, &keeper, [this, &shown] {
                const auto &training = keeper.snapshot()->training;
                const int percent = static_cast<int>(training.done * 100);
                if (training.phase == engine::TrainingState::Phase::Training && percent / 10 != shown / 10)
                    printError(u"learned %1 %"_s.arg(shown = percent));
            });
        QTimer::singleShot(longestMs, &keeper, [] { QCoreApplication::quit(); });
        services.refresh();
        keeper.start();
        look.start(lookEveryMs);
        QCoreApplication::exec();
    }
};

} // namespace

AskedAnomalies askAnomalies(const sources::Environment &environment, const QString &stateDirectory,
                            const AnomalyQuestion &question, bool showsProgress)
{
    Opened opened(environment, stateDirectory, question);
    opened.look(showsProgress);
    if (!opened.isSilent() || opened.keeper.snapshot()->error)
        return {opened.keeper.snapshot()};
    auto blind = std::make_shared<engine::AnomaliesSnapshot>(*opened.keeper.snapshot());
    blind->error = base::makeError(base::ErrorKind::Unreachable, noSourceAnswers);
    return {blind};
}

base::Result<QString> sayOfAnomaly(const sources::Environment &environment, const QString &stateDirectory,
                                   const AnomalyQuestion &question, const QString &anomaly,
                                   std::optional<analysis::FeedbackKind> kind)
{
    Opened opened(environment, stateDirectory, question);
    opened.look(false);
    const auto run = runNamed(*opened.keeper.snapshot(), anomaly);
    if (!run)
        return base::makeError(base::ErrorKind::NotFound,
                               u"No anomaly %1 was seen: watchfloor anomalies list names them."_s.arg(anomaly));
    std::optional<base::Status> said;
    const auto reply = [&said](const base::Status &status) {
        said = status;
        QCoreApplication::quit();
    };
    const QString title = run->of->title();
    if (kind)
        opened.feedback.say(run->of->key, title, {*kind, run->worstNs / base::nsPerMs}, loginName(), reply);
    else
        opened.feedback.undo(run->of->key, title, loginName(), reply);
    if (!said)
        QCoreApplication::exec();
    if (!*said)
        return said->error();
    return kind ? u"%1: kept as %2."_s.arg(title, engine::feedbackName(*kind))
                : u"%1: the last word was taken back."_s.arg(title);
}

} // namespace wf::app
