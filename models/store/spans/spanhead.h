// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/spans/blocks/spanblock.h"

#include <unordered_map>

namespace wf::store {

// A trace that may still grow. Its pieces are kept as bytes: a tenth of what spans take.
struct HeadTrace {
    std::vector<std::string> pieces; // traceBytes()
    std::vector<SpanTerm> terms;     // ascending, each once
    qint64 firstNs = 0;              // arrival, by the clock that never goes back
    qint64 newestNs = 0;
    qint64 startNs = 0; // of its spans
    qint64 endNs = 0;
    qint64 longestNs = 0;
    qint64 spans = 0; // repeated ones counted each time
};

// The traces that are not in a block yet. Not thread-safe; the store guards it.
class SpanHead {
public:
    using Traces = std::unordered_map<TraceKey, HeadTrace, TraceKeyHash>;

    void add(const TraceKey &key, const signals::Trace &piece, std::string bytes, qint64 nowNs);
    [[nodiscard]] const Traces &traces() const { return m_traces; }
    [[nodiscard]] const HeadTrace *find(const TraceKey &key) const;
    [[nodiscard]] qint64 spanCount() const { return m_spans; }
    // Every service and operation seen since the start.
    [[nodiscard]] const std::map<QString, OperationKinds> &services() const { return m_services; }

    // Takes out the traces that got nothing since `quietSinceNs`, came first before `oldestNs`, or were over by
    // `overNs`.
    [[nodiscard]] Traces take(qint64 quietSinceNs, qint64 oldestNs, qint64 overNs);
    void putBack(Traces traces);

private:
    Traces m_traces;
    std::map<QString, OperationKinds> m_services;
    qint64 m_spans = 0;
};

} // namespace wf::store
