// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/scatter/scatterlayout.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace wf::widgets {

namespace {

constexpr double axisLeft = 58;
constexpr double axisBottom = 22;

double logOf(qint64 ns)
{
    return std::log10(static_cast<double>(std::max<qint64>(1, ns)));
}

std::vector<ScatterTick> timeTicks(const ScatterLayout &l)
{
    constexpr qint64 s = base::nsPerSecond, m = base::nsPerMinute, h = base::nsPerHour, d = base::nsPerDay;
    static constexpr std::array<qint64, 19> steps{s,     5 * s,  10 * s, 15 * s, 30 * s, m,     2 * m,
                                                  5 * m, 10 * m, 15 * m, 30 * m, h,      2 * h, 3 * h,
                                                  6 * h, 12 * h, d,      2 * d,  7 * d};
    std::vector<ScatterTick> ticks;
    const auto most = std::max<qint64>(1, static_cast<qint64>(l.plot.width() / 72));
    const auto step =
        std::find_if(steps.begin(), steps.end(), [&](qint64 one) { return l.range.lengthNs() / one <= most; });
    const qint64 each = step == steps.end() ? std::max<qint64>(d, l.range.lengthNs() / most) : *step;
    for (qint64 t = (l.range.startNs / each + 1) * each; t <= l.range.endNs; t += each)
        ticks.push_back({l.x(t), each < m   ? base::timeOfDay(t)
                                 : each < d ? base::hourMinute(t)
                                            : base::dayAndTime(t, t + 30 * d)});
    return ticks;
}

std::vector<ScatterTick> durationTicks(const ScatterLayout &l)
{
    std::vector<ScatterTick> ticks;
    double last = 1e9;
    for (int decade = static_cast<int>(std::floor(l.lowLog)); decade <= static_cast<int>(std::ceil(l.highLog));
         ++decade)
        for (const int digit : {1, 3}) {
            const auto ns = static_cast<qint64>(std::llround(digit * std::pow(10.0, decade)));
            const double at = l.y(ns);
            if (ns < 1 || at < l.plot.top() || at > l.plot.bottom() || last - at < 16)
                continue;
            last = at;
            ticks.push_back({at, base::humanDuration(ns)});
        }
    return ticks;
}

} // namespace

double ScatterLayout::x(qint64 timeNs) const
{
    return plot.left() + static_cast<double>(timeNs - range.startNs) /
                             static_cast<double>(std::max<qint64>(1, range.lengthNs())) * plot.width();
}

double ScatterLayout::y(qint64 durationNs) const
{
    return plot.bottom() - (logOf(durationNs) - lowLog) / (highLog - lowLog) * plot.height();
}

qint64 ScatterLayout::timeAt(double px) const
{
    return range.startNs +
           std::llround((px - plot.left()) / std::max(1.0, plot.width()) * static_cast<double>(range.lengthNs()));
}

qint64 ScatterLayout::durationAt(double py) const
{
    return std::llround(
        std::pow(10.0, lowLog + (plot.bottom() - py) / std::max(1.0, plot.height()) * (highLog - lowLog)));
}

int ScatterLayout::pointAt(QPointF pos, double within) const
{
    int best = -1;
    double nearest = within * within;
    for (std::size_t i = 0; i < at.size(); ++i) {
        const QPointF d = at[i] - pos;
        if (const double distance = QPointF::dotProduct(d, d); distance <= nearest) {
            nearest = distance;
            best = static_cast<int>(i);
        }
    }
    return best;
}

std::vector<int> ScatterLayout::pointsIn(const QRectF &rect) const
{
    std::vector<int> found;
    for (std::size_t i = 0; i < at.size(); ++i)
        if (rect.contains(at[i]))
            found.push_back(static_cast<int>(i));
    return found;
}

ScatterLayout layoutScatter(const std::vector<ScatterPoint> &points, base::TimeRange range, QSizeF size)
{
    ScatterLayout l;
    l.plot = QRectF(axisLeft, 10, std::max(20.0, size.width() - axisLeft - 12),
                    std::max(20.0, size.height() - axisBottom - 10));
    l.range = range;
    if (range.lengthNs() <= 0 && !points.empty()) {
        const auto [first, last] = std::minmax_element(
            points.begin(), points.end(), [](const auto &a, const auto &b) { return a.timeNs < b.timeNs; });
        l.range = {first->timeNs - base::nsPerSecond, last->timeNs + base::nsPerSecond};
    }
    double low = 1e9, high = -1e9;
    for (const auto &p : points) {
        low = std::min(low, logOf(p.durationNs));
        high = std::max(high, logOf(p.durationNs));
    }
    if (points.empty()) {
        low = 6; // 1 ms to 10 s
        high = 10;
    }
    // A tenth of a decade of air, and never less than a decade in all.
    const double air = std::max(0.12, (1 - (high - low)) / 2);
    l.lowLog = low - air;
    l.highLog = high + air;
    l.at.reserve(points.size());
    for (const auto &p : points)
        l.at.emplace_back(l.x(p.timeNs), l.y(p.durationNs));
    l.times = timeTicks(l);
    l.durations = durationTicks(l);
    return l;
}

} // namespace wf::widgets
