// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/logql/linereader.h"
#include "models/station/ports/linefeed.h"
#include "models/station/ports/stationport.h"

namespace wf::station {

// What the port reads from: the lines that are kept, their streams, and those just taken.
struct LogShelf {
    std::shared_ptr<const query::LineReader> lines;
    // Label sets of the streams with lines in the range. On a pool thread.
    std::function<base::Result<std::vector<base::Labels>>(base::TimeRange, std::stop_token)> streams;
    std::shared_ptr<LineFeed> feed;
};

// The station's logs behind the port that every log source has. GUI thread; answers are worked out on a pool.
class StationLogs final : public StationPort<sources::LogSource> {
public:
    StationLogs(const PortContext &context, LogShelf shelf, QObject *parent = nullptr);

    async::Request query(const sources::LogQuery &query, sources::Reply<signals::LogAnswer> reply) override;
    async::Request volume(const QString &expr, base::TimeRange range, qint64 stepNs,
                          sources::Reply<signals::LogVolume> reply) override;
    async::Request queryRange(const sources::RangeQuery &query, sources::Reply<signals::QueryAnswerPtr> reply) override;
    async::Request labelNames(base::TimeRange range, sources::Reply<QStringList> reply) override;
    async::Request labelValues(const QString &label, const QString &selector, base::TimeRange range,
                               sources::Reply<QStringList> reply) override;
    // Unsupported, as are patterns: the engine works both out from lines.
    async::Request detectedFields(const QString &expr, base::TimeRange range,
                                  sources::Reply<std::vector<signals::LogField>> reply) override;
    async::Request patterns(const QString &selector, base::TimeRange range,
                            sources::Reply<std::vector<signals::LogPattern>> reply) override;
    [[nodiscard]] std::unique_ptr<sources::LogTail> tail(const QString &expr, qint64 fromNs) override;

private:
    LogShelf m_shelf;
    async::Pools &m_pools;
};

} // namespace wf::station
