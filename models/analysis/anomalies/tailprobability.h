// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/anomalies/sortedwindow.h"

namespace wf::analysis {

// How rare a departure of this size has been: −log10 of its tail probability among the last ones. Below their 98 %
// point it is counted, above it an exponential tail is fitted to what exceeds that point (the peaks-over-threshold idea
// of SPOT, Siffert et al., KDD 2017, with shape zero: exceedances are few). Departures are counted after they have been
// judged.
class TailProbability {
public:
    explicit TailProbability(std::size_t window = 1000) : m_sizes(window) {}
    // 0 … 12; 0 while fewer than 20 were seen. `floor` is what counts as no departure at all.
    double judge(double departure, double floor);
    // The size that is exceeded with this probability; for bands.
    [[nodiscard]] double sizeAt(double probability) const;

private:
    struct Tail {
        double from;
        double mean;
    };
    [[nodiscard]] Tail tail() const;
    SortedWindow m_sizes;
};

} // namespace wf::analysis
