// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace wf::station {

// When a target is scraped. Every target has its own phase within the interval, the same on every start, so that
// targets are spread evenly and samples keep their distance (as Prometheus' scrape offset). Pure.
struct Rhythm {
    qint64 intervalNs = 0;
    quint64 phase = 0; // a hash of the target
};
struct NextScrape {
    qint64 dueNs = 0;   // wall time
    qint64 delayNs = 0; // from now, on a clock that never jumps; at most one and a half intervals
    qint64 missed = 0;  // turns that passed unused since the last one: it took too long, or the clock went forward
    friend bool operator==(const NextScrape &, const NextScrape &) = default;
};

// The first scrape comes within a second, so that a new target shows at once. After it the next turn in the rhythm that
// is at least half an interval after the last one; a clock that went back or forward changes nothing but the phase, and
// turns that passed are not made up for. `lastDueNs` is the wall time the last scrape was due, 0 before the first.
[[nodiscard]] NextScrape nextScrape(const Rhythm &rhythm, qint64 lastDueNs, qint64 nowNs);

// The time samples get: when the scrape was due, if it began close enough to it (1 % of the interval, at most 25 ms;
// evenly spaced samples are stored in fewer bytes), else when it began.
[[nodiscard]] qint64 sampleTimeMs(const Rhythm &rhythm, qint64 dueNs, qint64 beganNs);

// What the wall clock did between two moments that is more than the time that went by: 0 within a second.
[[nodiscard]] qint64 clockJumpNs(qint64 wallBeforeNs, qint64 monotonicBeforeNs, qint64 wallNs, qint64 monotonicNs);

} // namespace wf::station
