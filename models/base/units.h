// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace wf::base {

// What a number means. The quantity is stored in the base unit named here.
enum class Unit {
    None,    // 1 638
    Seconds, // 6.24 s, 310 ms
    Bytes,   // 1.2 GiB (1024)
    BytesPerSecond,
    BitsPerSecond,
    Ratio,     // 0..1 shown as percent
    Percent,   // 0..100
    PerSecond, // 412 /s
    PerMinute,
    Celsius,
    Volts,
    Amperes,
    Watts,
    Joules,
    Hertz,
    Metres,
    Timestamp, // Unix seconds: shown as a date
    Boolean,   // 0/1
    Currency,
};

// At most three significant figures, thin space before the unit, true minus; "NaN", "+Inf" and "−Inf" are said so.
// Exceptions, because rounding would lie: plain counts are whole up to a million ("61 204"), and a share just below
// 100 % keeps its distance from it ("99.95 %").
[[nodiscard]] QString formatValue(double value, Unit unit);
// Number and unit apart, for figures with a smaller unit.
struct ValueText {
    QString number;
    QString unit;
};
[[nodiscard]] ValueText splitValue(double value, Unit unit);
// Scale shared by all ticks of one axis, so that one prefix and one number of decimals hold for all of them.
struct AxisScale {
    double divisor = 1;
    QString suffix; // with its thin space
    int decimals = 0;
};
[[nodiscard]] AxisScale axisScale(double maximum, double step, Unit unit);
[[nodiscard]] QString formatTick(double value, const AxisScale &scale);
// "61 204": digits grouped by thin spaces.
[[nodiscard]] QString groupedInteger(qint64 value);

} // namespace wf::base
