// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"

#include <QString>
#include <QTimeZone>

#include <optional>

// People's clocks go forward and back; hours of the day are those of UTC here.
namespace wf::base {

struct ClockChange {
    qint64 atNs = 0;
    qint64 byNs = 0; // forward; below zero: back
};
// The newest change of the clocks of `zone` within a range; none in zones without (UTC).
[[nodiscard]] std::optional<ClockChange> lastClockChange(const QTimeZone &zone, TimeRange within);

// What a change of the clocks means for what is held against the same hours of the days before; empty once a day has
// passed since.
[[nodiscard]] QString clockNoteOfHours(const QTimeZone &zone, qint64 nowNs);
// The same for a forecast by seasons that was made at `madeNs` and reaches until `toNs`: of a change in it, or in the
// two weeks before; empty when there is none.
[[nodiscard]] QString clockNoteOfForecast(const QTimeZone &zone, qint64 madeNs, qint64 toNs);

} // namespace wf::base
