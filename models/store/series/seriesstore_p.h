// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/disk/folderlock.h"
#include "models/store/retention/folders.h"
#include "models/store/series/blocks/seriesblock.h"
#include "models/store/series/head/exemplarring.h"
#include "models/store/series/head/head.h"
#include "models/store/series/log/serieslog.h"
#include "models/store/series/seriesstore.h"

#include <QCoreApplication>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <shared_mutex>
#include <thread>

namespace wf::store {

// Locks are taken in this order: tendMutex, appendMutex, mutex.
struct SeriesStore::Private {
    Private(SeriesOptions o, const base::Clock &c)
        : options(std::move(o)), clock(c), folders(options.directory), exemplars(options.maxExemplars)
    {
    }

    static QString tr(const char *text) { return QCoreApplication::translate("wf::store", text); }
    [[nodiscard]] qint64 nowMs() const { return clock.nowNs() / base::nsPerMs; }
    void say(NoticeKind kind, const QString &summary, const QString &detail = {}, const QString &path = {}) const
    {
        if (options.notice)
            options.notice({kind, summary, detail, path, clock.nowNs()});
    }

    // Opening, on one thread.
    base::Status open();
    void openBlocks();
    void openTier(Tier tier, QStringList &replaced);
    void replay(qint64 segment, const SeriesLogRecord &record);
    base::Result<AppendOutcome> append(std::span<const SeriesSample> samples, std::span<const signals::Exemplar> newest,
                                       std::span<const signals::MetricInfo> told);
    // What every segment begins with, so that older ones can go. With appendMutex.
    base::Status logCheckpoint();

    // Blocks.
    [[nodiscard]] std::vector<SeriesBlockPtr> blocksBetween(qint64 startMs, qint64 endMs) const; // with mutex
    [[nodiscard]] QString nextBlockPath(qint64 startMs);
    void showBlocks(std::vector<SeriesBlockPtr> added, const std::vector<SeriesBlockPtr> &removed); // with mutex
    // The index; a block whose index is damaged is set aside and no longer shown.
    [[nodiscard]] std::shared_ptr<const SeriesIndex> indexOf(const SeriesBlockPtr &block);
    void setAsideBlock(const SeriesBlockPtr &block, const base::Error &error);
    void trimIndexes();
    // Calls for the index of the head (with its lock; `block` is null) and of each block, each with what matches there.
    base::Status eachIndex(
        const std::vector<signals::LabelMatcher> &matchers, qint64 startMs, qint64 endMs, const std::stop_token &stop,
        const std::function<void(const LabelIndex &index, const Postings &found, const SeriesIndex *block)> &visit);

    // Tending, with tendMutex.
    [[nodiscard]] std::set<qint64> dueWindows();
    base::Status flush(const std::set<qint64> &windows);
    base::Result<std::vector<SeriesBlockPtr>> writeWindows(const std::set<qint64> &windows, qint64 segment);
    base::Status compact();
    base::Status merge(qint64 startMs, const std::vector<SeriesBlockPtr> &group);
    void keep(const std::stop_token &stop);
    // Says once that the disk is full, and once that there is room again.
    void noteWrite(const base::Status &status, bool diskWasFull);

    SeriesOptions options;
    const base::Clock &clock;
    const TierFolders folders;
    std::unique_ptr<FolderLock> lock;
    std::atomic<qint64> nextBlock = 1;
    std::atomic<qint64> damagedFiles = 0;
    std::atomic<bool> diskFull = false;

    std::mutex tendMutex;
    SeriesLog::Flushed flushed;

    std::mutex appendMutex; // whoever changes the head or the log
    std::unique_ptr<SeriesLog> log;
    quint32 nextLogId = 1;
    std::map<qint64, std::unordered_map<quint32, HeadSeries *>> replayed; // while opening

    mutable std::shared_mutex mutex;
    Head head;
    ExemplarRing exemplars;
    std::map<QString, signals::MetricInfo> families;
    std::vector<SeriesBlockPtr> blocks;         // in order of time
    mutable std::set<QString> blocksWithDamage; // said already

    std::condition_variable_any wake;
    std::mutex wakeMutex;
    std::unique_ptr<TieredStore> tiers;
    std::jthread keeper; // last: it uses everything above
};

// A block, or an archive of one.
[[nodiscard]] base::Result<SeriesBlockPtr> openBlockFile(const QString &path);

} // namespace wf::store
