// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/logs/loglabels.h"
#include "models/engine/logs/logreading.h"
#include "models/engine/logs/logtailing.h"

namespace wf::engine {

struct LogQuestion {
    QString expr; // LogQL
    base::TimeRange range;
    int limit = 5000; // lines at first; loadOlder() brings as many again
    friend bool operator==(const LogQuestion &, const LogQuestion &) = default;
};

struct LogPatterns {
    std::vector<signals::LogPattern> patterns; // most frequent first
    QString note;                              // "Patterns are off on this Loki: they are computed here instead."
    qint64 lines = 0;                          // read for it; 0 = the server counted
};

// Looks for log lines over all log sources at once: lines come page by page, newest first, merged by time, what is
// known from the cache before what is asked; beside them the volume by level. Can follow them live. GUI thread.
class LogSearch final : public QObject {
    Q_OBJECT
public:
    // `store` may be null.
    LogSearch(const sources::SourceSet &sources, LogStore *store, const base::Clock &clock, async::Pools &pools,
              QObject *parent = nullptr);
    ~LogSearch() override;

    void ask(const LogQuestion &question);
    // The same question with the range moved on; while the tail runs only the volume is asked for.
    void refresh(base::TimeRange range);
    void loadOlder();
    void stop();
    void setLive(bool live);
    void setPaused(bool paused);

    [[nodiscard]] LogSnapshotPtr snapshot() const { return m_snapshot; }
    [[nodiscard]] bool isBusy() const;
    [[nodiscard]] bool hasSources() const { return !m_sources.logs.empty(); }
    [[nodiscard]] const LogLabels &labels() const { return m_labels; }

    // The line with up to `each` lines of its stream before and after it.
    [[nodiscard]] async::Request
    context(const signals::LogLine &line, int each,
            std::function<void(const base::Result<signals::LogBuffer::Ptr> &)> callback) const;
    // As the servers tell them, else found in the lines at hand.
    [[nodiscard]] async::Request patterns(std::function<void(const LogPatterns &)> callback);

    static constexpr std::size_t mostLines = 1'000'000;

Q_SIGNALS:
    void changed(); // at most ten times a second

private:
    void askVolume();
    void take(LogReading::Told told);
    void mark(const signals::LogBreak &mark);
    void settle();
    void publish();
    void computePatterns(const QString &note, const std::function<void(const LogPatterns &)> &callback);

    const sources::SourceSet &m_sources;
    LogStore *m_store;
    const base::Clock &m_clock;
    async::Pools &m_pools;
    LogLabels m_labels;
    LogQuestion m_question;
    LogSnapshot m_now;
    LogSnapshotPtr m_snapshot;
    std::vector<std::unique_ptr<LogReading>> m_readings;
    struct VolumePart {
        async::Request request;
        std::optional<signals::LogVolume> volume;
        bool isDone = false;
    };
    std::vector<VolumePart> m_volumes;
    LogTailing m_tailing;
    base::Throttle m_throttle;
    async::JobScope m_jobs;
};

} // namespace wf::engine
