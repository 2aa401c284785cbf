// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/layout/scaledaxis.h"

#include <algorithm>
#include <cmath>

namespace wf::widgets {
namespace {

void addPowers(ValueAxis &axis, const ValueScale &scale, int wanted)
{
    const double slack = 1e-9;
    const double first = std::ceil(axis.minimum - slack), last = std::floor(axis.maximum + slack);
    const double every = std::max(1.0, std::ceil((last - first) / std::max(1, wanted)));
    axis.step = every;
    for (double k = first; k <= last && axis.ticks.size() < 32; k += every)
        axis.ticks.push_back({k, {}});
    if (scale.base != 10 || axis.maximum - axis.minimum > 1.5)
        return;
    for (double k = first - 1; k <= last; ++k) // within one decade: two and five of it
        for (const double part : {std::log10(2.0), std::log10(5.0)})
            if (k + part > axis.minimum && k + part < axis.maximum)
                axis.ticks.push_back({k + part, {}});
    std::ranges::sort(axis.ticks, {}, &ValueTick::value);
}

// Zero, and powers of the base on both sides of it from the threshold on.
void addBothSides(ValueAxis &axis, const ValueScale &scale, int wanted)
{
    const double furthest = std::max(std::fabs(axis.minimum), std::fabs(axis.maximum));
    const double log = std::log(scale.base);
    const double first = std::ceil(std::log(scale.threshold) / log - 1e-9);
    const double last = std::floor(std::log(std::max(scale.threshold, scale.value(furthest))) / log + 1e-9);
    const double every = std::max(1.0, std::ceil((last - first + 1) / std::max(1, wanted)));
    const auto add = [&](double value) {
        const double placed = scale.place(value);
        if (placed >= axis.minimum - 1e-9 && placed <= axis.maximum + 1e-9)
            axis.ticks.push_back({placed, {}});
    };
    for (double k = last; k >= first; k -= every)
        add(-std::pow(scale.base, k));
    add(0);
    for (double k = first; k <= last; k += every)
        add(std::pow(scale.base, k));
    std::ranges::sort(axis.ticks, {}, &ValueTick::value);
}

} // namespace

ValueAxis scaledAxis(const ValueScale &scale, double low, double high, int wanted, bool fixedLow, bool fixedHigh)
{
    ValueAxis axis;
    const bool isLog = scale.kind == ValueScale::Log;
    if (!(low <= high)) {
        low = isLog ? 1 : 0;
        high = isLog ? scale.base : 1;
    }
    axis.minimum = scale.place(low);
    axis.maximum = scale.place(high);
    if (isLog) {
        if (!fixedLow)
            axis.minimum = std::floor(axis.minimum + 1e-9); // whole powers
        if (!fixedHigh)
            axis.maximum = std::ceil(axis.maximum - 1e-9);
    } else {
        const double air = (axis.maximum - axis.minimum) * 0.05;
        axis.minimum -= fixedLow ? 0 : air;
        axis.maximum += fixedHigh ? 0 : air;
    }
    if (!(axis.maximum > axis.minimum))
        axis.maximum = axis.minimum + 1;
    isLog ? addPowers(axis, scale, wanted) : addBothSides(axis, scale, wanted);
    return axis;
}

} // namespace wf::widgets
