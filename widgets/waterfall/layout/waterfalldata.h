// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/trace.h"

#include <memory>
#include <vector>

namespace wf::widgets {

// A stretch of the critical path, in order of time.
struct PathPiece {
    int span = 0; // index into Trace::spans
    qint64 startNs = 0;
    qint64 endNs = 0;
};

// What a waterfall shows. Immutable; shared with the mini-map.
struct WaterfallData {
    signals::TracePtr trace; // not null, arranged
    std::vector<PathPiece> criticalPath;
    std::vector<int> errorPath;     // from the origin up
    std::vector<char> waiting;      // parallel to the spans
    std::vector<int> processColors; // parallel to the processes: index into the series colours
    qint64 startNs = 0;             // of the whole trace
    qint64 endNs = 0;
};
using WaterfallDataPtr = std::shared_ptr<const WaterfallData>;

} // namespace wf::widgets
