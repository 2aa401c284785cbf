// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/agreements/agreementperiod.h"

namespace wf::analysis {

// Exclusions that touch the window, in order, with what they exclude of the service time there. One holds when it is
// approved and, being maintenance, was announced as long before as the contract wants and stays within what it allows
// in one window: earlier ones use that up first. Pure.
[[nodiscard]] std::vector<signals::AppliedExclusion>
appliedExclusions(const signals::Agreement &agreement, const std::vector<signals::AgreementExclusion> &more,
                  base::TimeRange window);

// Service time of the window that counts for the clause: without the exclusions that hold for it.
[[nodiscard]] std::vector<base::TimeRange> countedTime(const signals::Agreement &agreement,
                                                       const signals::AgreementClause &clause,
                                                       const std::vector<signals::AppliedExclusion> &exclusions,
                                                       base::TimeRange window);

} // namespace wf::analysis
