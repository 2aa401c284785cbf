// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/changes/patternchanges.h"
#include "models/async/jobscope.h"
#include "models/engine/changes/change.h"
#include "models/sources/ports.h"

#include <array>
#include <functional>

namespace wf::engine {

// What logs or traces say; told once.
struct SignalChanges {
    std::vector<Change> changes; // strongest first
    std::size_t looked = 0;      // patterns, traces
    std::vector<base::Error> errors;
    QStringList notes;
};

// New, vanished and surged patterns of all log sources: as the servers count them, else found in the newest lines of
// either side. Deleting it stops everything. GUI thread.
class LogChanges final {
public:
    using Listener = std::function<void(const SignalChanges &)>;
    LogChanges(const sources::SourceSet &sources, async::Pools &pools, Listener listener);
    // There must be a log source.
    void start(const ChangeQuestion &question);

private:
    struct Side {
        base::TimeRange range;
        std::optional<analysis::PatternCounts> counts;
        async::Request request;
    };
    struct Part {
        sources::LogSource *source = nullptr;
        std::array<Side, 2> sides; // baseline, window
        int open = 0;
    };
    void askPatterns(Part &part);
    void askLines(Part &part);
    void mine(Part &part, Side &side, signals::LogAnswer answer);
    void finish(const Part &part);

    const sources::SourceSet &m_sources;
    async::Pools &m_pools;
    Listener m_listener;
    SignalChanges m_out;
    std::vector<std::unique_ptr<Part>> m_parts;
    std::size_t m_open = 0;
    async::JobScope m_jobs; // last: stops first
};

} // namespace wf::engine
