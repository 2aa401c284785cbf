// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/agreements/round/agreementround.h"
#include "models/engine/objectives/compute/budgetreport.h"
#include "models/engine/statuspage/composepage.h"

// What objectives and agreements tell a status page: stretches that use up what was promised much faster than it may
// last. As fast as a burn of 14.4 is critical, of 3 a warning (the rules of analysis/budget). Pure.
namespace wf::engine {

// Now: its burn alerts; before: the steps of its history. Nothing is added when nothing is known.
void addObjective(const signals::Objective &objective, const BudgetReport &report, qint64 atNs, PageFacts &facts);

// The agreement and each of its clauses, in the settlement period and up to the moment they were judged at.
void addAgreement(const AgreementState &state, PageFacts &facts);

} // namespace wf::engine
