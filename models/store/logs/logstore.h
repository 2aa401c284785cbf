// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/timerange.h"
#include "models/signals/logmark.h"
#include "models/store/db/notice.h"
#include "models/store/logs/block/logshelf.h"
#include "models/store/logs/logscan.h"

#include <QString>

#include <array>
#include <functional>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace wf::store {

struct LogStoreOptions {
    QString directory;
    qint64 blockBytes = qint64(32) << 20;         // of text and metadata: a block is made of as much,
    qint64 blockAgeNs = base::nsPerHour;          // or of what came in so long
    qint64 syncEveryNs = base::nsPerSecond;       // 0: every append() is on the disk when it answers
    qint64 mostFutureNs = 10 * base::nsPerMinute; // later lines are refused
    qint64 mostAgeNs = 7 * base::nsPerDay;        // older lines are refused; 0: none is too old
    qint64 longestLine = qint64(1) << 20;
    qint64 minFreeBytes = qint64(64) << 20; // of the disk; below that lines are refused
    int housekeepingMs = 1000;              // how often age and unsynced bytes are looked at; 0: only seal() and sync()
    std::function<void(const StoreNotice &)> notice; // any thread, also while the store opens
};

// What became of a batch. A duplicate is a line whose stream, time, text and metadata are those of one still in memory
// (up to the last block, that is blockBytes or blockAgeNs); it is left out and counts as dealt with. Lines that come
// with marks are never taken for duplicates: their reader sends nothing twice.
struct LogAppended {
    qint64 taken = 0;
    qint64 duplicates = 0;
    qint64 tooOld = 0; // also before 1970
    qint64 tooNew = 0;
    qint64 tooLong = 0;
};

struct LogBlockInfo {
    quint64 id = 0;
    base::TimeRange range;
    LogTier tier = LogTier::Hot;
    qint64 fileBytes = 0;
    qint64 lines = 0;
    qint64 textBytes = 0;
    std::vector<StreamTally> streams; // lines and bytes by stream and level
};

struct LogStoreSize {
    qint64 linesInMemory = 0;
    qint64 bytesInMemory = 0; // text and metadata not yet in blocks
    qint64 blocks = 0;
    qint64 blockBytes = 0; // on disk
    qint64 journalBytes = 0;
};

// The station's log lines, in files: a journal for what is new, blocks for the rest (docs/decisions/0014).
//
// When append() has answered, its lines and marks survive kill -9, and a loss of power syncEveryNs later; they can be
// found at once. Lines may come in any order within mostAgeNs and mostFutureNs. Blocks are made aside and renamed into
// place; only then does their journal go. A block that cannot be read is set aside and told by LogStoreOptions::notice.
// On a full disk append() answers Storage and keeps nothing of the batch; what was kept before stays. Memory: two
// blocks' worth of lines, at most; while both wait to be written append() waits too, or answers Storage when writing
// them fails.
//
// Thread-safe; every call may block on the disk: not for the GUI thread.
class LogStore {
public:
    // Storage: the folder cannot be used, or another program uses it.
    [[nodiscard]] static base::Result<std::unique_ptr<LogStore>> open(LogStoreOptions options,
                                                                      const base::Clock &clock);
    virtual ~LogStore() = default;

    // All of the batch in one write. At most 64 MiB of text, else TooLarge.
    [[nodiscard]] virtual base::Result<LogAppended> append(std::span<const signals::LogLine> lines,
                                                           std::span<const signals::LogMark> marks = {}) = 0;
    // The newest mark of every origin.
    [[nodiscard]] virtual std::vector<signals::LogMark> marks() const = 0;

    // Cancelled when stop is requested. Damaged pieces are left out and named in the report.
    [[nodiscard]] virtual base::Result<LogScanReport> scan(const LogScan &scan, const TakeLogs &take,
                                                           std::stop_token stop = {}) const = 0;
    // Streams with blocks or lines that overlap the range, sorted.
    [[nodiscard]] virtual std::vector<base::Labels>
    streams(base::TimeRange range, const std::vector<signals::LabelMatcher> &matchers) const = 0;

    // For retention. Blocks by age; reads their indexes.
    [[nodiscard]] virtual std::vector<LogBlockInfo> blocks() const = 0;
    [[nodiscard]] virtual base::Status remove(quint64 block) = 0;
    // To a later tier: smaller and searchable, slower to read. A large block takes minutes to become cold. Cancelled
    // leaves it as it was; Invalid: it is there, or beyond, already.
    [[nodiscard]] virtual base::Status move(quint64 block, LogTier to, std::stop_token stop = {}) = 0;
    // Rewrites the block without the lines `keep` does not want.
    [[nodiscard]] virtual base::Status prune(quint64 block, const LogShelf::Keep &keep, std::stop_token stop = {}) = 0;

    // Makes blocks of all that is in memory, now.
    [[nodiscard]] virtual base::Status seal() = 0;
    [[nodiscard]] virtual base::Status sync() = 0;
    [[nodiscard]] virtual LogStoreSize size() const = 0;
    // A copy that opens like the original, as of one moment, into an empty folder.
    [[nodiscard]] virtual base::Status snapshot(const QString &folder) = 0;
};

} // namespace wf::store
