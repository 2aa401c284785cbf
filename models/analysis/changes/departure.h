// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace wf::analysis {

enum class ChangeKind { Shifted, Appeared, Vanished };

// How far the samples of a window lie from those of its baseline.
struct Departure {
    ChangeKind kind = ChangeKind::Shifted;
    double before = 0, within = 0; // medians; NaN where there are no samples
    double size = 0;               // distance of the medians in robust standard deviations, signed; 0 unless Shifted
    double effect = 0;       // Cliff's delta, −1…1: how sure a sample of the window is above one of the baseline
    double p = 1;            // that chance alone does this; 0 unless Shifted: presence is a fact, not a sample
    bool isOfGrowth = false; // the series only ever grows (or falls): its steps were compared, not its values
    [[nodiscard]] double score() const; // what is ranked by, 0 or more
};

// `values` on one grid, NaN where there is no sample; the window begins at `first`. Mann-Whitney (ties corrected) and
// Kolmogorov-Smirnov, the smaller p doubled, both with as many samples as count after the autocorrelation of lag one
// on either side (Bayley & Hammersley 1946). The unit of `size` is the widest of the MAD, the interquartile range, how
// far the baseline wandered by itself over spans as long as the window, and a twentieth of the usual value.
// None when neither side can be told: fewer than four samples in the window or eight in the baseline, and no
// appearing or vanishing either.
[[nodiscard]] std::optional<Departure> departure(std::span<const double> values, std::size_t first);

// What a counter grew from each sample to the next, per second; a fall is a restart from zero. The first is NaN, and
// so is one after a gap.
[[nodiscard]] std::vector<double> growthOf(std::span<const double> counter, double stepSeconds);

} // namespace wf::analysis
