// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/work/groupwork.h"

#include <QElapsedTimer>
#include <QThread>

#include <algorithm>
#include <cmath>

namespace wf::engine {

namespace {

constexpr std::chrono::milliseconds slice{25}; // what comes live waits for one of them at most

} // namespace

GroupWork::GroupWork(const async::Pools &pools, QObject *parent) : QObject(parent), m_pools(pools)
{
    m_others.setObjectName(QStringLiteral("learning"));
    m_others.setMaxThreadCount(std::max(1, QThread::idealThreadCount() - 1));
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, &GroupWork::next);
}

GroupWork::~GroupWork() = default;

// What the threads of one slice have brought.
struct GroupWork::Turn {
    Item item;
    int running = 0;
    qint64 usedMs = 0;    // of all processors
    qint64 longestMs = 0; // of one
    std::shared_ptr<const GroupOutcome> outcome{};
};

void GroupWork::setFeedback(const QHash<QString, analysis::SeriesFeedback> &feedback)
{
    m_feedback = feedback;
    ++m_said;
}

void GroupWork::setShare(double share)
{
    m_share = std::clamp(share, 0.01, static_cast<double>(std::max(1, QThread::idealThreadCount())));
}

void GroupWork::add(Item item)
{
    const auto behindUrgent = std::ranges::find_if(m_items, [](const Item &one) { return !one.isUrgent; });
    m_items.insert(item.isUrgent ? behindUrgent : m_items.end(), std::move(item));
    next();
}

void GroupWork::setPaused(bool paused)
{
    m_isPaused = paused;
    next();
}

void GroupWork::dropPast()
{
    std::erase_if(m_items, [](const Item &one) { return one.isPast; });
    m_isDropped = m_isBusy;
}

void GroupWork::next()
{
    if (m_isBusy || m_items.empty())
        return;
    const Item &first = m_items.front();
    if ((first.isPast && m_isPaused) || (!first.isUrgent && m_rest.isActive()))
        return;
    m_isBusy = true;
    auto turn = std::make_shared<Turn>(Turn{std::move(m_items.front())});
    m_items.pop_front();
    // What changes the group as a whole is done by one thread: its series are found, feedback is heeded, all is told.
    Item &item = turn->item;
    const bool isAlone = !item.walk || item.isUrgent || item.heeded != m_said || item.walk->isDone();
    const auto work = workOf(item, isAlone);
    item.heeded = m_said;
    turn->running = isAlone ? 1 : static_cast<int>(std::ceil(m_share));
    for (int thread = 0, all = turn->running; thread < all; ++thread)
        m_jobs.run(thread == 0 ? m_pools.analysis() : m_others, work,
                   [this, turn](Slice slice) { took(turn, std::move(slice)); });
}

std::function<GroupWork::Slice(const std::stop_token &)> GroupWork::workOf(const Item &item, bool isAlone) const
{
    return [group = item.group, answer = item.answer, kind = item.kind, series = item.series, models = item.models,
            walk = item.walk, company = item.company, isAlone, isUrgent = item.isUrgent, feedback = m_feedback,
            nowMs = m_nowMs ? m_nowMs() : 0](const std::stop_token &stop) {
        QElapsedTimer timer;
        timer.start();
        Slice out{walk, nullptr, 0};
        if (isAlone)
            group->heed(feedback);
        if (answer && !out.walk) {
            if (kind == Kind::Train && !models.isEmpty())
                group->replace(models);
            out.walk = group->walk(answer);
            if (company)
                group->accompany(*company);
        }
        if (kind == Kind::RollBack)
            (void)group->rollBack(series);
        else if (out.walk && kind == Kind::Feed)
            AnomalyGroup::feed(*out.walk, slice, stop);
        else if (out.walk)
            group->train(*out.walk, slice, stop);
        if (isAlone && (!out.walk || out.walk->isDone()))
            out.outcome = std::make_shared<const GroupOutcome>(group->outcome(isUrgent ? nowMs : 0));
        out.tookMs = timer.elapsed();
        return out;
    };
}

void GroupWork::took(const std::shared_ptr<Turn> &turn, Slice slice)
{
    turn->item.walk = std::move(slice.walk);
    turn->usedMs += slice.tookMs;
    turn->longestMs = std::max(turn->longestMs, slice.tookMs);
    if (slice.outcome)
        turn->outcome = std::move(slice.outcome);
    if (--turn->running == 0)
        finish(std::move(*turn));
}

void GroupWork::finish(Turn turn)
{
    m_isBusy = false;
    Item &item = turn.item;
    const bool isDropped = std::exchange(m_isDropped, false) && item.isPast;
    if (!item.isUrgent)
        m_rest.start(std::max(0, static_cast<int>(static_cast<double>(turn.usedMs) / m_share) -
                                     static_cast<int>(turn.longestMs)));
    if (isDropped) {
        next();
        return;
    }
    if (turn.outcome) {
        item.done(std::move(turn.outcome));
    } else {
        const auto place = item.isUrgent ? m_items.begin()
                                         : std::ranges::find_if(m_items, [](const Item &one) { return !one.isUrgent; });
        m_items.insert(place, std::move(item));
    }
    next();
}

} // namespace wf::engine
