// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/criticalpath/criticalpath.h"
#include "models/async/jobscope.h"
#include "models/async/request.h"
#include "models/base/clock.h"
#include "models/base/completeness.h"
#include "models/sources/ports.h"

#include <QObject>

#include <memory>
#include <optional>

namespace wf::store {
class Store;
}

namespace wf::engine {

// One trace and what was found out about it. Immutable; shared with views.
struct LoadedTrace {
    QString traceId;         // asked for
    QString source;          // id of the source that knew it
    signals::TracePtr trace; // null until known; times as the server adjusted them
    std::vector<analysis::PathSection> criticalPath;
    std::vector<int> errorPath; // from the origin up
    std::vector<char> waiting;  // parallel to the spans: waits for its turn
    int adjustedSpans = 0;      // whose clock the server corrected
    QStringList clockNotes;     // what the server said about clocks, each once (outside text)
    base::Completeness completeness;
    std::optional<base::Error> error;
    bool busy = false;
};

// Loads one trace by its id: from the store at once, from the sources when it is not there or was still growing when it
// was kept. Loading another gives up the one before. GUI thread; the paths are computed on the analysis pool.
class TraceLoader final : public QObject {
    Q_OBJECT
public:
    // store: may be null, nothing is kept then.
    TraceLoader(const sources::SourceSet &sources, store::Store *store, const base::Clock &clock, async::Pools &pools,
                QObject *parent = nullptr);
    ~TraceLoader() override;

    // Hexadecimal in any case, short or long.
    void load(const QString &traceId);
    void clear();
    [[nodiscard]] std::shared_ptr<const LoadedTrace> snapshot() const { return m_snapshot; }

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] bool isKept(const sources::TraceSource &source) const;
    void askStore();
    void askSources();
    void found(const QString &source, signals::TracePtr trace, const base::Completeness &completeness, bool final);
    void failed(const base::Error &error);

    const sources::SourceSet &m_sources;
    store::Store *m_store;
    const base::Clock &m_clock;
    async::Pools &m_pools;
    std::shared_ptr<const LoadedTrace> m_snapshot = std::make_shared<LoadedTrace>();
    std::vector<async::Request> m_requests;
    std::size_t m_waiting = 0;
    bool m_found = false;               // the whole trace has arrived
    std::optional<base::Error> m_error; // the first that says more than "not found"
    async::JobScope m_jobs;
};

// The id as sources know it: lower case, 32 digits; empty when it is not hexadecimal.
[[nodiscard]] QString normalTraceId(const QString &text);

} // namespace wf::engine
