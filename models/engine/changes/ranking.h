// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/changes/metricbatch.h"

namespace wf::engine {

// Candidates of all batches: those that survive the false discovery rate, strongest first, with what moves together
// with each folded under it. At most ChangesSnapshot::mostChanges. Any thread.
[[nodiscard]] std::vector<Change> ranked(const BatchFindings &all, const std::stop_token &stop);

} // namespace wf::engine
