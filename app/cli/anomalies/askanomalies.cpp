// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/anomalies/askanomalies.h"

#include "app/anomalies/anomalyreport.h"
#include "app/cli/common/openedmetrics.h"
#include "app/cli/common/opening.h"
#include "app/cli/common/output.h"
#include "app/cli/common/waiting.h"
#include "models/engine/anomalies/anomalykeeper.h"

#include <QThread>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

using namespace std::chrono_literals;

// Learning takes its time.
constexpr std::chrono::milliseconds longest = 1h;

engine::AnomalyOptions optionsOf(const AnomalyQuestion &question)
{
    engine::AnomalyOptions out;
    out.quickNs = std::min(question.lookNs, out.quickNs);
    out.trainedNs = question.historyNs;
    out.withSequences = question.withSequences;
    out.share = question.processors > 0 ? question.processors : QThread::idealThreadCount(); // somebody waits
    out.isLive = false;
    return out;
}

// One environment opened for one look.
struct Opened : OpenedMetrics {
    engine::FeedbackBook feedback;
    engine::AnomalyKeeper keeper;

    Opened(const sources::Environment &environment, const QString &directory, const AnomalyQuestion &question)
        : OpenedMetrics(environment, directory),
          feedback(store.ledger()),
          keeper(services, metrics, feedback, &store.answers(), clock, pools, optionsOf(question))
    {
    }
    void look(bool showsProgress)
    {
        int shown = -1;
        if (showsProgress)
            QObject::connect(&keeper, &engine::AnomalyKeeper::changed, &keeper, [this, &shown] {
                const auto &training = keeper.snapshot()->training;
                const int percent = static_cast<int>(training.done * 100);
                if (training.phase == engine::TrainingState::Phase::Training && percent / 10 != shown / 10)
                    printError(u"learned %1 %"_s.arg(shown = percent));
            });
        services.refresh();
        keeper.start();
        waitFor([this] { return keeper.isSettled() || isSilent(); }, longest);
    }
};

} // namespace

AskedAnomalies askAnomalies(const sources::Environment &environment, const QString &stateDirectory,
                            const AnomalyQuestion &question, bool showsProgress)
{
    Opened opened(environment, stateDirectory, question);
    opened.look(showsProgress);
    if (!opened.isSilent())
        return {opened.keeper.snapshot()};
    auto blind = std::make_shared<engine::AnomaliesSnapshot>(*opened.keeper.snapshot());
    blind->error = noMetricsAnswer();
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
    const auto reply = [&said](const base::Status &status) { said = status; };
    const QString title = run->of->title();
    if (kind)
        opened.feedback.say(run->of->key, title, {*kind, run->worstNs / base::nsPerMs}, loginName(), reply);
    else
        opened.feedback.undo(run->of->key, title, loginName(), reply);
    if (!waitFor([&said] { return said.has_value(); }))
        return base::makeError(base::ErrorKind::Timeout, u"It was not kept in time: try again."_s);
    if (!*said)
        return said->error();
    return kind ? u"%1: kept as %2."_s.arg(title, engine::feedbackName(*kind))
                : u"%1: the last word was taken back."_s.arg(title);
}

} // namespace wf::app
