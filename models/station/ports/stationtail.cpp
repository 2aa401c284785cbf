// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/ports/stationtail.h"

#include "models/station/ports/batchlines.h"

#include <QTimer>

#include <limits>

namespace wf::station {

namespace {

constexpr int mostLines = 5000;          // of one step; more are counted as dropped
constexpr std::size_t mostWaiting = 200; // batches
constexpr qint64 farFuture = std::numeric_limits<qint64>::max();

base::Result<signals::LogAnswer> ask(const query::LogqlExpr &expr, qint64 fromNs, qint64 toNs,
                                     const query::LineReader &reader, std::stop_token stop)
{
    return query::evaluateLogs(expr, {fromNs, toNs, query::LineOrder::Forward, mostLines}, reader, stop);
}

} // namespace

StationTail::StationTail(std::shared_ptr<const query::LogqlExpr> expr, qint64 fromNs, std::shared_ptr<LineFeed> feed,
                         std::shared_ptr<const query::LineReader> kept, const base::Clock &clock, async::Pools &pools)
    : m_expr(std::move(expr)), m_pools(pools)
{
    // What is kept up to here comes from the store, what is taken from here on from the feed: nothing twice.
    m_listening = feed->listen([this](const LineBatchPtr &batch) {
        QMetaObject::invokeMethod(
            this, [this, batch] { take(batch); }, Qt::QueuedConnection);
    });
    m_jobs.run(
        m_pools.parse(),
        [expr = m_expr, fromNs, toNs = clock.nowNs(), kept](std::stop_token stop) {
            return ask(*expr, fromNs, toNs, *kept, stop);
        },
        [this](base::Result<signals::LogAnswer> answer) { deliver(std::move(answer)); });
    QTimer::singleShot(0, this, [this] { Q_EMIT connectedChanged(true, {}); });
}

StationTail::~StationTail() = default;

void StationTail::take(const LineBatchPtr &batch)
{
    m_counters.received += static_cast<qint64>(batch->size());
    if (m_waiting.size() >= mostWaiting) {
        const auto lost = static_cast<qint64>(m_waiting.front()->size());
        m_counters.droppedByServer += lost;
        Q_EMIT dropped(lost, {m_waiting.front()->front().timeNs, m_waiting.front()->back().timeNs});
        m_waiting.pop_front();
    }
    m_waiting.push_back(batch);
    if (!m_isBusy)
        next();
}

void StationTail::next()
{
    if (m_waiting.empty())
        return;
    m_isBusy = true;
    const auto batch = std::move(m_waiting.front());
    m_waiting.pop_front();
    m_jobs.run(
        m_pools.parse(),
        [expr = m_expr, batch](std::stop_token stop) { return ask(*expr, 0, farFuture, BatchLines(batch), stop); },
        [this](base::Result<signals::LogAnswer> answer) { deliver(std::move(answer)); });
}

void StationTail::deliver(base::Result<signals::LogAnswer> answer)
{
    m_isBusy = false;
    if (answer && !answer->lines.empty()) {
        m_counters.delivered += static_cast<qint64>(answer->lines.size());
        Q_EMIT lines(answer->lines);
    }
    next();
}

} // namespace wf::station
