// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/kept/keptpanels.h"
#include "models/engine/boards/reading/boardlists.h"
#include "models/engine/boards/reading/boardwork_p.h"
#include "models/engine/boards/shelf/listedboards.h"
#include "models/engine/objectives/objectivekeeper.h"
#include "models/query/variables/intervals.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostWholeTraces = 100; // of a flame graph

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::BoardReader", text);
}

// The objective that the panel names, by its identifier or its name; else why there is none.
base::Result<std::shared_ptr<const ObjectiveState>> chosenObjective(const PlacedPanel &placed,
                                                                    const ObjectivesPtr &objectives)
{
    const QString wanted =
        query::interpolate(placed.panel.options.value("objective"_L1).toString(), placed.scope, query::Dialect::Text);
    for (const ObjectiveState &state : objectives->objectives)
        if (!wanted.isEmpty() && (state.objective.id == wanted || state.objective.name == wanted))
            return std::shared_ptr<const ObjectiveState>(objectives, &state);
    return base::makeError(base::ErrorKind::NotFound,
                           objectives->objectives.empty() ? say("This environment has no objectives yet.")
                           : wanted.isEmpty() ? say("The panel names no objective. Choose one in its settings.")
                                              : say("There is no objective %1.").arg(wanted.left(120)));
}

} // namespace

void BoardReader::askAlerts(const std::shared_ptr<Work> &work)
{
    const auto all = std::make_shared<std::vector<signals::Alert>>();
    for (sources::AlertSource *source : m_sources.alerts) {
        ++work->waiting;
        work->requests.push_back(
            source->alerts([weak = std::weak_ptr(work), all](base::Result<signals::AlertAnswer> reply) {
                const auto w = weak.lock();
                if (!w)
                    return;
                --w->waiting;
                if (reply.ok()) {
                    w->doubts[0].merge(reply->completeness);
                    std::ranges::move(reply->alerts, std::back_inserter(*all));
                    const PlacedPanel &placed = w->question.panel;
                    if (auto listed = listedAlerts(placed.panel, placed.scope, *all))
                        w->answer.alerts = std::move(*listed);
                    else
                        w->failed(0, listed.error());
                } else {
                    w->failed(0, reply.error());
                }
                w->publish();
            }));
    }
}

void BoardReader::askTraces(const std::shared_ptr<Work> &work, std::size_t target, const QString &service)
{
    const bool isGraph = work->question.panel.panel.type == "nodeGraph"_L1;
    if (isGraph && m_kept && m_kept->calls.contains(work->question.panel.key)) {
        work->answer.calls = m_kept->calls.value(work->question.panel.key);
        return;
    }
    const signals::PanelTarget &asked = work->question.panel.panel.targets[target];
    const auto arrived = [weak = std::weak_ptr(work), target](const auto &reply, auto take) {
        const auto w = weak.lock();
        if (!w)
            return;
        --w->waiting;
        if (reply.ok())
            take(*w);
        else
            w->failed(target, reply.error());
        w->publish();
    };
    sources::TraceQuery query;
    query.service = service;
    query.operation = asked.source.value("operation"_L1).toString(asked.source.value("spanName"_L1).toString());
    query.range = work->answer.range;
    query.limit = std::clamp(asked.source.value("limit"_L1).toInt(20), 1, 500);
    query.minDurationNs = query::parseInterval(asked.source.value("minDuration"_L1).toString()).value_or(0);
    for (sources::TraceSource *source : m_sources.traces) {
        ++work->waiting;
        if (isGraph)
            work->requests.push_back(source->dependencies(
                work->answer.range, [arrived](base::Result<std::vector<signals::ServiceCall>> reply) {
                    arrived(reply, [&](Work &w) { std::ranges::move(*reply, std::back_inserter(w.answer.calls)); });
                }));
        else
            work->requests.push_back(source->search(query, [source, target,
                                                            arrived](base::Result<signals::TraceAnswer> reply) {
                arrived(reply, [&](Work &w) {
                    if (w.question.panel.panel.type == "flamegraph"_L1)
                        askWhole(w, target, *source, reply->traces);
                    std::ranges::move(reply->traces, std::back_inserter(w.answer.traces));
                    std::ranges::stable_sort(w.answer.traces, std::ranges::greater(), &signals::TraceSummary::startNs);
                });
            }));
    }
}

// Only the spans of a trace tell where its time went.
void BoardReader::askWhole(Work &work, std::size_t target, sources::TraceSource &source,
                           const std::vector<signals::TraceSummary> &traces)
{
    for (std::size_t i = 0; i < std::min(traces.size(), mostWholeTraces); ++i) {
        ++work.waiting;
        work.requests.push_back(source.trace(
            traces[i].traceId, [weak = work.weak_from_this(), target](base::Result<signals::TracePtr> reply) {
                const auto w = weak.lock();
                if (!w)
                    return;
                --w->waiting;
                if (reply.ok())
                    w->answer.wholeTraces.push_back(std::move(*reply));
                else
                    w->failed(target, reply.error());
                if (w->waiting == 0) // one picture of all of them
                    w->publish();
            }));
    }
}

void BoardReader::askObjectives(const std::shared_ptr<Work> &work)
{
    if (m_kept && m_kept->objectives.contains(work->question.panel.key)) {
        work->answer.objective = m_kept->objectives.value(work->question.panel.key);
        return;
    }
    if (!m_objectives)
        return work->failed(0, base::makeError(base::ErrorKind::Unsupported, say("No objectives are kept here.")));
    const auto take = [](Work &w, const ObjectivesPtr &objectives) {
        auto chosen = chosenObjective(w.question.panel, objectives);
        if (chosen.ok())
            w.answer.objective = std::move(*chosen);
        else
            w.failed(0, chosen.error());
    };
    if (m_objectives->snapshot()->asOfNs != 0)
        return take(*work, m_objectives->snapshot());
    ++work->waiting; // for the first computation
    const auto connection = std::make_shared<QMetaObject::Connection>();
    *connection = QObject::connect(m_objectives, &ObjectiveKeeper::changed, m_objectives,
                                   [weak = std::weak_ptr(work), connection, keeper = m_objectives, take] {
                                       const auto w = weak.lock();
                                       if (keeper->snapshot()->asOfNs == 0 || !w)
                                           return;
                                       QObject::disconnect(*connection);
                                       take(*w, keeper->snapshot());
                                       --w->waiting;
                                       w->publish();
                                   });
    work->requests.emplace_back([connection] { QObject::disconnect(*connection); });
}

void BoardReader::askBoards(const std::shared_ptr<Work> &work)
{
    if (m_kept && m_kept->lists.contains(work->question.panel.key)) {
        work->answer.boards = m_kept->lists.value(work->question.panel.key);
        return;
    }
    if (!m_shelf)
        return;
    ++work->waiting;
    work->requests.push_back(m_shelf->list([weak = std::weak_ptr(work)](const std::vector<BoardListing> &boards) {
        const auto w = weak.lock();
        if (!w)
            return;
        --w->waiting;
        w->answer.boards = listedBoards(w->question.panel.panel, w->question.panel.scope, boards);
        w->publish();
    }));
}

} // namespace wf::engine
