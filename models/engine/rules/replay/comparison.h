// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/replay/replay.h"

namespace wf::engine {

// What a change of a rule would have changed in the past, firing by firing. Pure; any thread.
struct ReplayComparison {
    int today = 0, draft = 0; // firings of the rule as it runs, and as it would run
    int dropped = 0;          // of today's without one of the draft at the same time
    int added = 0;            // of the draft's without one of today's
    int usefulDropped = 0;    // of those dropped, known to be useful
    // How much sooner (below 0: later) the draft fires where both do: the middle one of all.
    qint64 soonerNs = 0;
    std::vector<bool> isAdded; // parallel to the firings of the draft
};
// Firings go together when they overlap, or lie within a step of each other, and no label that both have differs;
// labels that the rules themselves set do not count.
[[nodiscard]] ReplayComparison compared(const Replay &today, const Replay &draft);

// "As it runs today: 5 times. The change drops 2, adds none and fires 50 s sooner."
[[nodiscard]] QString comparisonWords(const ReplayComparison &comparison);

} // namespace wf::engine
