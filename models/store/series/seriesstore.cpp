// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/series/seriesstore.h"

#include "models/store/db/files.h"
#include "models/store/disk/archive.h"
#include "models/store/series/seriesstore_p.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace wf::store {

SeriesStore::SeriesStore(std::unique_ptr<Private> p) : d(std::move(p)) {}

base::Result<std::unique_ptr<SeriesStore>> SeriesStore::open(SeriesOptions options, const base::Clock &clock)
{
    auto p = std::make_unique<Private>(std::move(options), clock);
    if (auto status = p->open(); !status)
        return status.error();
    auto store = std::unique_ptr<SeriesStore>(new SeriesStore(std::move(p)));
    store->d->tiers = store->makeTiers();
    if (store->d->options.background)
        store->d->keeper = std::jthread([p = store->d.get()](const std::stop_token &stop) { p->keep(stop); });
    return store;
}

SeriesStore::~SeriesStore()
{
    d->keeper = {};
    const auto status = d->log->sync();
    if (!status)
        d->say(NoticeKind::Failed, status.error().summary, status.error().detail);
}

TieredStore &SeriesStore::tiers()
{
    return *d->tiers;
}

base::Status SeriesStore::sync()
{
    return d->log->sync();
}

base::Status SeriesStore::Private::open()
{
    if (auto status = folders.make(); !status)
        return status;
    lock = std::make_unique<FolderLock>(options.directory + QStringLiteral("/writer.lock"));
    if (!lock->tryLock())
        return base::makeError(base::ErrorKind::Storage,
                               tr("Another Watchfloor on this computer keeps its samples in this folder"),
                               options.directory);
    openBlocks();
    SeriesLog::Replayed report;
    auto opened = SeriesLog::open(
        folders.log(), [this](qint64 segment, const SeriesLogRecord &record) { replay(segment, record); }, report);
    if (!opened)
        return opened.error();
    log = std::move(opened).value();
    damagedFiles += static_cast<qint64>(report.damagedFiles.size());
    for (const auto &path : report.damagedFiles)
        say(NoticeKind::Failed, tr("A part of the newest samples is damaged; what could be read was kept"),
            tr("%1 bytes could not be read. The file was set aside.").arg(report.damagedBytes), path);
    // Series that the segment under way has named already keep their numbers in it.
    for (const auto &[id, series] : replayed[log->segment()]) {
        series->logSegment = log->segment();
        series->logId = id;
        nextLogId = std::max(nextLogId, id + 1);
    }
    const bool isNew = replayed[log->segment()].empty();
    replayed.clear();
    return isNew ? logCheckpoint() : base::Done{};
}

base::Result<SeriesBlockPtr> openBlockFile(const QString &path)
{
    auto bytes = path.endsWith(QLatin1String(".zst")) ? openArchive(path) : openBytes(path);
    if (!bytes)
        return bytes.error();
    return SeriesBlock::open(path, std::move(bytes).value());
}

void SeriesStore::Private::openTier(Tier tier, QStringList &replaced)
{
    const auto paths = folders.parts(tier, {QStringLiteral("*.block"), QStringLiteral("*.block.zst")});
    for (const auto &path : paths) {
        nextBlock = std::max<qint64>(nextBlock, partNumber(path) + 1);
        auto block = openBlockFile(path);
        if (!block) {
            const auto aside = setAside(path, clock.nowNs());
            ++damagedFiles;
            say(NoticeKind::Failed, tr("%1 is damaged and was set aside").arg(QFileInfo(path).fileName()),
                block.error().detail, aside ? *aside : path);
            continue;
        }
        replaced += (*block)->meta().replaces;
        // A move that was killed between its last two steps: the later tier is whole, or it would not have its name.
        std::erase_if(blocks, [&](const SeriesBlockPtr &known) {
            return partId(known->path()) == partId(path) && QFile::remove(known->path());
        });
        blocks.push_back(std::move(block).value());
    }
}

void SeriesStore::Private::openBlocks()
{
    QStringList replaced;
    for (const Tier tier : {Tier::Hot, Tier::Warm, Tier::Cold})
        openTier(tier, replaced);
    // A merge that was killed between its last two steps.
    std::erase_if(blocks, [&](const SeriesBlockPtr &block) {
        return replaced.contains(QFileInfo(block->path()).fileName()) && QFile::remove(block->path());
    });
    for (const auto &block : blocks)
        for (const auto &window : block->meta().flushed)
            flushed[window.startMs] = std::max(flushed[window.startMs], window.segment);
    showBlocks({}, {});
}

void SeriesStore::Private::replay(qint64 segment, const SeriesLogRecord &record)
{
    auto &named = replayed[segment];
    for (const auto &s : record.series) {
        HeadSeries *known = head.find(s.labels);
        named[s.id] = known ? known : &head.add(s.labels);
    }
    const auto wanted = [&](quint32 id, qint64 timeMs) -> HeadSeries * {
        const auto found = named.find(id);
        const auto window = flushed.find(windowOf(timeMs));
        return found == named.end() || (window != flushed.end() && window->second >= segment) ? nullptr : found->second;
    };
    // A number that is known already comes from a flush that was killed half-way.
    for (const auto &s : record.samples)
        if (auto *series = wanted(s.id, s.timeMs); series && series->knows(s.timeMs, s.value, nullptr) == Known::No)
            head.insert(*series, s.timeMs, s.value);
    for (const auto &h : record.histograms)
        if (auto *series = wanted(h.id, h.timeMs); series && series->knows(h.timeMs, 0, h.value.get()) == Known::No)
            head.insert(*series, h.timeMs, h.value);
    for (const auto &e : record.exemplars)
        if (exemplars.isNews(e))
            exemplars.add(e);
    for (const auto &f : record.families)
        families[f.name] = f;
}

base::Status SeriesStore::Private::logCheckpoint()
{
    SeriesLogRecord record;
    record.exemplars = exemplars.all();
    for (const auto &[name, info] : families)
        record.families.push_back(info);
    nextLogId = 1;
    return record.exemplars.empty() && record.families.empty() ? base::Done{} : log->append(record);
}

QString SeriesStore::Private::nextBlockPath(qint64 startMs)
{
    return folders.newPath(startMs, nextBlock++, QLatin1String("block"));
}

std::vector<SeriesBlockPtr> SeriesStore::Private::blocksBetween(qint64 startMs, qint64 endMs) const
{
    std::vector<SeriesBlockPtr> found;
    for (const auto &block : blocks)
        if (block->overlaps(startMs, endMs))
            found.push_back(block);
    return found;
}

void SeriesStore::Private::showBlocks(std::vector<SeriesBlockPtr> added, const std::vector<SeriesBlockPtr> &removed)
{
    std::erase_if(blocks,
                  [&](const SeriesBlockPtr &block) { return std::ranges::find(removed, block) != removed.end(); });
    blocks.insert(blocks.end(), added.begin(), added.end());
    std::ranges::stable_sort(blocks, {}, [](const SeriesBlockPtr &block) { return block->meta().minMs; });
}

std::shared_ptr<const SeriesIndex> SeriesStore::Private::indexOf(const SeriesBlockPtr &block)
{
    auto index = block->index();
    if (index)
        return *index;
    setAsideBlock(block, index.error());
    return nullptr;
}

void SeriesStore::Private::setAsideBlock(const SeriesBlockPtr &block, const base::Error &error)
{
    {
        const std::unique_lock guard(mutex);
        if (std::ranges::find(blocks, block) == blocks.end())
            return;
        showBlocks({}, {block});
    }
    ++damagedFiles;
    const auto aside = setAside(block->path(), clock.nowNs());
    say(NoticeKind::Failed, tr("%1 is damaged and was set aside").arg(QFileInfo(block->path()).fileName()),
        error.detail, aside ? *aside : block->path());
}

// Indexes are kept for the next question; beyond a bound those of the oldest blocks go first.
void SeriesStore::Private::trimIndexes()
{
    constexpr std::size_t most = std::size_t(96) << 20;
    const std::shared_lock guard(mutex);
    std::size_t sum = 0;
    for (auto it = blocks.rbegin(); it != blocks.rend(); ++it) {
        sum += (*it)->indexMemory();
        if (sum > most)
            (*it)->forgetIndex();
    }
}

void SeriesStore::Private::noteWrite(const base::Status &status, bool diskWasFull)
{
    if (!status && diskWasFull && !diskFull.exchange(true))
        say(NoticeKind::DiskFull, tr("The disk is full: no new samples are taken. What was taken before is kept."),
            status.error().detail, options.directory);
    else if (status && diskFull.exchange(false))
        say(NoticeKind::DiskOk, tr("There is room on the disk again: samples are taken"), {}, options.directory);
}

} // namespace wf::store
