// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/changes/logchanges.h"

namespace wf::engine {

// What the slow traces of the window have more often than the others; slow is what the baseline calls so. Deleting it
// stops everything. GUI thread.
class TraceChanges final {
public:
    using Listener = std::function<void(const SignalChanges &)>;
    TraceChanges(const sources::SourceSet &sources, Listener listener);
    // There must be a trace source.
    void start(const ChangeQuestion &question);

    static constexpr int mostTraces = 200; // of either side and source

private:
    void finish();

    const sources::SourceSet &m_sources;
    Listener m_listener;
    SignalChanges m_out;
    std::array<std::vector<signals::TraceSummary>, 2> m_traces; // baseline, window
    std::vector<async::Request> m_requests;
    std::size_t m_open = 0;
};

} // namespace wf::engine
