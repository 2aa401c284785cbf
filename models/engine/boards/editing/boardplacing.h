// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/dashboard/panel.h"

#include <span>
#include <vector>

namespace wf::engine {

// Places of panels on the grid of 24 columns while somebody arranges them. Nothing overlaps, and every panel stands as
// high as those above it allow, as in Grafana. Pure; any thread.

inline constexpr int gridColumns = 24;
inline constexpr int leastPanelWidth = 2, leastPanelHeight = 2, mostPanelHeight = 100;

// `to` within the grid and of a size that can be seen.
[[nodiscard]] signals::GridPlace heldInGrid(signals::GridPlace to);

// All places after panel `which` was moved or resized to `to`. What it covers makes room: a panel goes below it, unless
// `which` came from above and has passed its middle, then it goes above.
[[nodiscard]] std::vector<signals::GridPlace> placesAfter(std::span<const signals::GridPlace> places, std::size_t which,
                                                          signals::GridPlace to);

// Gaps closed, the order kept.
[[nodiscard]] std::vector<signals::GridPlace> closedUp(std::span<const signals::GridPlace> places);

// Where a new panel of this size goes: the highest free place, leftmost first.
[[nodiscard]] signals::GridPlace freePlace(std::span<const signals::GridPlace> places, int w, int h);

} // namespace wf::engine
