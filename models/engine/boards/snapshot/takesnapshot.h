// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/clock.h"
#include "models/engine/boards/reading/boardreader.h"
#include "models/engine/boards/reading/boardvariables.h"
#include "models/engine/boards/snapshot/snapshotneeds.h"
#include "models/engine/bundle/bundle.h"
#include "models/sources/ports.h"

#include <functional>

namespace wf::engine {

// A dashboard as it stands: what its variables offer and have chosen is written into it, so that nothing must be asked
// for them.
[[nodiscard]] signals::Dashboard withFixedVariables(const BoardVariables &variables);

struct SnapshotWishes {
    signals::Dashboard dashboard; // with fixed variables
    query::VariableScope scope;   // of them
    base::TimeRange range;
    qint64 scrapeNs = 15 * base::nsPerSecond;
    QString environment; // name, for those who open it
    SubjectRules subjects;
    QString takenBy;
    QString program; // our version
    qint64 mostSeries = 10'000;
    qint64 mostSamples = 5'000'000;
    int mostLines = 5'000; // of each selector
    std::size_t mostSpans = 200'000;
    // What objectives, lists of dashboards and traces show comes from it; outlives the taking. Null: they are missing.
    BoardReader *reader = nullptr;
};

// Everything the panels of a dashboard read over a range: raw samples and lines, and what is kept as it is shown. Pure.
struct SnapshotPlan {
    std::vector<SampleNeed> samples;
    QStringList streams;
    std::vector<BoardQuestion> shown; // panels of objectives, lists and traces
    bool listsAlerts = false;
    QStringList missing; // what cannot be kept, in words
    int panels = 0;
};
[[nodiscard]] SnapshotPlan planSnapshot(const SnapshotWishes &wishes);

// Asks every source for the samples and lines that the dashboard's queries read, so that they can be evaluated again
// elsewhere: zoomed, and with other choices of what was in it. What has no room or does not answer is named in the
// manifest, and the rest counts. Calls back once, later. Dropping the Request stops it. `sources` outlive it. GUI
// thread.
using SnapshotReply = std::function<void(const base::Result<BundlePtr> &)>;
[[nodiscard]] async::Request takeSnapshot(const SnapshotWishes &wishes, const sources::SourceSet &sources,
                                          const base::Clock &clock, SnapshotReply reply);

} // namespace wf::engine
