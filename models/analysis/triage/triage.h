// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/triage/boostedtrees.h"
#include "models/analysis/triage/severityrules.h"

#include <optional>

namespace wf::analysis {

// How an operator saw an alert in the end.
struct Outcome {
    ImpactFacts facts;
    signals::Severity severity = signals::Severity::Info; // Critical, Warning or Info
};

// Severities as the operator should see them: by rules, and by trees once there are enough outcomes. A value.
class Triage {
public:
    static constexpr std::size_t leastOutcomes = 100;
    static constexpr std::size_t leastOfEach = 10; // of each severity that came up, and of two at least

    // Trains when there are enough outcomes; else rules go on. May take a second for ten thousand: not on the GUI
    // thread.
    [[nodiscard]] static Triage from(const std::vector<Outcome> &outcomes, std::stop_token stop = {});

    [[nodiscard]] bool hasLearned() const { return m_trees.has_value(); }
    [[nodiscard]] Verdict judge(const ImpactFacts &facts) const;

private:
    std::optional<BoostedTrees> m_trees;
};

} // namespace wf::analysis
