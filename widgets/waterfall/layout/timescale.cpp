// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/waterfall/layout/timescale.h"

#include "models/base/units.h"

#include <algorithm>
#include <cmath>

namespace wf::widgets {

namespace {
constexpr qint64 shortestNs = 1000;
}

qint64 TimeScale::at(double position) const
{
    return startNs + std::llround((position - left) / std::max(1.0, width) * static_cast<double>(endNs - startNs));
}

std::vector<TraceTick> timeTicks(const TimeScale &scale, qint64 zeroNs)
{
    std::vector<TraceTick> ticks;
    const double length = static_cast<double>(scale.endNs - scale.startNs);
    if (length <= 0 || scale.width < 20)
        return ticks;
    const double raw = length / std::max(1.0, scale.width / 90);
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    const double part = raw / power;
    const auto step = std::max<qint64>(1, std::llround((part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10) * power));
    const double most =
        static_cast<double>(std::max(std::abs(scale.startNs - zeroNs), std::abs(scale.endNs - zeroNs))) / 1e9;
    const auto axis = base::axisScale(most, static_cast<double>(step) / 1e9, base::Unit::Seconds);
    const qint64 from = scale.startNs - zeroNs;
    for (qint64 t = (from / step - (from < 0 && from % step ? 1 : 0)) * step; zeroNs + t <= scale.endNs; t += step)
        if (zeroNs + t >= scale.startNs)
            ticks.push_back({zeroNs + t, base::formatTick(static_cast<double>(t) / 1e9, axis)});
    return ticks;
}

NsRange zoomed(NsRange shown, NsRange whole, double factor, qint64 aboutNs)
{
    const double length = static_cast<double>(shown.endNs - shown.startNs);
    const double part = length > 0 ? std::clamp(static_cast<double>(aboutNs - shown.startNs) / length, 0.0, 1.0) : 0.5;
    const auto wanted =
        std::clamp(std::llround(length * factor), std::min<long long>(shortestNs, whole.endNs - whole.startNs),
                   static_cast<long long>(whole.endNs - whole.startNs));
    const qint64 start = std::clamp<qint64>(aboutNs - std::llround(part * static_cast<double>(wanted)), whole.startNs,
                                            whole.endNs - wanted);
    return {start, start + wanted};
}

NsRange moved(NsRange shown, NsRange whole, qint64 byNs)
{
    const qint64 length = shown.endNs - shown.startNs;
    const qint64 start = std::clamp(shown.startNs + byNs, whole.startNs, std::max(whole.startNs, whole.endNs - length));
    return {start, start + length};
}

} // namespace wf::widgets
