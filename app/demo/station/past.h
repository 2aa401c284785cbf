// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/station/strip.h"
#include "app/demo/trace/tracer.h"

#include <atomic>
#include <functional>
#include <stop_token>

namespace wf::app::demo {

// What of the shop's past is written. Times: seconds since 1970.
struct PastOptions {
    double from = 0.0;
    double until = 0.0;
    double fineFrom = 0.0; // from here on samples every step, before it every oldStep
    double step = 15.0;    // as a station scrapes
    double oldStep = 60.0;
    double eventsFrom = 0.0;     // logs and traces begin here,
    double fullEventsFrom = 0.0; // before this moment thinned:
    int oldOneIn = 100;          // one request in so many, and all that the gateway failed
};

// How far it is, read by any thread.
struct FeedProgress {
    std::atomic<qint64> samples = 0;
    std::atomic<qint64> lines = 0;
    std::atomic<qint64> spans = 0;
    std::atomic<double> pastSamples = 0.0; // shares done, 0 to 1
    std::atomic<double> pastEvents = 0.0;
};

// The samples of the past, straight into sealed blocks, service by service on at most two threads; the store is left as
// it was when stopped or failed. Answers with the targets alive at the end, which have their counters and point into
// `world`.
[[nodiscard]] base::Result<std::vector<Strip>> writePastSamples(const World &world, const PastOptions &options,
                                                                store::SeriesStore &store, FeedProgress &progress,
                                                                std::stop_token stop);

// Log lines and traces of the past, oldest first. `settle` is called now and then: what was taken so far can leave
// memory.
[[nodiscard]] base::Status writePastEvents(const World &world, const PastOptions &options, station::Intake &intake,
                                           const std::function<base::Status()> &settle, FeedProgress &progress,
                                           std::stop_token stop);
// Those of the ticks [first, last).
[[nodiscard]] base::Status writeEvents(const World &world, Tracer &tracer, std::int64_t first, std::int64_t last,
                                       station::Intake &intake, FeedProgress &progress, std::stop_token stop);

} // namespace wf::app::demo
