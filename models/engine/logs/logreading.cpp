// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/logs/logreading.h"

namespace wf::engine {

LogReading::LogReading(sources::LogSource &source, LogStore *store, const base::Clock &clock, QString expr,
                       Listener listener)
    : m_source(source), m_store(store), m_clock(clock), m_expr(std::move(expr)), m_listener(std::move(listener))
{
}

void LogReading::start(base::TimeRange range, int limit)
{
    m_range = range;
    m_oldestNs = range.endNs;
    m_isCatchingUp = false;
    begin(range, limit);
}

void LogReading::moveOn(base::TimeRange range, int limit)
{
    if (!m_isDone || m_error || range.startNs < m_range.startNs || range.endNs <= m_range.endNs) {
        if (m_isDone)
            start(range, limit);
        return;
    }
    const qint64 known = std::max(m_range.endNs - settledNs, m_oldestNs);
    m_range = range;
    m_oldestNs = std::max(m_oldestNs, range.startNs);
    m_isCatchingUp = true;
    m_isDone = false;
    m_left = limit;
    m_floorNs = known;
    m_missing = {{std::max(known, range.startNs), range.endNs}};
    askNext();
}

void LogReading::more(int limit)
{
    if (!m_isDone || !mayBeOlder())
        return;
    m_isCatchingUp = false;
    begin({m_range.startNs, m_oldestNs + 1},
          limit); // the end is exclusive; lines of that instant may have been cut off
}

void LogReading::stop()
{
    m_running.cancel();
    m_isDone = true;
}

void LogReading::begin(base::TimeRange piece, int limit)
{
    m_isDone = false;
    m_error.reset();
    m_completeness = {};
    m_left = limit;
    m_floorNs = piece.startNs;
    m_missing = {piece};
    if (!m_store) {
        askNext();
        return;
    }
    m_running =
        m_store->read(m_source.state().id, m_expr, piece, limit, [this, piece](base::Result<store::CachedLines> known) {
            if (known)
                cached(std::move(*known));
            else
                askNext();
        });
}

void LogReading::cached(store::CachedLines known)
{
    m_cachedNs = known.fetchedNs;
    m_missing.assign(known.missing.rbegin(), known.missing.rend());
    if (known.truncated && !known.lines.empty()) {
        // The cache alone fills the page: what is older can wait.
        m_floorNs = std::max(m_floorNs, known.lines.back().timeNs);
        std::erase_if(m_missing, [this](const base::TimeRange &r) { return r.endNs <= m_floorNs; });
        for (auto &r : m_missing)
            r.startNs = std::max(r.startNs, m_floorNs);
    }
    m_left = std::max(m_left - static_cast<int>(known.lines.size()), m_left / 10 + 1);
    if (m_missing.empty()) {
        m_oldestNs = m_floorNs;
        finish({std::move(known.lines), {}});
        return;
    }
    m_listener({std::move(known.lines), {}});
    askNext();
}

void LogReading::askNext()
{
    const base::TimeRange piece = m_missing.front();
    const int limit = std::min(m_left, pageSize);
    sources::LogQuery query;
    query.expr = m_expr;
    query.range = piece;
    query.limit = limit;
    m_running = m_source.query(query, [this, piece, limit](base::Result<signals::LogAnswer> answer) {
        answered(piece, limit, std::move(answer));
    });
}

void LogReading::keep(base::TimeRange piece, int limit, const signals::LogAnswer &answer)
{
    if (!m_store || answer.completeness.partial)
        return;
    auto covered = store::coveredBy(answer, piece, limit, true);
    covered.endNs = std::min(covered.endNs, m_clock.nowNs() - settledNs);
    if (covered.endNs <= covered.startNs)
        return;
    signals::LogAnswer settled;
    for (const auto &line : answer.lines)
        if (line.timeNs >= covered.startNs && line.timeNs < covered.endNs)
            settled.lines.push_back(line);
    m_store->put(m_source.state().id, m_expr, covered, settled);
}

void LogReading::answered(base::TimeRange piece, int limit, base::Result<signals::LogAnswer> answer)
{
    if (!answer) {
        m_error = answer.error();
        m_completeness.partial = true;
        m_completeness.stale = m_cachedNs > 0;
        m_completeness.asOfNs = m_cachedNs;
        m_completeness.notes << answer.error().summary;
        finish({});
        return;
    }
    keep(piece, limit, *answer);
    m_completeness.merge(answer->completeness);
    m_completeness.truncated = false; // mayBeOlder() says so
    Told told;
    told.lines = std::move(answer->lines);
    const int got = static_cast<int>(told.lines.size());
    m_left -= got;
    m_missing.pop_front();
    if (got >= limit && limit > 0) {
        qint64 oldest = told.lines.back().timeNs;
        const bool isOneInstant = told.lines.front().timeNs == oldest;
        m_missing.push_front({piece.startNs, isOneInstant ? oldest : oldest + 1});
        if (m_left <= 0 || m_missing.front().lengthNs() <= 0) {
            if (m_isCatchingUp && m_missing.front().lengthNs() > 0)
                told.mark = signals::LogBreak{signals::LogBreak::Kind::Gap, m_missing.front(), 0};
            else if (!m_isCatchingUp)
                m_oldestNs = oldest;
            finish(std::move(told));
            return;
        }
    }
    if (m_missing.empty()) {
        if (!m_isCatchingUp)
            m_oldestNs = m_floorNs;
        finish(std::move(told));
        return;
    }
    if (m_left <= 0) {
        m_oldestNs = m_missing.front().endNs;
        finish(std::move(told));
        return;
    }
    m_listener(std::move(told));
    askNext();
}

void LogReading::finish(Told told)
{
    m_isDone = true;
    m_listener(std::move(told));
}

} // namespace wf::engine
