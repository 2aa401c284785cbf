// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace wf::widgets {

// Time to x and back, linear. Times are nanoseconds.
struct TimeScale {
    qint64 startNs = 0;
    qint64 endNs = 1;
    double left = 0;
    double width = 1;

    [[nodiscard]] double x(qint64 ns) const
    {
        return left + static_cast<double>(ns - startNs) / static_cast<double>(endNs - startNs) * width;
    }
    [[nodiscard]] qint64 at(double x) const;
    [[nodiscard]] double right() const { return left + width; }
};

struct TraceTick {
    qint64 ns = 0;
    QString text; // since the beginning of the trace
};
// Round distances, about one tick in 90 px. zeroNs: what counts as zero.
[[nodiscard]] std::vector<TraceTick> timeTicks(const TimeScale &scale, qint64 zeroNs);

// The part of the whole that is shown after zooming by a factor about a moment; never outside, never below 1 µs.
struct NsRange {
    qint64 startNs = 0;
    qint64 endNs = 0;
    friend bool operator==(const NsRange &, const NsRange &) = default;
};
[[nodiscard]] NsRange zoomed(NsRange shown, NsRange whole, double factor, qint64 aboutNs);
// Moved by so much, stopped at the ends.
[[nodiscard]] NsRange moved(NsRange shown, NsRange whole, qint64 byNs);

} // namespace wf::widgets
