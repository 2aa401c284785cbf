// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/agreements/round/agreementround.h"

namespace wf::engine {

// Several settlement periods of one contract, each judged by itself, in order and at least one, as one state: minutes,
// amounts and everything listed are sums over `whole`, a clause is as good as in its worst period, and has a percentage
// only when all of them share its window. Clauses that only earlier versions had stand behind the others. Pure.
[[nodiscard]] AgreementState summedState(std::vector<AgreementState> settlements, base::TimeRange whole, int count);

} // namespace wf::engine
