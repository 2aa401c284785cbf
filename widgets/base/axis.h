// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/base/units.h"

#include <QString>

#include <vector>

// Axes as plain numbers; nothing here knows pixels but for how many ticks have room.
namespace wf::widgets {

struct ValueTick {
    double value = 0;
    QString text;
};
struct ValueAxis {
    double minimum = 0, maximum = 1; // edges of the plot
    double step = 1;
    std::vector<ValueTick> ticks; // ascending, inside [minimum, maximum]
};

// Round ticks, about `wanted` of them: steps of 1, 2 or 5 (bytes: powers of two; seconds above a minute: 1, 2, 5, 10,
// 15, 30). Rates, ratios, durations and sizes start at zero unless `fit`. low > high means there are no samples.
[[nodiscard]] ValueAxis valueAxis(double low, double high, base::Unit unit, int wanted, bool fit = false);
// As above with edges that are fixed by the panel.
[[nodiscard]] ValueAxis fixedAxis(double minimum, double maximum, base::Unit unit, int wanted);

struct TimeTick {
    qint64 ns = 0;
    QString text; // "01:15", "02:14:07", "6 May"
};
// Round moments in UTC, at most `wanted` (2 to 7), fewer when the range says so.
[[nodiscard]] std::vector<TimeTick> timeTicks(base::TimeRange range, int wanted);

} // namespace wf::widgets
