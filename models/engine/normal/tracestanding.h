// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/normal/normalanswer.h"
#include "models/engine/normal/normalplan.h"
#include "models/sources/ports.h"

#include <functional>

namespace wf::engine {

// How long one trace took, or the calls of an operation lately, among others of its operation: of the six hours before
// and of the same hour of the seven days before. Told once. Deleting it stops everything. GUI thread.
class TraceStanding final {
public:
    using Listener = std::function<void(const NormalLine &line, const std::vector<base::Error> &errors)>;
    TraceStanding(const sources::SourceSet &sources, Listener listener);
    // There must be a trace source. `atNs`: the moment, unless the trace says its own.
    void start(const TraceProbe &probe, qint64 atNs);

    static constexpr int mostTraces = 100; // of each hour and source

private:
    void take(const signals::TraceSummary &trace);
    void search();
    void finish();

    const sources::SourceSet &m_sources;
    Listener m_listener;
    TraceProbe m_probe;
    qint64 m_atNs = 0;
    double m_seconds = 0; // of the trace; NaN: an operation was asked about
    std::vector<signals::TraceSummary> m_others;
    std::vector<base::Error> m_errors;
    std::size_t m_open = 0;
    bool m_isFound = false;
    std::vector<async::Request> m_requests;
};

} // namespace wf::engine
