// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/ackdesk.h"
#include "models/engine/capacity/capacitykeeper.h"
#include "models/engine/notify/escalate/nextstep.h"
#include "models/engine/objectives/objectivekeeper.h"

namespace wf::engine {

// Something that is dated in the future.
struct AheadItem {
    enum class Kind { BudgetSpent, ResourceFull, SilenceEnds, Escalation };
    Kind kind = Kind::SilenceEnds;
    qint64 timeNs = 0;
    QString key;    // the same for the same thing, however its date moves
    QString title;  // outside text
    QString detail; // outside text
    signals::Severity severity = signals::Severity::Info;
    signals::Subject subject; // none: nothing to look at
};

// Whoever knows dates. Pointers may be null.
struct AheadFacts {
    ObjectivesPtr objectives;
    CapacityPtr capacity;
    std::vector<SilenceEnding> silences;
    std::vector<NextStep> steps;
};

// Resources that last longer are not dated: they stand under Capacity.
inline constexpr qint64 aheadNs = 30 * base::nsPerDay;

// Everything dated after `nowNs`, soonest first. Budgets that last longer than their window are not spent at all. Pure.
[[nodiscard]] std::vector<AheadItem> aheadOf(const AheadFacts &facts, qint64 nowNs);
// The first date at which a budget of one of these services is spent; nothing when none is dated.
[[nodiscard]] std::optional<qint64> budgetSpentAt(const std::vector<AheadItem> &ahead, const QStringList &services);

} // namespace wf::engine
