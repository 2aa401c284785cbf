// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/disk/appendfile.h"
#include "models/store/disk/folderlock.h"
#include "models/store/retention/folders.h"
#include "models/store/spans/blocks/spanblockwriter.h"
#include "models/store/spans/spanhead.h"
#include "models/store/spans/spanstore.h"

#include <QCoreApplication>

#include <atomic>
#include <condition_variable>
#include <shared_mutex>
#include <thread>

namespace wf::store {

class SpanQuest; // one search under way

// Locks are taken in this order: tendMutex, appendMutex, mutex.
struct SpanStore::Private {
    Private(SpanOptions o, const base::Clock &c) : options(std::move(o)), clock(c), folders(options.directory) {}

    static QString tr(const char *text) { return QCoreApplication::translate("wf::store", text); }
    [[nodiscard]] QString logPath(qint64 number) const
    {
        return QStringLiteral("%1/%2.log").arg(folders.log()).arg(number, 8, 10, QLatin1Char('0'));
    }
    void say(NoticeKind kind, const QString &summary, const QString &detail = {}, const QString &path = {}) const
    {
        if (options.notice)
            options.notice({kind, summary, detail, path, clock.nowNs()});
    }

    base::Status open();
    void openBlocks();
    void openTier(Tier tier, QStringList &replaced);
    void showBlocks(const std::vector<SpanBlockPtr> &added, const std::vector<SpanBlockPtr> &removed); // with mutex
    base::Status openLog();
    void replay(std::string_view record);
    [[nodiscard]] bool isSealed(const TraceKey &key, const signals::Trace &piece);

    // Pieces of one trace, oldest first: of blocks, of what is leaving, of the head.
    [[nodiscard]] std::vector<signals::TracePtr> pieces(const TraceKey &key) const;
    void searchBlock(const SpanBlockPtr &block, const std::vector<SpanTerm> &terms, SpanQuest &search,
                     const std::stop_token &stop) const;
    void setAsideBlock(const SpanBlockPtr &block, const base::Error &error) const;
    [[nodiscard]] std::shared_ptr<const SpanIndex> indexOf(const SpanBlockPtr &block) const;
    void trimIndexes() const;
    [[nodiscard]] bool isElsewhere(const TraceKey &key, const SpanBlockPtr &here) const;

    // With tendMutex.
    base::Status seal(bool evenFew);
    base::Result<std::vector<SpanBlockPtr>> write(const SpanHead::Traces &traces);
    base::Status restartLog();
    base::Status mergeDays();
    base::Status merge(const std::vector<SpanBlockPtr> &group, qint64 dayNs);
    void keep(const std::stop_token &stop);
    [[nodiscard]] QString nextBlockPath(qint64 startNs);
    void noteWrite(const base::Status &status, bool diskWasFull);

    SpanOptions options;
    const base::Clock &clock;
    const TierFolders folders;
    std::unique_ptr<FolderLock> lock;
    std::atomic<qint64> nextBlock = 1;
    mutable std::atomic<qint64> damagedFiles = 0;
    std::atomic<bool> diskFull = false;

    std::mutex tendMutex;

    std::mutex appendMutex; // whoever changes the head or the log
    qint64 logNumber = 0;   // of the segment that is being written
    std::vector<qint64> oldLogs;
    std::shared_ptr<AppendFile> log;
    std::mutex syncMutex; // log as sync() sees it
    bool dirty = false;

    mutable std::shared_mutex mutex;
    SpanHead head;
    SpanHead::Traces leaving;                 // being written to blocks
    mutable std::vector<SpanBlockPtr> blocks; // newest first; a damaged one goes when it is met

    std::condition_variable_any wake;
    std::mutex wakeMutex;
    std::unique_ptr<TieredStore> tiers;
    std::jthread keeper; // last: it uses everything above
};

// Some span has all of it and begins in the range.
[[nodiscard]] bool matches(const signals::Trace &trace, const SpanSearch &search);
[[nodiscard]] signals::TracePtr pieceFrom(const std::string &bytes); // null when damaged

} // namespace wf::store
