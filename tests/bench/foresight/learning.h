// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace wf::bench {

// Minutes of one series as operations have them, the same for a seed: by turns requests with a day and a week, a share
// of errors that is mostly zero, durations, a pool in whole numbers, and a memory that grows; all with noise that
// remembers and a spike now and then.
[[nodiscard]] std::vector<double> operationsMinutes(std::uint64_t seed, std::size_t minutes);

// What learning a month of minutes costs: each of `series` is scored from its first sample to its last and trained on
// its last three days, as the engine does when it learns anew.
void learnMonths(int series);

} // namespace wf::bench
