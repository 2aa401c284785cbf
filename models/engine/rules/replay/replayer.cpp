// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/replay/replayer.h"

#include "models/base/duration.h"
#include "models/engine/incidents/incidentkeys.h"
#include "models/query/promql/parse/parse.h"
#include "models/store/alertlog.h"
#include "models/store/ledger.h"

#include <algorithm>
#include <unordered_map>

namespace wf::engine {

namespace {
constexpr int mostDays = 30;
constexpr int mostFirings = 100'000; // of the alert log
constexpr qsizetype mostReads = 6;
constexpr qint64 presenceSteps = 360;

using namespace Qt::StringLiterals;

using Ask = std::function<async::Request(const sources::RangeQuery &, sources::Reply<signals::QueryAnswerPtr>)>;

// What the expression reads, however it then compares it: 1 wherever any of it is kept. Empty: nothing, or it cannot be
// read.
QString presenceOf(const QString &expr)
{
    const auto tree = query::parsePromql(expr.toStdString());
    if (!tree)
        return {};
    QStringList reads;
    query::visit(**tree, [&reads](const query::Expr &part) {
        const auto *vector = std::get_if<query::VectorSelector>(&part.node);
        if (const auto *matrix = std::get_if<query::MatrixSelector>(&part.node))
            vector = &matrix->vector;
        if (!vector)
            return;
        query::Expr bare;
        bare.node = query::VectorSelector{vector->name, vector->matchers, {}};
        const QString text = u"group(%1)"_s.arg(QString::fromStdString(query::printPromql(bare)));
        if (!reads.contains(text) && reads.size() < mostReads)
            reads << text;
    });
    return reads.join(u" or "_s);
}

Ask askerOf(const sources::SourceSet &sources, const QString &id)
{
    for (auto *source : sources.metrics)
        if (id.isEmpty() || source->state().id == id)
            return [source](const sources::RangeQuery &query, sources::Reply<signals::QueryAnswerPtr> reply) {
                return source->queryRange(query, std::move(reply));
            };
    for (auto *source : sources.logs)
        if (source->state().id == id)
            return [source](const sources::RangeQuery &query, sources::Reply<signals::QueryAnswerPtr> reply) {
                return source->queryRange(query, std::move(reply));
            };
    return {};
}

} // namespace

struct Replayer::Run {
    quint64 id = 0;
    ReplayQuestion question;
    Replies replies;
    Ask ask;
    bool isOfMetrics = false;
    ReplayInput input;
    std::unordered_map<base::Labels, std::size_t> places; // of the series in the matrix
    std::size_t samples = 0;
    qint64 nextNs = 0; // start of the next day to ask
    qint64 beganNs = 0;
    async::Request request;
    async::JobScope jobs;
};

ReplayGrid replayGrid(qint64 nowNs, int days, qint64 intervalNs)
{
    const qint64 lengthNs = days * base::nsPerDay;
    qint64 stepNs = std::max(intervalNs, base::nsPerSecond);
    if (lengthNs / stepNs > Replayer::mostSteps) // a multiple: every other evaluation, every third …
        stepNs *= (lengthNs / stepNs + Replayer::mostSteps - 1) / Replayer::mostSteps;
    const qint64 endNs = nowNs - nowNs % stepNs;
    return {{endNs - lengthNs / stepNs * stepNs, endNs}, stepNs};
}

Replayer::Replayer(const sources::SourceSet &sources, store::AlertLog &log, store::Ledger &ledger,
                   const base::Clock &clock, const async::Pools &pools, QObject *parent)
    : QObject(parent), m_sources(sources), m_log(log), m_ledger(ledger), m_clock(clock), m_pools(pools)
{
}

Replayer::~Replayer() = default;

async::Request Replayer::replay(const ReplayQuestion &question, Replies replies)
{
    auto run = std::make_shared<Run>();
    run->id = m_nextId++;
    run->question = question;
    run->replies = std::move(replies);
    run->ask = askerOf(m_sources, question.source);
    run->isOfMetrics = std::ranges::any_of(m_sources.metrics, [&question](const sources::MetricSource *source) {
        return question.source.isEmpty() || source->state().id == question.source;
    });
    m_runs.emplace(run->id, run);
    const QString wrong = question.rule.expr.trimmed().isEmpty()          ? tr("The rule has no expression")
                          : question.days < 1 || question.days > mostDays ? tr("A replay covers 1 to 30 days")
                          : !run->ask && !question.source.isEmpty() ? tr("There is no source %1").arg(question.source)
                          : !run->ask ? tr("There is no source of metrics to replay it over.")
                                      : QString();
    // Never from inside the call.
    QMetaObject::invokeMethod(
        this,
        [this, id = run->id, wrong] {
            const auto it = m_runs.find(id);
            if (it == m_runs.end())
                return;
            if (wrong.isEmpty())
                return askPast(it->second);
            const RunPtr held = it->second;
            m_runs.erase(it);
            held->replies.done(base::makeError(base::ErrorKind::Invalid, wrong));
        },
        Qt::QueuedConnection);
    return async::Request([this, id = run->id] { m_runs.erase(id); });
}

void Replayer::askPast(const RunPtr &run)
{
    const auto &question = run->question;
    run->beganNs = m_clock.monotonicNs();
    auto &input = run->input;
    input.rule = question.rule;
    input.askedStepNs = question.intervalNs > 0 ? question.intervalNs : base::nsPerMinute;
    const ReplayGrid grid = replayGrid(m_clock.nowNs(), question.days, input.askedStepNs);
    input.range = grid.range;
    input.stepNs = grid.stepNs;
    run->nextNs = grid.range.startNs;
    store::AlertLogFilter filter;
    filter.limit = mostFirings;
    // The log from its beginning on: it also says since when somebody watched. Without it nothing can be judged, and
    // the replay goes on.
    const auto judgeWith = [this, id = run->id](std::vector<PastAlert> alerts) {
        const auto it = m_runs.find(id);
        if (it == m_runs.end())
            return;
        it->second->request = m_ledger.settings(
            incidentRoot, [this, id, alerts = std::move(alerts)](const base::Result<QHash<QString, QJsonValue>> &kept) {
                const auto found = m_runs.find(id);
                if (found == m_runs.end())
                    return;
                const RunPtr held = found->second;
                for (const auto &alert : alerts)
                    if (held->input.watchedSinceNs == 0 || alert.startNs < held->input.watchedSinceNs)
                        held->input.watchedSinceNs = alert.startNs;
                held->input.landmarks = landmarksOf(alerts, kept ? *kept : QHash<QString, QJsonValue>());
                askNextDay(held);
            });
    };
    run->request = m_log.sightings({0, m_clock.nowNs()}, filter,
                                   [judgeWith](const base::Result<std::vector<store::AlertSighting>> &past) {
                                       judgeWith(past ? pastAlerts(*past) : std::vector<PastAlert>());
                                   });
}

void Replayer::askNextDay(const RunPtr &run)
{
    const auto &range = run->input.range;
    if (run->replies.progress)
        run->replies.progress(static_cast<double>(run->nextNs - range.startNs) /
                              static_cast<double>(std::max<qint64>(1, range.lengthNs())));
    if (!m_runs.contains(run->id))
        return;
    if (run->nextNs > range.endNs || run->samples >= mostSamples)
        return askPresence(run);
    const qint64 stepNs = run->input.stepNs;
    const qint64 lengthNs = std::max<qint64>(1, base::nsPerDay / stepNs) * stepNs;
    const base::TimeRange day{run->nextNs, std::min(range.endNs, run->nextNs + lengthNs - stepNs)};
    run->nextNs = day.endNs + stepNs;
    run->request = run->ask({run->question.rule.expr, day, stepNs},
                            [this, id = run->id](const base::Result<signals::QueryAnswerPtr> &answer) {
                                const auto it = m_runs.find(id);
                                if (it == m_runs.end())
                                    return;
                                const RunPtr held = it->second;
                                if (!answer) {
                                    m_runs.erase(it);
                                    held->replies.done(answer.error());
                                    return;
                                }
                                take(held, **answer);
                                askNextDay(held);
                            });
}

void Replayer::take(const RunPtr &run, const signals::QueryAnswer &answer)
{
    auto &input = run->input;
    input.completeness.merge(answer.completeness);
    for (const auto &part : answer.series) {
        const auto [place, isNew] = run->places.try_emplace(part.labels, input.matrix.size());
        const bool isTooMuch = (isNew && input.matrix.size() >= mostSeries) || run->samples + part.size() > mostSamples;
        if (isTooMuch) {
            if (isNew)
                run->places.erase(place);
            input.completeness.truncated = true;
            const QString note = tr("The rule gives too much: only the first %1 series and %2 samples are looked at.")
                                     .arg(mostSeries)
                                     .arg(mostSamples);
            if (!input.completeness.notes.contains(note))
                input.completeness.notes << note;
            continue;
        }
        if (isNew)
            input.matrix.push_back({part.labels, {}, {}});
        auto &whole = input.matrix[place->second];
        whole.timesMs.insert(whole.timesMs.end(), part.timesMs.begin(), part.timesMs.end());
        whole.values.insert(whole.values.end(), part.values.begin(), part.values.end());
        run->samples += part.size();
    }
}

// "Would not have fired in 30 days" is no news of what is kept since yesterday.
void Replayer::askPresence(const RunPtr &run)
{
    const auto &range = run->input.range;
    const bool wasThere = std::ranges::any_of(run->input.matrix, [&range](const signals::Series &series) {
        return !series.timesMs.empty() && series.timesMs.front() * base::nsPerMs < range.startNs + base::nsPerDay;
    });
    const QString presence = wasThere || !run->isOfMetrics ? QString() : presenceOf(run->question.rule.expr);
    if (presence.isEmpty())
        return judge(run);
    askFirst(run, presence, range);
}

// Looks for the first moment of something, coarsely, then again between that and the one before.
void Replayer::askFirst(const RunPtr &run, const QString &presence, base::TimeRange range)
{
    const qint64 stepNs = std::max(run->input.stepNs, range.lengthNs() / presenceSteps);
    const auto heard = [this, id = run->id, presence, range,
                        stepNs](const base::Result<signals::QueryAnswerPtr> &answer) {
        const auto it = m_runs.find(id);
        if (it == m_runs.end())
            return;
        const RunPtr held = it->second;
        if (!answer) // it stays unsaid
            return judge(held);
        qint64 first = range.endNs;
        for (const auto &series : (*answer)->series)
            if (!series.timesMs.empty())
                first = std::min(first, series.timesMs.front() * base::nsPerMs);
        const bool isFromTheBeginning = first <= held->input.range.startNs;
        if (!isFromTheBeginning && stepNs > held->input.stepNs)
            return askFirst(held, presence, {std::max(range.startNs, first - stepNs), first});
        if (!isFromTheBeginning)
            held->input.keptSinceNs = first;
        judge(held);
    };
    run->request = run->ask({presence, range, stepNs}, heard);
}

void Replayer::judge(const RunPtr &run)
{
    run->jobs.run(
        m_pools.analysis(), [input = std::move(run->input)](std::stop_token) { return replayed(input); },
        [this, id = run->id](const std::shared_ptr<Replay> &out) {
            const auto it = m_runs.find(id);
            if (it == m_runs.end())
                return;
            const RunPtr held = it->second;
            out->tookNs = m_clock.monotonicNs() - held->beganNs;
            m_runs.erase(it);
            held->replies.done(ReplayPtr(out));
        });
}

} // namespace wf::engine
