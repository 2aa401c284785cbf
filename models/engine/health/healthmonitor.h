// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/ringbuffer.h"
#include "models/signals/severity.h"
#include "models/sources/ports.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>

namespace wf::engine {

// Something that happened to a source or to the console itself; newest first in the snapshot.
struct HealthEvent {
    qint64 timeNs = 0;
    signals::Severity severity = signals::Severity::Info;
    QString who;  // source name or "Watchfloor"
    QString what; // may hold outside text
};

// One figure of the console itself over the last hour, a value every ten seconds.
struct OwnFigure {
    QString name;
    QString unit;
    std::vector<double> history;
    [[nodiscard]] double now() const { return history.empty() ? 0 : history.back(); }
};

struct SourceRow {
    signals::SourceState state;
    std::vector<double> latencyHistory; // p95 ms, a value every ten seconds
};

struct HealthSnapshot {
    std::vector<SourceRow> sources;  // worst first
    std::vector<HealthEvent> events; // newest first; of what counts on ("60 %", "61 %") only the last
    std::vector<OwnFigure> own;
    qint64 startedNs = 0;
};
using HealthPtr = std::shared_ptr<const HealthSnapshot>;

// Watches every source and the console itself. GUI thread.
class HealthMonitor : public QObject {
    Q_OBJECT
public:
    HealthMonitor(const sources::SourceSet &sources, const base::Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] const HealthPtr &snapshot() const { return m_snapshot; }
    // The worst state of all sources of a kind, with one line saying why; Unknown when there is none.
    struct KindState {
        bool present = false;
        signals::Reachability reach = signals::Reachability::Unknown;
        QString why;
    };
    [[nodiscard]] KindState stateOf(signals::SourceKind kind) const;
    // Other rooms report here (store notices, messages shown to the operator).
    void note(const HealthEvent &event);
    // Adds a figure that is read every ten seconds.
    void watch(const QString &name, const QString &unit, std::function<double()> read);
    void probeAll();
    void retry(const QString &sourceId);

Q_SIGNALS:
    void changed();

private:
    void sourceChanged(sources::Source *source);
    void sample();
    void publish();

    struct Watched {
        sources::Source *source;
        signals::Reachability reach = signals::Reachability::Unknown;
        signals::BreakerState breaker = signals::BreakerState::Closed;
        std::deque<double> latency;
    };
    struct Figure {
        QString name;
        QString unit;
        std::function<double()> read;
        std::deque<double> history;
    };
    const base::Clock &m_clock;
    std::vector<Watched> m_watched;
    std::vector<Figure> m_figures;
    base::RingBuffer<HealthEvent> m_events{500};
    std::vector<async::Request> m_probes;
    HealthPtr m_snapshot;
    QTimer m_timer;
    qint64 m_startedNs;
};

// Resident memory in bytes and CPU seconds of this process, read from /proc.
[[nodiscard]] double ownMemoryBytes();
[[nodiscard]] double ownCpuSeconds();

} // namespace wf::engine
