// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/disk/frames.h"
#include "models/store/spans/blocks/assembly.h"
#include "models/store/spans/blocks/spanmerge.h"
#include "models/store/spans/spanstore_p.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace wf::store {

namespace {

constexpr qint64 fewSpans = 20'000;              // wait for more, unless they have waited long
constexpr qint64 mostMerged = qint64(128) << 20; // bytes; larger blocks stay as they are
constexpr qint64 mergeAfterNs = base::nsPerHour; // after the end of their day

qint64 dayOf(qint64 ns)
{
    return ns / base::nsPerDay * base::nsPerDay;
}

} // namespace

base::Status SpanStore::tend()
{
    const std::lock_guard tending(d->tendMutex);
    if (auto status = sync(); !status)
        return status;
    if (auto status = d->seal(true); !status)
        return status;
    return d->mergeDays();
}

void SpanStore::Private::keep(const std::stop_token &stop)
{
    constexpr qint64 tendEveryNs = 30 * base::nsPerSecond;
    qint64 nextNs = clock.monotonicNs() + tendEveryNs;
    std::unique_lock waiting(wakeMutex);
    while (!stop.stop_requested()) {
        wake.wait_for(waiting, stop, std::chrono::milliseconds(options.flushEveryMs), [] { return false; });
        if (stop.stop_requested())
            return;
        std::shared_ptr<AppendFile> file;
        {
            const std::lock_guard guard(syncMutex);
            if (std::exchange(dirty, false))
                file = log;
        }
        auto status = file ? file->sync() : base::Status(base::Done{});
        bool isFull = false;
        {
            const std::shared_lock guard(mutex);
            isFull = head.spanCount() >= options.mostHeadSpans;
        }
        if (status && (isFull || clock.monotonicNs() >= nextNs)) {
            nextNs = clock.monotonicNs() + tendEveryNs;
            const std::lock_guard tending(tendMutex);
            status = seal(false);
            if (status)
                status = mergeDays();
        }
        if (!status)
            say(NoticeKind::Failed, status.error().summary, status.error().detail, options.directory);
    }
}

QString SpanStore::Private::nextBlockPath(qint64 startNs)
{
    return folders.newPath(startNs / base::nsPerMs, nextBlock++, QLatin1String("spans"));
}

base::Status SpanStore::Private::seal(bool evenFew)
{
    const qint64 now = clock.monotonicNs();
    {
        const std::lock_guard appending(appendMutex);
        const std::unique_lock guard(mutex);
        // A full head gives up what is not quiet yet as well; the rest of such traces goes to another block.
        const bool isFull = head.spanCount() >= options.mostHeadSpans;
        leaving =
            head.take(isFull ? now : now - options.idleNs, now - options.longestNs, clock.nowNs() - options.longestNs);
        qint64 spans = 0;
        qint64 firstNs = now;
        for (const auto &[key, trace] : leaving) {
            spans += trace.spans;
            firstNs = std::min(firstNs, trace.firstNs);
        }
        if (!leaving.empty() && !evenFew && !isFull && spans < fewSpans && firstNs > now - options.longestNs)
            head.putBack(std::exchange(leaving, {}));
        if (leaving.empty())
            return base::Done{};
    }
    auto written = write(leaving);
    const std::lock_guard appending(appendMutex);
    {
        const std::unique_lock guard(mutex);
        if (!written) {
            head.putBack(std::exchange(leaving, {}));
            return written.error();
        }
        showBlocks(*written, {});
        leaving.clear();
    }
    return restartLog();
}

base::Result<std::vector<SpanBlockPtr>> SpanStore::Private::write(const SpanHead::Traces &traces)
{
    std::map<qint64, std::multimap<qint64, const HeadTrace *>> days; // by day, then by beginning
    for (const auto &[key, trace] : traces)
        days[dayOf(trace.startNs)].emplace(trace.startNs, &trace);
    std::vector<QString> paths;
    for (const auto &[day, ordered] : days) {
        auto writer = SpanBlockWriter::create(nextBlockPath(ordered.begin()->first), {});
        if (!writer)
            return writer.error();
        for (const auto &[startNs, trace] : ordered) {
            std::vector<signals::TracePtr> pieces;
            for (const auto &bytes : trace->pieces)
                if (auto piece = pieceFrom(bytes))
                    pieces.push_back(std::move(piece));
            if (auto status = (*writer)->add(*assembled(pieces)); !status)
                return status.error();
        }
        if (auto status = (*writer)->commit({}); !status)
            return status.error();
        paths.push_back((*writer)->path());
    }
    std::vector<SpanBlockPtr> written;
    for (const auto &path : paths) {
        auto block = SpanBlock::open(path);
        if (!block)
            return block.error();
        written.push_back(std::move(block).value());
    }
    return written;
}

// A new segment that begins with what is still in the head; then the older ones can go. With appendMutex.
base::Status SpanStore::Private::restartLog()
{
    constexpr std::size_t recordBytes = std::size_t(4) << 20;
    auto file = AppendFile::open(logPath(logNumber + 1), 0);
    if (!file)
        return file.error();
    ByteWriter pieces;
    quint64 count = 0;
    base::Status status = base::Done{};
    const auto write = [&] {
        ByteWriter record;
        record.varint(std::exchange(count, 0));
        record.raw(pieces.bytes().data(), pieces.bytes().size());
        pieces.bytes().clear();
        status = (*file)->append(framed(record.bytes()));
    };
    for (const auto &[key, trace] : head.traces())
        for (const auto &piece : trace.pieces) {
            pieces.text(std::string_view(piece));
            ++count;
            if (pieces.bytes().size() >= recordBytes && status)
                write();
        }
    if (count > 0 && status)
        write();
    if (status)
        status = (*file)->sync();
    if (!status) {
        file->reset();
        QFile::remove(logPath(logNumber + 1));
        return status;
    }
    oldLogs.push_back(logNumber++);
    {
        const std::lock_guard guard(syncMutex);
        log = std::move(file).value();
        dirty = false;
    }
    std::erase_if(oldLogs, [this](qint64 number) { return QFile::remove(logPath(number)); });
    return base::Done{};
}

// The blocks of a day that is over become one; the pieces of a trace that lie in several come together by it.
base::Status SpanStore::Private::mergeDays()
{
    std::map<qint64, std::vector<SpanBlockPtr>> days;
    {
        const std::shared_lock guard(mutex);
        for (const auto &block : blocks)
            if (const qint64 day = dayOf(block->meta().startNs); tierOf(block->path()) == Tier::Hot &&
                                                                 day + base::nsPerDay + mergeAfterNs <= clock.nowNs() &&
                                                                 block->bytes() < mostMerged)
                days[day].push_back(block);
    }
    for (const auto &[day, group] : days)
        if (group.size() > 1)
            if (auto status = merge(group, day); !status)
                return status;
    return base::Done{};
}

base::Status SpanStore::Private::merge(const std::vector<SpanBlockPtr> &group, qint64 dayNs)
{
    auto writer = SpanBlockWriter::create(nextBlockPath(dayNs), {});
    if (!writer)
        return writer.error();
    const auto whole = mergeSpanBlocks(group, **writer, {}, keeper.get_stop_token());
    if (!whole)
        return whole.error().kind == base::ErrorKind::Cancelled ? base::Status(base::Done{})
                                                                : base::Status(whole.error());
    QStringList names;
    for (const auto &block : group)
        names << QFileInfo(block->path()).fileName();
    if (auto status = (*writer)->commit(names); !status)
        return status;
    auto merged = SpanBlock::open((*writer)->path());
    if (!merged)
        return merged.error();
    {
        const std::unique_lock guard(mutex);
        showBlocks({*merged}, group);
    }
    for (const auto &block : group)
        QFile::remove(block->path());
    return base::Done{};
}

} // namespace wf::store
