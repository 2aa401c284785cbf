// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/series/merge.h"
#include "models/store/series/seriesstore_p.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <chrono>

namespace wf::store {

namespace {

constexpr qint64 hourMs = 3'600'000;
constexpr qint64 settleMs = hourMs;         // a window stays in the head this much longer
constexpr qint64 mergeAfterMs = 4 * hourMs; // blocks are merged when their time is over for this long
constexpr qint64 mergedSpans[] = {8 * hourMs, 24 * hourMs};
constexpr std::size_t headMemory = std::size_t(256) << 20; // beyond it even windows under way leave

qint64 floorTo(qint64 value, qint64 step)
{
    const qint64 rest = value % step;
    return value - (rest < 0 ? rest + step : rest);
}

struct Leaving {
    base::Labels labels;
    std::vector<ChunkRunPtr> runs;
};

} // namespace

base::Status SeriesStore::tend()
{
    const std::lock_guard tending(d->tendMutex);
    if (auto status = d->log->sync(); !status)
        return status;
    const auto due = d->dueWindows();
    if (!due.empty())
        if (auto status = d->flush(due); !status)
            return status;
    return d->compact();
}

void SeriesStore::Private::keep(const std::stop_token &stop)
{
    constexpr qint64 tendEveryMs = 60'000;
    qint64 nextTendNs = clock.monotonicNs() + tendEveryMs * base::nsPerMs;
    std::unique_lock waiting(wakeMutex);
    while (!stop.stop_requested()) {
        wake.wait_for(waiting, stop, std::chrono::milliseconds(options.flushEveryMs), [] { return false; });
        if (stop.stop_requested())
            return;
        if (const auto status = log->sync(); !status)
            say(NoticeKind::Failed, status.error().summary, status.error().detail, options.directory);
        if (clock.monotonicNs() < nextTendNs)
            continue;
        nextTendNs = clock.monotonicNs() + tendEveryMs * base::nsPerMs;
        const std::lock_guard tending(tendMutex);
        const auto due = dueWindows();
        auto status = due.empty() ? base::Status(base::Done{}) : flush(due);
        if (status)
            status = compact();
        if (!status)
            say(NoticeKind::Failed, status.error().summary, status.error().detail, options.directory);
    }
}

// Windows that are over for an hour, and those that a clock which has gone back left in the future.
std::set<qint64> SeriesStore::Private::dueWindows()
{
    const qint64 now = nowMs();
    const std::shared_lock guard(mutex);
    if (head.memoryBytes() > headMemory)
        return head.windows();
    std::set<qint64> due;
    for (const qint64 window : head.windows())
        if (window + windowMs + settleMs <= now || window > now + settleMs)
            due.insert(window);
    return due;
}

base::Status SeriesStore::Private::flush(const std::set<qint64> &windows)
{
    qint64 segment = 0;
    {
        const std::lock_guard appending(appendMutex);
        segment = log->segment();
        if (auto status = log->rotate(); !status)
            return status;
        if (auto status = logCheckpoint(); !status)
            return status;
        const std::unique_lock guard(mutex);
        head.leave(windows);
    }
    auto written = writeWindows(windows, segment);
    const std::lock_guard appending(appendMutex);
    const std::unique_lock guard(mutex);
    if (!written) {
        head.stayed(windows);
        return written.error();
    }
    showBlocks(std::move(written).value(), {});
    head.left();
    for (const qint64 window : windows)
        flushed[window] = segment;
    log->drop(flushed);
    return base::Done{};
}

base::Result<std::vector<SeriesBlockPtr>> SeriesStore::Private::writeWindows(const std::set<qint64> &windows,
                                                                             qint64 segment)
{
    std::vector<Leaving> leaving;
    {
        const std::shared_lock guard(mutex);
        for (quint32 number = 0; number < head.size(); ++number)
            if (const auto &series = head.at(number); !series.leaving().empty())
                leaving.push_back({series.labels(), series.leaving()});
    }
    std::ranges::sort(leaving, {}, &Leaving::labels);
    std::vector<std::unique_ptr<SeriesBlockWriter>> writers;
    for (const qint64 window : windows) {
        std::vector<IndexedSeries> all;
        auto writer = SeriesBlockWriter::create(nextBlockPath(window));
        if (!writer)
            return writer.error();
        for (const auto &series : leaving) {
            signals::RawSeries columns;
            for (const auto &run : series.runs)
                if (windowOf(run->minMs) == window)
                    static_cast<void>(openRun(run->isHistogram, run->samples, run->bytes, columns));
            tidyColumns(columns, window, window + windowMs - 1);
            if (columns.timesMs.empty() && columns.histogramTimesMs.empty())
                continue;
            all.push_back({series.labels, {}});
            if (auto status = writeRuns(columns, **writer, all.back()); !status)
                return status.error();
        }
        if (all.empty())
            continue;
        SeriesBlockMeta meta;
        meta.flushed = {{window, segment}};
        if (auto status = (*writer)->finish(std::move(all), meta); !status)
            return status.error();
        writers.push_back(std::move(writer).value());
    }
    std::vector<SeriesBlockPtr> written;
    for (const auto &writer : writers) {
        if (auto status = writer->commit(); !status)
            return status.error();
        auto block = SeriesBlock::open(writer->path());
        if (!block)
            return block.error();
        written.push_back(std::move(block).value());
    }
    return written;
}

// Small blocks of one aligned span become one, twice: 2 h -> 8 h -> a day.
base::Status SeriesStore::Private::compact()
{
    for (const qint64 span : mergedSpans) {
        std::map<qint64, std::vector<SeriesBlockPtr>> groups;
        {
            const std::shared_lock guard(mutex);
            for (const auto &block : blocks) {
                const qint64 start = floorTo(block->meta().minMs, span);
                if (tierOf(block->path()) == Tier::Hot && block->meta().maxMs < start + span &&
                    start + span + mergeAfterMs <= nowMs() && !blocksWithDamage.contains(block->path()))
                    groups[start].push_back(block);
            }
        }
        for (const auto &[start, group] : groups)
            if (group.size() > 1)
                if (auto status = merge(start, group); !status)
                    return status;
    }
    return base::Done{};
}

base::Status SeriesStore::Private::merge(qint64 startMs, const std::vector<SeriesBlockPtr> &group)
{
    SeriesBlockMeta meta;
    std::map<qint64, qint64> segments;
    for (const auto &block : group) {
        meta.replaces << QFileInfo(block->path()).fileName();
        for (const auto &window : block->meta().flushed)
            segments[window.startMs] = std::max(segments[window.startMs], window.segment);
    }
    for (const auto &[window, segment] : segments)
        meta.flushed.push_back({window, segment});
    auto writer = SeriesBlockWriter::create(nextBlockPath(startMs));
    if (!writer)
        return writer.error();
    const auto outcome = mergeBlocks(group, **writer, meta, keeper.get_stop_token());
    if (!outcome)
        return outcome.error().kind == base::ErrorKind::Cancelled ? base::Status(base::Done{})
                                                                  : base::Status(outcome.error());
    if (outcome->damagedChunks > 0) {
        const std::unique_lock guard(mutex);
        for (const auto &block : group)
            blocksWithDamage.insert(block->path());
        return base::Done{};
    }
    if (auto status = (*writer)->commit(); !status)
        return status;
    auto merged = SeriesBlock::open((*writer)->path());
    if (!merged)
        return merged.error();
    {
        const std::unique_lock guard(mutex);
        showBlocks({*merged}, group);
    }
    // Questions under way keep the old files open.
    for (const auto &block : group)
        QFile::remove(block->path());
    return base::Done{};
}

} // namespace wf::store
