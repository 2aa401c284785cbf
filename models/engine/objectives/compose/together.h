// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/compose/composition.h"
#include "models/wire/yaml/slo/slofile.h"

namespace wf::engine {

// Several objectives counted as one, of several services for instance: with a budget, burn, alerts and an outlook of
// its own, by the rules that hold for any objective. By events each counts as its traffic does, by weight as its weight
// says; the target is the one of the definition, or else what theirs amount to. What cannot be added is left out and
// said; without any of them nothing is known. Pure.
struct Together {
    signals::Objective objective; // without queries
    BudgetReport report;
    QStringList parts; // names
};
// `all`: what the composites name, with reports where there are any, computed at `atNs`.
[[nodiscard]] std::vector<Together> togetherOf(const std::vector<wire::SloComposite> &composites,
                                               const std::vector<ObjectivePart> &all, qint64 atNs,
                                               const ComputeOptions &options);

} // namespace wf::engine
