// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/trace.h"

#include <vector>

namespace wf::analysis {

// A stretch of the trace during which one span alone held up the answer.
struct PathSection {
    int span = 0; // index into Trace::spans
    qint64 startNs = 0;
    qint64 endNs = 0;
    friend bool operator==(const PathSection &, const PathSection &) = default;
};

// The critical path of the first root, in order of time, without gaps or overlaps; neighbours of one span are merged.
// Method: CRISP (Zhang et al., USENIX ATC 2022) as Jaeger UI uses it: the child that finished last is walked into,
// backwards from the end of the root. Children are cut to their parent; those outside of it, and those that only
// follow from it (asynchronous work), do not count, nor does what is below them. Pure, any thread, O(n log n).
// Precondition: the trace is arranged (parents before children).
[[nodiscard]] std::vector<PathSection> criticalPath(const signals::Trace &trace);

} // namespace wf::analysis
