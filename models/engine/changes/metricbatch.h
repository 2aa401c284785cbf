// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/changes/change.h"
#include "models/engine/services/subjectrules.h"
#include "models/signals/series.h"

#include <QSet>

#include <map>
#include <stop_token>

namespace wf::engine {

// How the samples of a question are asked: one grid for all series.
struct ChangeGrid {
    qint64 stepNs = 0;
    std::vector<base::TimeRange> pieces; // whole steps, both ends inclusive; one, or baseline and window apart
    std::size_t points = 0;              // of all pieces
    std::size_t first = 0;               // where the window begins
    [[nodiscard]] std::vector<qint64> timesMs() const;
};
// The next of 1, 2, 5, 10, 15, 30 s … 6 h; whole multiples of 6 h beyond.
[[nodiscard]] qint64 roundStep(qint64 leastNs);
// About fifteen samples in the window, but none closer than `leastStepNs`.
[[nodiscard]] ChangeGrid gridFor(const ChangeQuestion &question, qint64 leastStepNs);

// Metric names whose samples are asked with one question.
struct MetricBatch {
    QStringList names;
    std::size_t series = 0;
    [[nodiscard]] QString expr() const; // {__name__=~"a|b"}
};
struct BatchPlan {
    std::vector<MetricBatch> batches;
    std::size_t series = 0;
    QStringList notes; // what is not asked, in words
};
// `counts`: series by metric name. Names of one histogram stay together; its buckets, and what only repeats the
// alerts, are not asked. Beyond `mostSeries` the metrics with most series are left out, and named.
[[nodiscard]] BatchPlan planBatches(const std::map<QString, std::size_t> &counts, std::size_t mostSeries);

// What a batch says: how many series were tested, and those that may count.
struct BatchFindings {
    std::size_t tested = 0;
    std::vector<Change> changes;      // `rate` still unknown
    std::vector<base::Labels> labels; // parallel to changes, with __name__
};
// `answers` one a piece of the grid. `counters`: names known to be counters beside those called so. Any thread.
[[nodiscard]] BatchFindings judge(const std::vector<signals::QueryAnswerPtr> &answers, const ChangeGrid &grid,
                                  const QSet<QString> &counters, const SubjectRules &rules,
                                  const std::stop_token &stop);

} // namespace wf::engine
