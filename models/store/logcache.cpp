// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/logcache.h"

#include "models/store/codec/intervals.h"
#include "models/store/codec/lines.h"
#include "models/store/db/database.h"

#include <algorithm>
#include <iterator>

namespace wf::store {

namespace {

constexpr qint64 smallBatch = 512; // lines; many small batches are merged into one
constexpr int mostSmallBatches = 32;

struct LogQueryRow {
    qint64 id = 0;
    IntervalSet coverage;
    qint64 fetchedNs = 0;
};

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

bool newerFirst(const signals::LogLine &a, const signals::LogLine &b)
{
    return a.timeNs > b.timeNs;
}

base::Result<LogQueryRow> findLogQuery(Connection &connection, const QString &source, const QString &expr)
{
    LogQueryRow found;
    const auto status = connection.prepare("SELECT id, coverage, fetched_ns FROM logquery WHERE source=? AND expr=?")
                            .bind(source)
                            .bind(expr)
                            .each([&](const Statement &row) {
                                found.id = row.integer(0);
                                found.coverage = IntervalSet::fromBytes(viewOf(row.blob(1)));
                                found.fetchedNs = row.integer(2);
                                return true;
                            });
    if (!status)
        return status.error();
    return found;
}

base::Status insertBatch(Connection &connection, qint64 query, std::vector<signals::LogLine> lines)
{
    if (lines.empty())
        return base::Done{};
    std::stable_sort(lines.begin(), lines.end(), newerFirst);
    const std::string bytes = packLines(lines);
    return connection.prepare("INSERT INTO logbatch(query, start_ns, end_ns, lines, bytes) VALUES(?,?,?,?,?)")
        .bind(query)
        .bind(lines.back().timeNs)
        .bind(lines.front().timeNs)
        .bind(static_cast<qint64>(lines.size()))
        .bindBytes(bytes)
        .exec();
}

base::Status mergeSmallBatches(Connection &connection, qint64 query)
{
    std::vector<qint64> ids;
    std::vector<signals::LogLine> lines;
    auto status = connection.prepare("SELECT id, bytes FROM logbatch WHERE query=? AND lines<? ORDER BY id")
                      .bind(query)
                      .bind(smallBatch)
                      .each([&](const Statement &row) {
                          ids.push_back(row.integer(0));
                          if (auto batch = unpackLines(viewOf(row.blob(1))))
                              std::move(batch->begin(), batch->end(), std::back_inserter(lines));
                          return true;
                      });
    if (!status || ids.size() < mostSmallBatches)
        return status;
    for (const qint64 id : ids)
        if (status)
            status = connection.prepare("DELETE FROM logbatch WHERE id=?").bind(id).exec();
    return status ? insertBatch(connection, query, std::move(lines)) : status;
}

base::Status saveLogQuery(Connection &connection, const QString &source, const QString &expr, const LogQueryRow &row,
                          qint64 nowNs)
{
    const std::string coverage = row.coverage.toBytes();
    return connection
        .prepare("INSERT INTO logquery(source, expr, coverage, fetched_ns, used_ns) VALUES(?,?,?,?,?) ON "
                 "CONFLICT(source, expr) "
                 "DO UPDATE SET coverage=excluded.coverage, fetched_ns=excluded.fetched_ns, used_ns=excluded.used_ns")
        .bind(source)
        .bind(expr)
        .bindBytes(coverage)
        .bind(nowNs)
        .bind(nowNs)
        .exec();
}

base::Status putLines(Connection &connection, const QString &source, const QString &expr, base::TimeRange covered,
                      const std::vector<signals::LogLine> &lines, qint64 nowNs)
{
    auto row = findLogQuery(connection, source, expr);
    if (!row)
        return row.error();
    // Only what was not known yet is written, so that no line is there twice.
    const auto fresh = row->coverage.gaps({covered.startNs, covered.endNs});
    std::vector<signals::LogLine> added;
    for (const auto &line : lines)
        if (fresh.contains(line.timeNs))
            added.push_back(line);
    row->coverage.add({covered.startNs, covered.endNs});
    if (auto status = saveLogQuery(connection, source, expr, *row, nowNs); !status)
        return status;
    if (row->id == 0) {
        auto inserted = findLogQuery(connection, source, expr);
        if (!inserted)
            return inserted.error();
        row->id = inserted->id;
    }
    const bool isSmall = static_cast<qint64>(added.size()) < smallBatch;
    auto status = insertBatch(connection, row->id, std::move(added));
    return status && isSmall ? mergeSmallBatches(connection, row->id) : status;
}

base::Result<CachedLines> readLines(Connection &connection, const QString &source, const QString &expr,
                                    base::TimeRange range, int limit)
{
    CachedLines out;
    const auto row = findLogQuery(connection, source, expr);
    if (!row)
        return row.error();
    const Interval window{range.startNs, range.endNs};
    const auto unknown = row->coverage.gaps(window);
    const auto known = row->coverage.within(window);
    for (const auto &i : unknown.items())
        out.missing.push_back({i.start, i.end});
    for (const auto &i : known.items())
        out.covered.push_back({i.start, i.end});
    out.fetchedNs = row->fetchedNs;
    const auto most = static_cast<std::size_t>(std::max(1, limit));
    bool damaged = false;
    const auto status =
        connection
            .prepare(
                "SELECT end_ns, bytes FROM logbatch WHERE query=? AND end_ns>=? AND start_ns<? ORDER BY end_ns DESC")
            .bind(row->id)
            .bind(range.startNs)
            .bind(range.endNs)
            .each([&](const Statement &batch) {
                // Enough, and everything further down is older than the oldest wanted.
                if (out.lines.size() >= most) {
                    std::nth_element(out.lines.begin(), out.lines.begin() + static_cast<std::ptrdiff_t>(most - 1),
                                     out.lines.end(), newerFirst);
                    if (batch.integer(0) < out.lines[most - 1].timeNs) {
                        out.truncated = true;
                        return false;
                    }
                }
                auto lines = unpackLines(viewOf(batch.blob(1)));
                if (!lines) {
                    damaged = true;
                    return false;
                }
                for (auto &line : *lines)
                    if (line.timeNs >= range.startNs && line.timeNs < range.endNs)
                        out.lines.push_back(std::move(line));
                return true;
            });
    if (!status)
        return status.error();
    if (damaged) // what cannot be read is asked again
        return CachedLines{{}, {}, {range}, 0, false};
    std::stable_sort(out.lines.begin(), out.lines.end(), newerFirst);
    if (out.lines.size() > most) {
        out.lines.resize(most);
        out.truncated = true;
    }
    return out;
}

} // namespace

base::TimeRange coveredBy(const signals::LogAnswer &answer, base::TimeRange asked, int limit, bool backward)
{
    if (answer.completeness.partial)
        return {asked.startNs, asked.startNs};
    if (answer.lines.empty() || (static_cast<int>(answer.lines.size()) < limit && !answer.completeness.truncated))
        return asked;
    qint64 low = answer.lines.front().timeNs;
    qint64 high = low;
    for (const auto &line : answer.lines) {
        low = std::min(low, line.timeNs);
        high = std::max(high, line.timeNs);
    }
    // Other lines of the very last instant may have been cut off.
    return backward ? base::TimeRange{std::max(asked.startNs, low + 1), asked.endNs}
                    : base::TimeRange{asked.startNs, std::min(asked.endNs, high)};
}

LogCache::LogCache(Database &db, const base::Clock &clock) : m_db(db), m_clock(clock) {}

void LogCache::put(const QString &source, const QString &expr, base::TimeRange covered,
                   const signals::LogAnswer &answer)
{
    [[maybe_unused]] const auto forgotten = m_db.write<base::Done>(
        [source, expr, covered, lines = answer.lines, now = m_clock.nowNs()](Connection &connection) {
            return putLines(connection, source, expr, covered, lines, now);
        },
        {});
}

async::Request LogCache::read(const QString &source, const QString &expr, base::TimeRange range, int limit,
                              Reply<CachedLines> reply)
{
    return m_db.read<CachedLines>(
        [source, expr, range, limit](Connection &connection) {
            return readLines(connection, source, expr, range, limit);
        },
        std::move(reply));
}

} // namespace wf::store
