// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/emit/target.h"
#include "app/demo/trace/tracer.h"
#include "models/base/result.h"
#include "models/station/intake/intake.h"
#include "models/store/series/seriesstore.h"

#include <atomic>
#include <stop_token>

namespace wf::app::demo {

// What of the shop's past is written. Times: seconds since 1970.
struct PastOptions {
    double from = 0.0;
    double until = 0.0;
    double fineFrom = 0.0; // from here on samples every step, before it every oldStep
    double step = 15.0;    // as a station scrapes
    double oldStep = 60.0;
    double eventsFrom = 0.0; // logs and traces begin here
};

// How far it is, read by any thread.
struct FeedProgress {
    std::atomic<qint64> samples = 0;
    std::atomic<qint64> lines = 0;
    std::atomic<qint64> spans = 0;
    std::atomic<double> pastSamples = 0.0; // shares done, 0 to 1
    std::atomic<double> pastEvents = 0.0;
};

// One target with the values it has had since they were last taken.
class Strip {
public:
    explicit Strip(std::unique_ptr<Target> target);
    [[nodiscard]] const Target &target() const { return *m_target; }
    void advance(const World &world, double t) { m_target->advance(world, t); }
    void sample(const World &world, double t); // t in the tick advanced to, or later
    // What was sampled, as a batch or into blocks; empty afterwards. The number of samples.
    qint64 moveTo(station::MetricBatch &batch);
    [[nodiscard]] base::Result<qint64> moveTo(store::SeriesBulkLoad &load);

private:
    void describe(std::vector<signals::MetricInfo> &families);

    std::unique_ptr<Target> m_target;
    std::vector<base::Labels> m_labels; // by slot, then up
    std::vector<qint64> m_timesMs;
    std::vector<std::vector<double>> m_values;
    bool m_isDescribed = false;
};

// The samples of the past, straight into sealed blocks; the store is left as it was when stopped or failed. Answers
// with the targets alive at the end, which have their counters. One thread and one World a call.
[[nodiscard]] base::Result<std::vector<Strip>> writePastSamples(const World &world, const PastOptions &options,
                                                                store::SeriesStore &store, FeedProgress &progress,
                                                                std::stop_token stop);

// Log lines and traces of the ticks [first, last), oldest first.
[[nodiscard]] base::Status writeEvents(const World &world, Tracer &tracer, std::int64_t first, std::int64_t last,
                                       station::Intake &intake, FeedProgress &progress, std::stop_token stop);

} // namespace wf::app::demo
