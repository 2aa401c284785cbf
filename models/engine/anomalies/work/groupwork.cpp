// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/work/groupwork.h"

#include <QElapsedTimer>

namespace wf::engine {

namespace {

constexpr std::chrono::milliseconds slice{100};

} // namespace

GroupWork::GroupWork(const async::Pools &pools, QObject *parent) : QObject(parent), m_pools(pools)
{
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, &GroupWork::next);
}

GroupWork::~GroupWork() = default;

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
    Item item = std::move(m_items.front());
    m_items.pop_front();
    struct Slice {
        AnomalyGroup::Cursor cursor;
        bool isDone = true;
        std::shared_ptr<const GroupOutcome> outcome;
        qint64 tookMs = 0;
    };
    auto work = [group = item.group, answer = item.answer, kind = item.kind, cursor = item.cursor, series = item.series,
                 models = item.models, isUrgent = item.isUrgent, feedback = m_feedback,
                 nowMs = m_nowMs ? m_nowMs() : 0](const std::stop_token &stop) {
        QElapsedTimer timer;
        timer.start();
        Slice out{cursor, true, nullptr, 0};
        group->heed(feedback);
        if (kind == Kind::RollBack)
            (void)group->rollBack(series);
        else if (answer && kind == Kind::Feed)
            out.isDone = group->feed(*answer, out.cursor, slice, stop);
        else if (answer) {
            if (out.cursor.series == 0 && !models.isEmpty())
                group->replace(models);
            out.isDone = group->train(*answer, out.cursor, slice, stop);
        }
        if (out.isDone)
            out.outcome = std::make_shared<const GroupOutcome>(group->outcome(isUrgent ? nowMs : 0));
        out.tookMs = timer.elapsed();
        return out;
    };
    m_jobs.run(m_pools.analysis(), std::move(work), [this, item = std::move(item)](Slice done) mutable {
        item.cursor = done.cursor;
        finish(std::move(item), done.isDone, std::move(done.outcome), done.tookMs);
    });
}

void GroupWork::finish(Item item, bool isDone, std::shared_ptr<const GroupOutcome> outcome, qint64 tookMs)
{
    m_isBusy = false;
    const bool isDropped = std::exchange(m_isDropped, false) && item.isPast;
    if (!item.isUrgent)
        m_rest.start(static_cast<int>(static_cast<double>(tookMs) * (1 / m_share - 1)));
    if (isDropped) {
        next();
        return;
    }
    if (isDone) {
        item.done(std::move(outcome));
    } else {
        const auto place = item.isUrgent ? m_items.begin()
                                         : std::ranges::find_if(m_items, [](const Item &one) { return !one.isUrgent; });
        m_items.insert(place, std::move(item));
    }
    next();
}

} // namespace wf::engine
