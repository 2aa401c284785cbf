// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/replay/replay.h"

namespace wf::engine {

// The change of `for`, threshold or `keep_firing_for` that drops most of what is likely noise and keeps every other
// firing, each tried on the same past. Where nothing is known to be useful, the smallest that leaves at most half
// of at least four firings and at least one. Else, where a rule flaps, a `keep_firing_for` that joins what belongs
// together. Nothing when no change does. Of equals the smaller change, `for` before threshold. Firings that are not
// over or began before the range are always kept.
[[nodiscard]] std::optional<ReplaySuggestion> suggestionFor(const Replay &replay,
                                                            const std::vector<signals::Series> &matrix);

} // namespace wf::engine
