// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/series/blocks/seriesblockwriter.h"

namespace wf::store {

// SeriesBlock files hold runs this long at most: six hours at 15 s.
inline constexpr std::size_t longestRun = 1440;
inline constexpr std::size_t longestHistogramRun = 240;

// Tidy columns as runs; their places are added to `series`.
[[nodiscard]] base::Status writeRuns(const signals::RawSeries &columns, SeriesBlockWriter &writer,
                                     IndexedSeries &series);

// All samples of some blocks, earlier ones first where an instant is in two. Damaged chunks are left out and counted:
// the caller keeps such blocks as they are.
struct MergeOutcome {
    int damagedChunks = 0;
};
[[nodiscard]] base::Result<MergeOutcome> mergeBlocks(std::span<const SeriesBlockPtr> blocks, SeriesBlockWriter &writer,
                                                     const SeriesBlockMeta &meta, const std::stop_token &stop);

} // namespace wf::store
