// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/intake/intake.h"
#include "models/station/ports/linefeed.h"
#include "models/station/stores/stationstores.h"

#include <QHash>

#include <mutex>

namespace wf::station {

// What came in of one kind since the start, and why the rest did not.
struct IntakeCount {
    qint64 taken = 0;
    qint64 bytes = 0;               // of log text; else 0
    QHash<QString, qint64> refused; // by reason
    qint64 past = 0;                // Accepted::past
    [[nodiscard]] qint64 refusedCount() const;
};
struct IntakeCounts {
    IntakeCount samples, lines, spans;
    qint64 lastSampleNs = 0, lastLineNs = 0, lastSpanNs = 0; // when something was last taken
};

// The intake that keeps: samples, lines and spans go to the station's stores; lines also to whoever follows along.
// Every line gets its level as structured metadata `detected_level`, as Loki does. Thread-safe, but not for the GUI
// thread.
class StoreIntake final : public Intake {
public:
    StoreIntake(std::shared_ptr<const StationStores> stores, std::shared_ptr<LineFeed> feed, const base::Clock &clock);

    [[nodiscard]] base::Result<Accepted> takeMetrics(MetricBatch batch) override;
    [[nodiscard]] base::Result<Accepted> takeLogs(std::vector<signals::LogLine> lines) override;
    [[nodiscard]] base::Result<Accepted> takeMarkedLogs(std::vector<signals::LogLine> lines,
                                                        std::vector<signals::LogMark> marks) override;
    [[nodiscard]] base::Result<std::vector<signals::LogMark>> logMarks() const override;
    [[nodiscard]] base::Result<Accepted> takeSpans(std::vector<signals::Trace> traces) override;

    [[nodiscard]] IntakeCounts counts() const;

private:
    void count(IntakeCount IntakeCounts::*kind, qint64 IntakeCounts::*last, const Accepted &accepted, qint64 bytes = 0);

    std::shared_ptr<const StationStores> m_stores;
    std::shared_ptr<LineFeed> m_feed;
    const base::Clock &m_clock;
    mutable std::mutex m_mutex;
    IntakeCounts m_counts;
};

} // namespace wf::station
