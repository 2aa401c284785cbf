// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/watch/alertwatch.h"

#include "models/engine/alerts/ownfindings.h"
#include "models/engine/alerts/watch/alertmerge_p.h"

#include <QTimer>

#include <algorithm>

namespace wf::engine {

// One round asks alerts, silences and status of a source; it is good when alerts and silences are.
struct AlertWatch::AlertPoll {
    sources::AlertSource *source = nullptr;
    PollState state;
    AlertAnswers::FromAlertSource last;
    int open = 0;
    std::optional<base::Error> error;
    std::shared_ptr<const signals::AlertAnswer> alerts;
    std::shared_ptr<const std::vector<signals::Silence>> silences;
    std::vector<async::Request> requests;
};

struct AlertWatch::RulePoll {
    sources::MetricSource *source = nullptr;
    PollState state;
    AlertAnswers::FromRules last;
    async::Request request;
};

namespace {

AlertSourceView viewOf(const sources::Source &source, bool alertSource)
{
    AlertSourceView view;
    view.id = source.state().id;
    view.name = source.state().name;
    view.cluster = view.id;
    view.alertSource = alertSource;
    return view;
}

AlertSourceView ownView(qint64 nowNs)
{
    AlertSourceView view;
    view.id = view.cluster = ownFindingsSource;
    view.name = AlertWatch::tr("This console");
    view.alertSource = false;
    view.lastGoodNs = nowNs;
    return view;
}

bool sameFirings(const std::vector<signals::Alert> &a, const std::vector<signals::Alert> &b)
{
    return std::ranges::equal(a, b, [](const signals::Alert &one, const signals::Alert &other) {
        return one.labels == other.labels && one.startsNs == other.startsNs;
    });
}

void noteFailure(PollState &state, const base::Error &error)
{
    ++state.failuresInRow;
    state.retryAfterNs.reset();
    if (error.retryAfter)
        state.retryAfterNs = std::chrono::duration_cast<std::chrono::nanoseconds>(*error.retryAfter).count();
}

} // namespace

AlertWatch::AlertWatch(const sources::SourceSet &sources, const base::Clock &clock, const async::Pools &pools,
                       Options options, QObject *parent)
    : QObject(parent),
      m_clock(clock),
      m_pools(pools),
      m_options(std::move(options)),
      m_snapshot(std::make_shared<AlertSnapshot>()),
      m_timer(new QTimer(this)),
      m_leftovers(pools.parse())
{
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, &AlertWatch::tick);
    for (auto *source : sources.alerts) {
        auto poll = std::make_unique<AlertPoll>();
        poll->source = source;
        poll->state.intervalNs = m_options.intervalNs;
        poll->last.view = viewOf(*source, true);
        m_alertPolls.push_back(std::move(poll));
    }
    for (auto *source : sources.metrics) {
        auto poll = std::make_unique<RulePoll>();
        poll->source = source;
        poll->state.intervalNs = m_options.intervalNs;
        poll->last.view = viewOf(*source, false);
        m_rulePolls.push_back(std::move(poll));
    }
}

AlertWatch::~AlertWatch() = default;

void AlertWatch::start()
{
    m_running = true;
    tick();
}

void AlertWatch::stop()
{
    m_running = false;
    m_timer->stop();
}

void AlertWatch::restore(const QString &sourceId, Kept kept)
{
    for (auto &poll : m_alertPolls) {
        auto &last = poll->last;
        if (last.view.id != sourceId || last.view.lastGoodNs != 0 || kept.asOfNs <= 0)
            continue;
        last.view.lastGoodNs = std::min(kept.asOfNs, m_clock.nowNs());
        last.alerts = std::make_shared<const signals::AlertAnswer>(std::move(kept.alerts));
        last.silences = std::make_shared<const std::vector<signals::Silence>>(std::move(kept.silences));
        merge();
        return;
    }
}

void AlertWatch::pollNow()
{
    for (auto &poll : m_alertPolls)
        if (!poll->state.inFlight)
            askAlerts(*poll);
    for (auto &poll : m_rulePolls)
        if (!poll->state.inFlight)
            askRules(*poll);
}

void AlertWatch::tick()
{
    const qint64 now = m_clock.nowNs();
    const auto due = [now](const PollState &state) {
        const auto next = nextPoll(state, now);
        return next && *next <= now;
    };
    for (auto &poll : m_alertPolls)
        if (due(poll->state))
            askAlerts(*poll);
    for (auto &poll : m_rulePolls)
        if (due(poll->state))
            askRules(*poll);
    refreshKnowledge();
    arm();
}

void AlertWatch::arm()
{
    if (!m_running)
        return;
    const qint64 now = m_clock.nowNs();
    qint64 next = now + m_options.intervalNs; // also so that time passing is noticed
    for (const auto &poll : m_alertPolls)
        if (const auto at = nextPoll(poll->state, now))
            next = std::min(next, *at);
    for (const auto &poll : m_rulePolls)
        if (const auto at = nextPoll(poll->state, now))
            next = std::min(next, *at);
    m_timer->start(static_cast<int>(std::clamp<qint64>((next - now) / base::nsPerMs + 1, 1, 3'600'000)));
}

void AlertWatch::askAlerts(AlertPoll &poll)
{
    poll.state.inFlight = true;
    poll.state.lastAskedNs = m_clock.nowNs();
    poll.open = 3;
    poll.error.reset();
    poll.alerts.reset();
    poll.silences.reset();
    poll.requests.clear();
    const auto done = [this, &poll] {
        if (--poll.open == 0)
            finished(poll);
    };
    poll.requests.push_back(poll.source->alerts([&poll, done](base::Result<signals::AlertAnswer> answer) {
        if (answer)
            poll.alerts = std::make_shared<const signals::AlertAnswer>(std::move(answer).value());
        else
            poll.error = answer.error();
        done();
    }));
    poll.requests.push_back(poll.source->silences([&poll, done](base::Result<std::vector<signals::Silence>> answer) {
        if (answer)
            poll.silences = std::make_shared<const std::vector<signals::Silence>>(std::move(answer).value());
        else
            poll.error = answer.error();
        done();
    }));
    poll.requests.push_back(poll.source->status([&poll, done](base::Result<signals::AlertmanagerStatus> answer) {
        if (answer) {
            poll.last.view.startedNs = answer->startedNs;
            poll.last.view.cluster = clusterKey(poll.last.view.id, *answer);
        }
        done();
    }));
}

void AlertWatch::finished(AlertPoll &poll)
{
    poll.state.inFlight = false;
    poll.last.view.error = poll.error;
    poll.last.view.clockSkewNs = poll.source->state().clockSkewNs;
    poll.last.view.annotations = poll.source->supportsAnnotations();
    if (poll.alerts && poll.silences) {
        poll.state.failuresInRow = 0;
        poll.state.lastGoodNs = poll.last.view.lastGoodNs = m_clock.nowNs();
        m_leftovers.keep(std::exchange(poll.last.alerts, poll.alerts));
        poll.last.silences = poll.silences;
        Q_EMIT answered(poll.last.view, poll.alerts);
    } else if (poll.error) {
        noteFailure(poll.state, *poll.error);
    }
    merge();
    arm();
}

void AlertWatch::askRules(RulePoll &poll)
{
    poll.state.inFlight = true;
    poll.state.lastAskedNs = m_clock.nowNs();
    poll.request = poll.source->rules([this, &poll](base::Result<std::vector<signals::Rule>> answer) {
        poll.state.inFlight = false;
        poll.last.view.clockSkewNs = poll.source->state().clockSkewNs;
        if (answer) {
            m_leftovers.keep(std::exchange(
                poll.last.rules, std::make_shared<const std::vector<signals::Rule>>(std::move(answer).value())));
            poll.last.view.error.reset();
            poll.last.view.lastGoodNs = poll.state.lastGoodNs = m_clock.nowNs();
            poll.state.failuresInRow = 0;
        } else {
            poll.last.view.error = answer.error();
            noteFailure(poll.state, answer.error());
        }
        merge();
        arm();
    });
}

void AlertWatch::setOwn(signals::Rule rule)
{
    const qint64 now = m_clock.nowNs();
    const bool isSame = m_own ? sameFirings(m_own->front().alerts, rule.alerts) : rule.alerts.empty();
    if (isSame && (rule.alerts.empty() || now - m_ownToldNs < base::nsPerMinute))
        return;
    m_ownToldNs = now;
    auto told = std::make_shared<signals::AlertAnswer>();
    told->alerts = rule.alerts;
    m_own = std::make_shared<const std::vector<signals::Rule>>(std::vector{std::move(rule)});
    Q_EMIT answered(ownView(now), std::move(told));
    merge();
}

// One merge at a time; answers that come meanwhile are merged together afterwards.
void AlertWatch::merge()
{
    if (m_merging) {
        m_mergeAgain = true;
        return;
    }
    m_merging = true;
    AlertAnswers answers;
    for (const auto &poll : m_alertPolls)
        answers.alertSources.push_back(poll->last);
    for (const auto &poll : m_rulePolls)
        answers.ruleSources.push_back(poll->last);
    if (m_own)
        answers.ruleSources.push_back({ownView(m_clock.nowNs()), m_own});
    m_jobs.run( // what is looked at does not wait behind what is folded and judged
        m_pools.parse(),
        [answers = std::move(answers), resolve = m_options.resolve, before = m_snapshot, now = m_clock.nowNs(),
         helpers = &m_pools.parse()](std::stop_token) {
            return mergeAlerts(answers, resolve, before->serial ? before : nullptr, now, helpers);
        },
        [this](AlertSnapshotPtr merged) {
            m_merging = false;
            m_leftovers.keep(std::exchange(m_snapshot, std::move(merged)));
            refreshKnowledge();
            Q_EMIT changed();
            m_leftovers.sweep();
            if (std::exchange(m_mergeAgain, false))
                merge();
        });
}

AlertKnowledge AlertWatch::knowledge() const
{
    return knowledgeOf(m_snapshot->sources, m_options.intervalNs, m_clock.nowNs());
}

qint64 AlertWatch::unknownSinceNs() const
{
    return unknownSince(m_snapshot->sources, m_options.intervalNs, m_clock.nowNs());
}

bool AlertWatch::isSettled() const
{
    const auto idle = [](const auto &poll) { return !poll->state.inFlight && poll->state.lastAskedNs != 0; };
    return !m_merging && std::all_of(m_alertPolls.begin(), m_alertPolls.end(), idle) &&
           std::all_of(m_rulePolls.begin(), m_rulePolls.end(), idle);
}

void AlertWatch::refreshKnowledge()
{
    if (const auto now = knowledge(); now != m_knowledge) {
        m_knowledge = now;
        Q_EMIT knowledgeChanged();
    }
}

} // namespace wf::engine
