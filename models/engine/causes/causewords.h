// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/causes/causefacts.h"
#include "models/engine/causes/causereport.h"

namespace wf::engine {

// The report of what was judged: the suspects for whom something speaks, with what speaks for each in words. Without
// any it says what was looked at in vain. Answers, weights and times are the caller's to fill in.
[[nodiscard]] CauseReport causeReport(const CauseFacts &facts, const Incident &incident,
                                      const std::vector<analysis::SuspectedCause> &ranked,
                                      const analysis::CauseWeights &weights);

} // namespace wf::engine
