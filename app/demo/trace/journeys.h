// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo/trace/journey.h"

namespace wf::app::demo {

[[nodiscard]] Trace checkoutJourney(Journey journey);
[[nodiscard]] Trace labelJourney(Journey journey, const Trace &order);
[[nodiscard]] Trace visitJourney(Journey journey, int route); // any other route of the gateway
// What the gateway will answer, an index into the route's codes, without making the trace.
[[nodiscard]] int checkoutCode(Journey journey);
[[nodiscard]] int visitCode(Journey journey, int route);

} // namespace wf::app::demo
