// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/trace.h"

#include <vector>

namespace wf::analysis {

// What spans tell beyond their times. Pure, any thread.

// The span was started by its parent but not waited for (FOLLOWS_FROM): it carries a link to its own parent.
[[nodiscard]] bool onlyFollows(const signals::Trace &trace, const signals::Span &span);
// By its name the span does no work itself but waits for its turn ("pool.acquire", "lock wait", "backoff").
[[nodiscard]] bool isWaiting(const signals::Span &span);
// From where the error began up to the span nearest to the root that still failed: the longest chain of failed spans,
// the earliest of equals. Indices into Trace::spans; empty when nothing failed.
[[nodiscard]] std::vector<int> errorPath(const signals::Trace &trace);

} // namespace wf::analysis
