// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/logs/block/blockfile.h"
#include "models/store/logs/block/blockwriter.h"
#include "models/store/retention/tieredstore.h"

#include <QStringList>

#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

namespace wf::store {

using LogTier = Tier;

// A block as its file's name tells it: blocks/, warm/ or cold/ <id>_<revision>_<firstNs>_<lastNs>.wfl
struct ShelvedBlock {
    quint64 id = 0;
    int revision = 0; // rewritten how often
    qint64 firstNs = 0;
    qint64 lastNs = 0;
    qint64 fileBytes = 0;
    LogTier tier = LogTier::Hot;
};

// The blocks in a folder. Thread-safe. What a crash left half done is put right by open(): unfinished files go, and of
// two revisions of a block the older.
class LogShelf {
public:
    // What was found damaged when it was read, and where it was put.
    using Report = std::function<void(const QString &summary, const QString &detail, const QString &path)>;
    LogShelf(QString directory, Report report) : m_directory(std::move(directory)), m_report(std::move(report)) {}

    [[nodiscard]] base::Status open();
    [[nodiscard]] std::vector<ShelvedBlock> blocks() const; // by id
    // NotFound when it is gone (deleted meanwhile); a damaged one is set aside and reported.
    [[nodiscard]] base::Result<std::shared_ptr<const BlockFile>> file(quint64 id) const;

    [[nodiscard]] QString newPath(quint64 id, qint64 firstNs, qint64 lastNs) const;
    void add(quint64 id, const LogBlockIndex &index, qint64 fileBytes); // written to newPath()
    [[nodiscard]] bool has(quint64 id) const { return tierOf(id).has_value(); }
    [[nodiscard]] std::optional<LogTier> tierOf(quint64 id) const;

    [[nodiscard]] base::Status remove(quint64 id);
    // Every block also in a folder of the same shape: the same bytes, by hard links where the file system has them.
    [[nodiscard]] base::Status linkAll(const QString &directory) const;
    // Keeps the lines `keep` wants and rewrites the block for the tier; with none left it is removed. The block stays
    // as it was on an error and when stopped (Cancelled). One rewrite of a block at a time.
    using Keep = std::function<bool(const base::Labels &stream, signals::LogLevel level, qint64 timeNs)>;
    [[nodiscard]] base::Status rewrite(quint64 id, LogTier tier, const Keep &keep, std::stop_token stop);

private:
    struct Cached {
        quint64 id;
        int revision;
        std::shared_ptr<const BlockFile> file;
    };
    [[nodiscard]] QString pathOf(const ShelvedBlock &block) const;
    [[nodiscard]] std::optional<ShelvedBlock> find(quint64 id) const;
    [[nodiscard]] std::shared_ptr<const BlockFile> cached(const ShelvedBlock &block) const;
    void setAside(const ShelvedBlock &block, const base::Error &why) const;

    QString m_directory;
    Report m_report;
    mutable std::mutex m_mutex;
    mutable std::vector<ShelvedBlock> m_blocks;
    mutable std::list<Cached> m_cache; // newest use first
};

} // namespace wf::store
