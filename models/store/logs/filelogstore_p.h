// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/disk/folderlock.h"
#include "models/store/logs/logjournal.h"
#include "models/store/logs/logstore.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace wf::store {

// LogStore in files; see there. logstore.cpp writes and reads, logblocks.cpp looks after what was written.
class FileLogStore final : public LogStore {
public:
    FileLogStore(LogStoreOptions options, const base::Clock &clock)
        : m_options(std::move(options)),
          m_clock(clock),
          m_lockFile(m_options.directory + QStringLiteral("/lock")),
          m_journals(m_options.directory),
          m_shelf(m_options.directory, [this](const QString &summary, const QString &detail, const QString &path) {
              notice(summary, detail, path);
          })
    {
    }
    ~FileLogStore() override
    {
        m_keeper.request_stop();
        m_wake.notify_all();
        if (m_keeper.joinable())
            m_keeper.join();
    }
    FileLogStore(const FileLogStore &) = delete;
    FileLogStore &operator=(const FileLogStore &) = delete;

    [[nodiscard]] base::Status start();

    [[nodiscard]] base::Result<LogAppended> append(std::span<const signals::LogLine> lines,
                                                   std::span<const signals::LogMark> marks) override;
    [[nodiscard]] std::vector<signals::LogMark> marks() const override
    {
        const std::lock_guard lock(m_mutex);
        return asList(m_marks);
    }
    [[nodiscard]] base::Result<LogScanReport> scan(const LogScan &scan, const TakeLogs &take,
                                                   std::stop_token stop) const override;
    [[nodiscard]] std::vector<base::Labels> streams(base::TimeRange range,
                                                    const std::vector<signals::LabelMatcher> &matchers) const override;
    [[nodiscard]] std::vector<LogBlockInfo> blocks() const override;
    [[nodiscard]] base::Status remove(quint64 block) override { return m_shelf.remove(block); }
    [[nodiscard]] base::Status move(quint64 block, LogTier to, std::stop_token stop) override;
    [[nodiscard]] base::Status prune(quint64 block, const LogShelf::Keep &keep, std::stop_token stop) override;
    [[nodiscard]] base::Status seal() override;
    [[nodiscard]] base::Status sync() override;
    [[nodiscard]] LogStoreSize size() const override;
    [[nodiscard]] base::Status snapshot(const QString &folder) override;

private:
    using Lock = std::unique_lock<std::mutex>;
    void notice(const QString &summary, const QString &detail, const QString &path,
                NoticeKind kind = NoticeKind::Failed) const;
    void noteWrite(const base::Status &status); // says once that the disk is full, and once that there is room again
    [[nodiscard]] base::Status replayAll();
    [[nodiscard]] std::vector<const signals::LogLine *> accepted(std::span<const signals::LogLine> lines,
                                                                 bool mayRepeat, LogAppended &out) const;
    [[nodiscard]] base::Status makeRoom(Lock &lock);
    [[nodiscard]] bool isDue() const;
    [[nodiscard]] base::Status freeze();
    [[nodiscard]] base::Status sealOldest(Lock &lock);
    void keepHouse(const std::stop_token &stop);

    LogStoreOptions m_options;
    const base::Clock &m_clock;
    FolderLock m_lockFile;
    LogJournals m_journals;
    LogShelf m_shelf;

    mutable std::mutex m_mutex; // everything below up to m_rewriting
    std::condition_variable m_wake;
    std::condition_variable m_sealed;
    JournaledHead m_current;
    std::vector<std::shared_ptr<JournaledHead>> m_waiting; // oldest first
    bool m_isSealing = false;
    std::optional<base::Error> m_sealError;
    qint64 m_sealFailedNs = 0;
    LogMarks m_marks;
    bool m_isDirty = false;
    bool m_isDiskFull = false;

    std::mutex m_rewriting; // one rewrite at a time
    std::jthread m_keeper;
};

} // namespace wf::store
