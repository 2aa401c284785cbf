// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/query/logql/logql.h"
#include "models/sources/ports.h"
#include "models/station/ports/linefeed.h"

#include <deque>

namespace wf::station {

// Follows a question among the lines the station takes. First what was kept since `fromNs`, then every batch as it
// comes; a line is given once. GUI thread; the question is asked of each batch on a pool.
class StationTail final : public sources::LogTail {
    Q_OBJECT
public:
    StationTail(std::shared_ptr<const query::LogqlExpr> expr, qint64 fromNs, std::shared_ptr<LineFeed> feed,
                std::shared_ptr<const query::LineReader> kept, const base::Clock &clock, async::Pools &pools);
    ~StationTail() override;
    [[nodiscard]] Counters counters() const override { return m_counters; }

private:
    void take(const LineBatchPtr &batch);
    void next();
    void deliver(base::Result<signals::LogAnswer> answer);

    std::shared_ptr<const query::LogqlExpr> m_expr;
    async::Pools &m_pools;
    std::deque<LineBatchPtr> m_waiting;
    bool m_isBusy = true; // the lines kept so far are being read
    Counters m_counters;
    async::JobScope m_jobs;
    std::shared_ptr<void> m_listening; // last: no batch comes any more before the rest goes
};

} // namespace wf::station
