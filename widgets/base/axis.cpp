// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/base/axis.h"

#include "models/base/timetext.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace wf::widgets {
namespace {

using base::Unit;

double decimalStep(double rough)
{
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    for (const double m : {1.0, 2.0, 5.0})
        if (rough <= m * power * (1 + 1e-9))
            return m * power;
    return 10 * power;
}

double roundStep(double rough, Unit unit)
{
    if (!(rough > 0) || !std::isfinite(rough))
        return 1;
    if ((unit == Unit::Bytes || unit == Unit::BytesPerSecond) && rough >= 1)
        return std::exp2(std::ceil(std::log2(rough) - 1e-9));
    if (unit == Unit::Seconds && rough > 30) {
        for (const double s : {60., 120., 300., 600., 900., 1800., 3600., 7200., 10800., 21600., 43200., 86400.})
            if (rough <= s)
                return s;
        return 86400 * decimalStep(rough / 86400);
    }
    return decimalStep(rough);
}

bool startsAtZero(Unit unit)
{
    switch (unit) {
    case Unit::Seconds:
    case Unit::Bytes:
    case Unit::BytesPerSecond:
    case Unit::BitsPerSecond:
    case Unit::Ratio:
    case Unit::Percent:
    case Unit::PerSecond:
    case Unit::PerMinute:
    case Unit::None: // counts: connections, threads, goroutines
    case Unit::Boolean:
        return true;
    default:
        return false;
    }
}

void addTicks(ValueAxis &axis, Unit unit)
{
    const double slack = axis.step * 1e-6;
    const auto first = std::ceil((axis.minimum - slack) / axis.step);
    const auto last = std::floor((axis.maximum + slack) / axis.step);
    const double furthest = std::max(std::fabs(axis.minimum), std::fabs(axis.maximum));
    const base::AxisScale scale = base::axisScale(furthest, axis.step, unit);
    for (double k = first; k <= last && axis.ticks.size() < 32; ++k) {
        const double value = k == 0 ? 0 : k * axis.step;
        axis.ticks.push_back({value, base::formatTick(value, scale)});
    }
}

constexpr std::array timeSteps{1LL,     2LL,     5LL,      10LL,     15LL,      30LL,      60LL,      120LL,
                               300LL,   600LL,   900LL,    1800LL,   3600LL,    7200LL,    10800LL,   21600LL,
                               43200LL, 86400LL, 172800LL, 604800LL, 1209600LL, 2592000LL, 7776000LL, 31536000LL};
constexpr std::array shortSteps{1LL, 2LL, 5LL, 10LL, 20LL, 50LL, 100LL, 200LL, 500LL}; // ms

QString dayText(qint64 ns)
{
    return QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(ns / base::nsPerMs, Qt::UTC).date(),
                                 QStringLiteral("d MMM"));
}

QString tickText(qint64 ns, qint64 stepNs)
{
    if (stepNs >= base::nsPerDay || (stepNs >= base::nsPerHour && ns % base::nsPerDay == 0))
        return dayText(ns);
    if (stepNs >= base::nsPerMinute)
        return base::hourMinute(ns);
    return stepNs >= base::nsPerSecond ? base::timeOfDay(ns) : base::timeOfDayMs(ns);
}

} // namespace

ValueAxis fixedAxis(double minimum, double maximum, Unit unit, int wanted)
{
    ValueAxis axis;
    axis.minimum = minimum;
    axis.maximum = maximum > minimum ? maximum : minimum + 1;
    axis.step = roundStep((axis.maximum - axis.minimum) / std::max(1, wanted), unit);
    addTicks(axis, unit);
    return axis;
}

ValueAxis valueAxis(double low, double high, Unit unit, int wanted, bool fit)
{
    if (low > high || !std::isfinite(low) || !std::isfinite(high))
        low = high = 0;
    if (low < 0 && high > 0 && -low < high * 1e-9)
        low = 0; // a rounding error is no negative value
    if (!fit && (startsAtZero(unit) || (low >= 0 && low <= high / 2))) {
        low = std::min(low, 0.0);
        high = std::max(high, 0.0);
    }
    if (high - low <= std::max(std::fabs(low), std::fabs(high)) * 1e-12) {
        const double room = high == 0 ? (unit == Unit::Ratio ? 0.01 : 1) : std::fabs(high) / 2;
        low = low == 0 ? 0 : low - room;
        high = high + room;
    }
    // five per cent of air, then the next half step: a little more data does not change the scale
    const double air = (high - low) * 0.05;
    ValueAxis axis;
    axis.step = roundStep((high - low + air) / std::max(1, wanted), unit);
    const double half = axis.step / 2;
    axis.maximum = high == 0 ? 0 : std::ceil((high + air) / half - 1e-9) * half;
    axis.minimum = low == 0 ? 0 : std::floor((low - air) / half + 1e-9) * half;
    if (low > 0)
        axis.minimum = std::max(axis.minimum, 0.0);
    if (high < 0)
        axis.maximum = std::min(axis.maximum, 0.0);
    addTicks(axis, unit);
    return axis;
}

std::vector<TimeTick> timeTicks(base::TimeRange range, int wanted)
{
    std::vector<TimeTick> ticks;
    const qint64 length = range.lengthNs();
    if (length <= 0)
        return ticks;
    const qint64 rough = length / std::clamp(wanted, 2, 7) * 95 / 100; // an hour and a second is still an hour
    qint64 step = timeSteps.back() * base::nsPerSecond;
    for (auto it = timeSteps.rbegin(); it != timeSteps.rend() && *it * base::nsPerSecond >= rough; ++it)
        step = *it * base::nsPerSecond;
    if (rough < base::nsPerSecond)
        for (auto it = shortSteps.rbegin(); it != shortSteps.rend() && *it * base::nsPerMs >= rough; ++it)
            step = *it * base::nsPerMs;
    for (qint64 at = (range.startNs + step - 1) / step * step; at <= range.endNs; at += step)
        ticks.push_back({at, tickText(at, step)});
    return ticks;
}

} // namespace wf::widgets
