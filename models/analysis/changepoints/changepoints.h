// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstddef>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

// Where a series changed for good: offline, over the whole of it. Pure; any thread.
namespace wf::analysis {

// One setting serves all series; the figures it reaches are in docs/performance.md.
struct ChangeSettings {
    double falseShare = 0.002;  // of series without a change, how many may show one by chance (levels)
    double visibleShare = 0.01; // a change must explain this share of all variation …
    double noisePenalty = 5;    // … and this times the noise variance times ln n (trends)
    std::size_t shortest = 8;   // values between two changes
    std::size_t most = 20;      // more changes than this are how the series always behaves
};

// Independent noise around levels is judged by ranks, everything that wanders or climbs by broken lines.
enum class ChangeModel { Levels, Trends };

struct ChangePoint {
    std::size_t index = 0; // first value after the change
    double before = 0;     // median of the segment before, or where its line ends
    double after = 0;      // median of the segment after, or where its line begins
    double shift = 0;      // Hodges–Lehmann over both segments (levels), after − before (trends)
    double shiftLow = 0;   // 95 % interval
    double shiftHigh = 0;
    std::optional<double> percent; // shift in percent of |before|; nothing when that is zero
    double inNoise = 0;            // |shift| in standard deviations of the noise within segments; 0 when there is none
    double p = 1; // Mann–Whitney, two-sided, both segments (levels) or their departures from the first line
    bool byPelt = false;
    bool byEnergy = false; // E-Divisive
    bool bySplit = false;  // binary segmentation
    [[nodiscard]] int votes() const { return int{byPelt} + int{byEnergy} + int{bySplit}; }
};

enum class ChangeAnswer {
    Judged,
    NoValues,  // nothing usable
    TooShort,  // not two segments
    Constant,  // one value throughout
    Habitual,  // it changes so often that this is how it behaves
    Cancelled, // asked to stop
};

struct ChangePoints {
    ChangeAnswer answer = ChangeAnswer::Judged;
    ChangeModel model = ChangeModel::Levels;
    std::size_t season = 0;          // period that was taken out, in values; 0 = none
    std::size_t missing = 0;         // values that were NaN, infinite or broken
    std::vector<ChangePoint> points; // ascending
};

// Several series of equal length change together (the figures are those of the first).
[[nodiscard]] ChangePoints findChangePoints(std::span<const std::vector<double>> series,
                                            const ChangeSettings &settings = {}, const std::stop_token &stop = {});
[[nodiscard]] ChangePoints findChangePoints(const std::vector<double> &values, const ChangeSettings &settings = {},
                                            const std::stop_token &stop = {});

// One plain sentence about an answer without change points, or about how many there are.
[[nodiscard]] QString changeSentence(const ChangePoints &found);

} // namespace wf::analysis
