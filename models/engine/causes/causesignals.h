// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/causes/stops.h"
#include "models/base/timerange.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace wf::engine {

enum class CauseMeasure { Latency, Errors, Saturation, Processor, Memory, ErrorLines };

// One figure of one service around an incident, a value a step: seconds, share of requests, share of a limit, cores,
// bytes, lines a minute.
struct MeasuredCause {
    CauseMeasure measure = CauseMeasure::Latency;
    QString service;
    QString region; // empty: not known
    QString title;  // of a resource: "db pool"
    std::vector<qint64> timesNs;
    std::vector<double> values;
};

// A stretch in which something of a service was not as usual, as this console found it by itself.
struct CauseAnomaly {
    QString service;
    QString what; // "psp pool 100 %, expected 20 % to 38 %"; outside text
    qint64 startNs = 0;
    qint64 endNs = 0; // 0: it goes on
    friend bool operator==(const CauseAnomaly &, const CauseAnomaly &) = default;
};

// Everything that was gathered about an incident beside its alerts, its services and their deploys.
struct CauseSignals {
    base::TimeRange range;                        // what was asked
    std::vector<MeasuredCause> measured;          // at most `mostMeasured`
    std::vector<analysis::HandledRequest> usual;  // of traces before it
    std::vector<analysis::HandledRequest> within; // of traces since
    QStringList missing;                          // what could not be asked, in words; outside text
    static constexpr std::size_t mostMeasured = 20'000;
};

} // namespace wf::engine
