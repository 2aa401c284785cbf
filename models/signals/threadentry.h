// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/severity.h"
#include "models/signals/subject.h"

#include <QStringList>

#include <memory>
#include <vector>

namespace wf::signals {

enum class Signal { Alert, Log, Trace, Metric, Anomaly, Deploy, Objective, Note, Forecast, Source };
inline constexpr int signalCount = 10;

// How an entry is known to belong (DESIGN.md 3): solid, dashed, or no ring.
enum class LinkStrength { Direct, Path, Time };

// A small picture at true scale: exactly one of the parts is filled.
struct Evidence {
    std::vector<double> spark; // evenly spaced
    std::vector<double> bars;  // pairs (start, end) in 0..1, one a span
    QString text;              // log line; outside text
    double budgetLeft = -1;    // 0..1
    [[nodiscard]] bool isEmpty() const { return spark.empty() && bars.empty() && text.isEmpty() && budgetLeft < 0; }
};

struct ThreadEntry {
    qint64 timeNs = 0;
    qint64 endNs = 0; // 0 = a moment
    Signal signal = Signal::Alert;
    Severity severity = Severity::Unknown;
    LinkStrength link = LinkStrength::Time;
    QString title;  // outside text
    QString detail; // outside text, at most two lines
    QString reason; // why it is here: ours
    Evidence evidence;
    int count = 1;   // folded equal entries
    Subject subject; // what selecting it means
    bool future = false;
};

// The state of the subject over time, for the spine.
struct SpineSection {
    qint64 startNs = 0;
    qint64 endNs = 0;
    Severity state = Severity::Unknown;
};

// Everything that belongs to a subject within a window, oldest first. Immutable; shared between threads.
struct Thread {
    Subject subject;
    QString headline; // one line about it
    Severity severity = Severity::Unknown;
    QString chip; // INC-2471, anomaly 0.98 …
    qint64 windowStartNs = 0;
    qint64 windowEndNs = 0;
    qint64 nowNs = 0;
    std::vector<ThreadEntry> entries;
    std::vector<ThreadEntry> future; // at most three
    std::vector<SpineSection> spine;
    QStringList missing; // signals that could not be asked, in words ("Logs: Loki does not answer since 02:09:12")
    bool settled = true; // false while parts are still being asked
};
using ThreadPtr = std::shared_ptr<const Thread>;

} // namespace wf::signals
