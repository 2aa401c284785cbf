// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>

namespace wf::app {

// Runs the event loop until it is done; false when that takes longer. Every source has a shorter deadline of its own.
// It looks first when the loop has run for a moment: what was just begun may not have said yet that it is busy.
bool waitFor(const std::function<bool()> &isDone, std::chrono::milliseconds longest = std::chrono::minutes(10));

} // namespace wf::app
