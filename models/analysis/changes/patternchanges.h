// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/logline.h"

#include <vector>

namespace wf::analysis {

// How many lines of each pattern came in a span of so many seconds.
struct PatternCounts {
    std::vector<signals::LogPattern> patterns; // equal patterns are added up
    double seconds = 0;                        // above 0
};

enum class PatternFate { New, Vanished, Surged, Fell };
struct PatternChange {
    QString pattern; // outside text
    signals::LogLevel level = signals::LogLevel::Unknown;
    PatternFate fate = PatternFate::New;
    double before = 0, within = 0; // lines a second
    qint64 linesBefore = 0, linesWithin = 0;
    double p = 1; // that a steady stream does this
    [[nodiscard]] double score() const;
};

// Patterns that are new, vanished, surged or fell: at least twice or half as many, told apart from chance by comparing
// two Poisson streams (conditional binomial, normal approximation of Przyborowski & Wilenski 1940 with lines counted
// as if they came in bursts of four, since log lines do) after Benjamini-Hochberg at `rate`. Strongest first.
[[nodiscard]] std::vector<PatternChange> changedPatterns(const PatternCounts &before, const PatternCounts &within,
                                                         double rate = 0.05);

} // namespace wf::analysis
