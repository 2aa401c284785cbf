// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/intake/intake.h"

#include <QString>

#include <mutex>
#include <vector>

namespace wf::station {

// What came in of one signal since the start, for the Station page. Items are spans, samples or lines:
// received = taken + all refused + all dropped + held back for a decision.
struct SignalCounts {
    qint64 requests = 0;
    qint64 bytes = 0; // of bodies, on the wire
    qint64 received = 0;
    qint64 taken = 0;
    std::vector<Refusal> refused; // by reason, most first
    std::vector<Refusal> dropped; // on purpose, by reason (sampling)
    qint64 lastNs = 0;
    [[nodiscard]] qint64 refusedCount() const;
    [[nodiscard]] qint64 droppedCount() const;
};

// Counts from several threads. Reasons beyond the first fifty are counted as one.
class SignalCounter {
public:
    void request(qint64 bytes, qint64 items, qint64 nowNs);
    void taken(qint64 items);
    void refused(const QString &reason, const QString &example, qint64 items);
    void refused(const std::vector<Refusal> &refusals);
    void dropped(const QString &reason, qint64 items);
    [[nodiscard]] SignalCounts counts() const;

private:
    mutable std::mutex m_mutex;
    SignalCounts m_counts;
};

} // namespace wf::station
