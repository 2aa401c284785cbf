// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/logline.h"
#include "models/signals/logmark.h"
#include "models/signals/nativehistogram.h"
#include "models/signals/series.h"
#include "models/signals/trace.h"

#include <QString>

#include <optional>
#include <vector>

namespace wf::station {

// One collected sample. A stale marker (signals::staleMarker()) ends the series.
struct MetricPoint {
    base::Labels labels; // with __name__
    qint64 timeMs = 0;
    double value = 0;
    signals::NativeHistogramPtr histogram; // when set, value does not count
    std::optional<signals::Exemplar> exemplar;
};
struct MetricBatch {
    std::vector<MetricPoint> points;
    std::vector<signals::MetricInfo> families; // type, help, unit as told
};

// What became of a batch. Refused parts are grouped by reason ("out of order", "too old", "too many series: label
// pod").
struct Refusal {
    QString reason;
    qint64 count = 0;
    QString example; // outside text
};
struct Accepted {
    qint64 taken = 0;
    std::vector<Refusal> refused;
    qint64 past = 0; // lines of a log file's past, older than what is kept: left out, and nothing is wrong
    [[nodiscard]] qint64 refusedCount() const;
    void refuse(const QString &reason, const QString &example, qint64 count = 1);
};

// The one door into the station: scraped, received, tailed and computed data all come in here. Thread-safe. When it
// answers, what was taken survives kill -9 of this process (metrics: but for the last second). Errors: RateLimited with
// retryAfter = too much at once, send again; Storage = the disk is full or broken, nothing was taken.
class Intake {
public:
    virtual ~Intake() = default;
    [[nodiscard]] virtual base::Result<Accepted> takeMetrics(MetricBatch batch) = 0;
    // Lines of several streams, in any order; each with stream labels, level and trace id already found.
    [[nodiscard]] virtual base::Result<Accepted> takeLogs(std::vector<signals::LogLine> lines) = 0;
    // As takeLogs; `marks` are kept in the same write as the lines, the newest per origin. Refused lines count as dealt
    // with: their marks are kept too, for they would be refused again. On an error neither lines nor marks were kept.
    // An intake without marks takes the lines alone.
    [[nodiscard]] virtual base::Result<Accepted> takeMarkedLogs(std::vector<signals::LogLine> lines,
                                                                std::vector<signals::LogMark> marks);
    // The newest mark of every origin. Unsupported: this intake keeps none; whoever reads then keeps them itself, and
    // lines taken just before a crash may come twice.
    [[nodiscard]] virtual base::Result<std::vector<signals::LogMark>> logMarks() const;
    // Pieces of traces; spans of one trace may come in several batches. `arrange` need not have been called.
    [[nodiscard]] virtual base::Result<Accepted> takeSpans(std::vector<signals::Trace> traces) = 0;
};

} // namespace wf::station
