// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/ringbuffer.h"
#include "models/base/throttle.h"
#include "models/engine/logs/logsnapshot.h"
#include "models/sources/ports.h"

#include <deque>

namespace wf::engine {

// The live tails of all log sources as one. What comes waits in a ring and is handed on at most ten times a second, or
// when the pause ends. GUI thread.
class LogTailing final : public QObject {
    Q_OBJECT
public:
    LogTailing(const sources::SourceSet &sources, const base::Clock &clock, QObject *parent = nullptr);

    void start(const QString &expr, qint64 fromNs);
    void stop();
    void setPaused(bool paused);
    [[nodiscard]] const TailState &state() const { return m_state; }
    // Lines kept while paused.
    static constexpr std::size_t mostWaiting = 100'000;

Q_SIGNALS:
    void lines(const std::vector<wf::signals::LogLine> &batch);
    void marked(const wf::signals::LogBreak &mark);
    void changed();

private:
    void follow(sources::LogSource &source, const QString &expr, qint64 fromNs);
    void handOn();
    void count();

    const sources::SourceSet &m_sources;
    const base::Clock &m_clock;
    struct Follow {
        std::unique_ptr<sources::LogTail> tail;
        bool isConnected = false;
    };
    std::vector<std::unique_ptr<Follow>> m_follows;
    base::RingBuffer<signals::LogLine> m_waiting{mostWaiting};
    std::deque<std::pair<qint64, qint64>> m_arrivals; // monotonic ns, lines
    base::Throttle m_throttle;
    TailState m_state;
};

} // namespace wf::engine
