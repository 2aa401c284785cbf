// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/axis.h"
#include "widgets/chart/layout/valuescale.h"

namespace wf::widgets {

// An axis in placed coordinates, ticks included; a power of the base each, or each so many. `low`, `high`: values;
// low > high: there are none. `fixedLow`, `fixedHigh`: that edge is the panel's own and stays as it is. Texts are left
// empty.
[[nodiscard]] ValueAxis scaledAxis(const ValueScale &scale, double low, double high, int wanted, bool fixedLow,
                                   bool fixedHigh);

} // namespace wf::widgets
