// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/logs/logsnapshot.h"
#include "models/engine/logs/logstore.h"
#include "models/sources/ports.h"

#include <deque>

namespace wf::engine {

// Reads the lines of one question from one source, newest first and page by page: what the cache knows, then what is
// missing. Further lines are asked for by more(). GUI thread.
class LogReading final {
public:
    struct Told {
        std::vector<signals::LogLine> lines;
        std::optional<signals::LogBreak> mark;
    };
    // Called after every page; done() and the rest tell how it stands.
    using Listener = std::function<void(Told)>;
    LogReading(sources::LogSource &source, LogStore *store, const base::Clock &clock, QString expr, Listener listener);

    void start(base::TimeRange range, int limit);
    // The range moved on: only what came since is asked for.
    void moveOn(base::TimeRange range, int limit);
    void more(int limit); // older lines
    void stop();

    [[nodiscard]] bool isDone() const { return m_isDone; }
    [[nodiscard]] bool mayBeOlder() const { return m_oldestNs > m_range.startNs; }
    [[nodiscard]] const std::optional<base::Error> &error() const { return m_error; }
    [[nodiscard]] const base::Completeness &completeness() const { return m_completeness; }

    static constexpr int pageSize = 5000;
    // Lines may arrive late: what is younger is asked for again.
    static constexpr qint64 settledNs = base::nsPerMinute;

private:
    void begin(base::TimeRange piece, int limit);
    void cached(store::CachedLines known);
    void askNext();
    void answered(base::TimeRange piece, int limit, base::Result<signals::LogAnswer> answer);
    void keep(base::TimeRange piece, int limit, const signals::LogAnswer &answer);
    void finish(Told told);

    sources::LogSource &m_source;
    LogStore *m_store;
    const base::Clock &m_clock;
    QString m_expr;
    Listener m_listener;
    base::TimeRange m_range;
    qint64 m_oldestNs = 0;                 // everything of the range from here on is known
    qint64 m_floorNs = 0;                  // where this round ends
    std::deque<base::TimeRange> m_missing; // newest first
    int m_left = 0;
    bool m_isDone = true;
    bool m_isCatchingUp = false; // moveOn: what does not fit is a gap
    qint64 m_cachedNs = 0;
    std::optional<base::Error> m_error;
    base::Completeness m_completeness;
    async::Request m_running;
};

} // namespace wf::engine
