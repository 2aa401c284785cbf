// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/triage/impact.h"

namespace wf::analysis {

struct Verdict {
    signals::Severity severity = signals::Severity::Unknown; // Critical, Warning or Info
    double confidence = 0;                                   // 0 to 1; of rules: how far from the next severity
    QStringList reasons;                                     // at most three, strongest first
    bool learned = false;                                    // by trees from outcomes; else by rules
};

// Points for impact, taken away for a past in which nobody had to act: what holds until there are outcomes to learn
// from.
[[nodiscard]] Verdict severityByRules(const ImpactFacts &facts);

} // namespace wf::analysis
