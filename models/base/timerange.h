// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"

#include <QString>

namespace wf::base {

// A closed interval of time, UTC nanoseconds.
struct TimeRange {
    qint64 startNs = 0;
    qint64 endNs = 0;

    [[nodiscard]] qint64 lengthNs() const { return endNs - startNs; }
    [[nodiscard]] bool contains(qint64 ns) const { return ns >= startNs && ns <= endNs; }
    [[nodiscard]] bool overlaps(const TimeRange &o) const { return startNs <= o.endNs && o.startNs <= endNs; }
    [[nodiscard]] TimeRange shifted(qint64 ns) const { return {startNs + ns, endNs + ns}; }
    // Same centre, `factor` times as long.
    [[nodiscard]] TimeRange zoomed(double factor) const;
    [[nodiscard]] static TimeRange around(qint64 centreNs, qint64 halfNs)
    {
        return {centreNs - halfNs, centreNs + halfNs};
    }

    friend bool operator==(const TimeRange &, const TimeRange &) = default;
};

// What the operator chose: either the last `lengthNs` up to now (live), or a fixed interval.
struct TimeSelection {
    bool live = true;
    qint64 lengthNs = nsPerHour; // used when live
    TimeRange fixed;             // used when not live

    [[nodiscard]] TimeRange at(qint64 nowNs) const { return live ? TimeRange{nowNs - lengthNs, nowNs} : fixed; }
    [[nodiscard]] static TimeSelection last(qint64 ns) { return {true, ns, {}}; }
    [[nodiscard]] static TimeSelection between(TimeRange r) { return {false, r.lengthNs(), r}; }

    friend bool operator==(const TimeSelection &, const TimeSelection &) = default;
};

// Understands "15m", "last 2h", "now-6h to now-1h", "2026-05-14 01:14 - 02:14", "01:14 - 02:14" (today, UTC),
// "today", "yesterday", "since 02:04". Errors say what to write instead.
[[nodiscard]] Result<TimeSelection> parseTimeSelection(const QString &text, qint64 nowNs);

// "Last hour" / "Last 15 min"; for fixed ranges "14 May 01:14 – 02:14 UTC".
[[nodiscard]] QString describe(const TimeSelection &selection);

} // namespace wf::base
