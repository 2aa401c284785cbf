// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/units.h"
#include "models/signals/series.h"

#include <QString>

namespace wf::engine {

// What a metric's number means and what to divide by to get to the base unit ("_milliseconds": Seconds, 1000).
struct MetricUnit {
    base::Unit unit = base::Unit::None;
    double divisor = 1;
};
// By the end of the name, else by the unit that the source tells, else by the words of its help ("… in bytes").
[[nodiscard]] MetricUnit unitOf(const QString &name, const QString &toldUnit, signals::MetricType type,
                                const QString &help = {});
// A name without its unit at the end: "size" of "size_in_bytes".
[[nodiscard]] QString withoutUnit(const QString &name);
// Unit of the rate of something that has this unit.
[[nodiscard]] base::Unit rateUnit(base::Unit unit);

// A gauge that is 1 or 0 by its name: "redis_up", "etcd_server_has_leader".
[[nodiscard]] bool isSwitch(const QString &name);
// A switch that says whether what is watched answers at all.
[[nodiscard]] bool tellsReachable(const QString &name);
// A moment still to come: when a certificate or lease ends.
[[nodiscard]] bool isAhead(const QString &name);
// Something that went wrong is counted.
[[nodiscard]] bool countsErrors(const QString &name);
// What the program is told to do rather than what it does: settings, versions, build information.
[[nodiscard]] bool isSetting(const QString &name);

} // namespace wf::engine
