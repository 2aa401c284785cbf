// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/tree/rulewatch.h"

#include "models/sources/ruleport.h"

#include <QTimer>

#include <algorithm>
#include <chrono>

namespace wf::engine {

namespace {
constexpr auto askEvery = std::chrono::seconds(30);
}

struct RuleWatch::Poll {
    std::function<async::Request(sources::Reply<std::vector<signals::Rule>>)> ask;
    std::shared_ptr<const RuleAnswer> answer; // never null
    bool isAsked = false;
    async::Request request;
};

RuleWatch::RuleWatch(const sources::SourceSet &sources, const base::Clock &clock, const async::Pools &pools,
                     QObject *parent)
    : QObject(parent),
      m_clock(clock),
      m_pools(pools),
      m_snapshot(std::make_shared<const RuleSnapshot>()),
      m_timer(new QTimer(this))
{
    const auto add = [this](const signals::SourceState &state, bool isOverLogs, auto ask) {
        RuleAnswer empty;
        empty.source.id = state.id;
        empty.source.name = state.name;
        empty.source.isOverLogs = isOverLogs;
        auto poll = std::make_unique<Poll>();
        poll->ask = ask;
        poll->answer = std::make_shared<const RuleAnswer>(std::move(empty));
        m_polls.push_back(std::move(poll));
    };
    using RulesReply = sources::Reply<std::vector<signals::Rule>>;
    for (auto *source : sources.metrics)
        add(source->state(), false, [source](RulesReply reply) { return source->rules(std::move(reply)); });
    for (auto *source : sources.logs)
        if (auto *port = dynamic_cast<sources::RulePort *>(source))
            add(source->state(), true, [port](RulesReply reply) { return port->evaluatedRules(std::move(reply)); });
    m_timer->setInterval(askEvery);
    connect(m_timer, &QTimer::timeout, this, &RuleWatch::refresh);
}

RuleWatch::~RuleWatch() = default;

void RuleWatch::setWanted(bool wanted)
{
    if (wanted == m_timer->isActive())
        return;
    if (!wanted) {
        m_timer->stop();
        return;
    }
    m_timer->start();
    refresh();
}

void RuleWatch::refresh()
{
    for (const auto &poll : m_polls) {
        if (poll->isAsked)
            continue;
        poll->isAsked = true;
        poll->request = poll->ask([this, p = poll.get()](base::Result<std::vector<signals::Rule>> answer) {
            answered(*p, std::move(answer));
        });
    }
    if (m_polls.empty())
        fold();
}

void RuleWatch::answered(Poll &poll, base::Result<std::vector<signals::Rule>> answer)
{
    poll.isAsked = false;
    RuleAnswer now;
    now.source = poll.answer->source;
    if (answer) {
        now.source.error.reset();
        now.source.lastGoodNs = m_clock.nowNs();
        now.rules = std::move(*answer);
    } else {
        now.source.error = answer.error();
        now.rules = poll.answer->rules;
    }
    poll.answer = std::make_shared<const RuleAnswer>(std::move(now));
    fold();
}

void RuleWatch::fold()
{
    if (m_isFolding) {
        m_foldAgain = true;
        return;
    }
    m_isFolding = true;
    std::vector<std::shared_ptr<const RuleAnswer>> answers;
    for (const auto &poll : m_polls)
        answers.push_back(poll->answer);
    m_jobs.run(
        m_pools.analysis(),
        [answers = std::move(answers), nowNs = m_clock.nowNs()](std::stop_token) {
            std::vector<RuleAnswer> values;
            for (const auto &answer : answers)
                values.push_back(*answer);
            return foldRules(values, nowNs);
        },
        [this](RuleSnapshotPtr snapshot) {
            m_isFolding = false;
            m_snapshot = std::move(snapshot);
            if (std::exchange(m_foldAgain, false))
                fold();
            Q_EMIT changed();
        });
}

bool RuleWatch::isSettled() const
{
    return !m_isFolding && std::ranges::none_of(m_polls, [](const auto &poll) { return poll->isAsked; });
}

} // namespace wf::engine
