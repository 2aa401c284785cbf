// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/series/blocks/seriesblockwriter.h"

#include <functional>

namespace wf::store {

// SeriesBlock files hold runs this long at most: six hours at 15 s.
inline constexpr std::size_t longestRun = 1440;
inline constexpr std::size_t longestHistogramRun = 240;

// Tidy columns as runs; their places are added to `series`.
[[nodiscard]] base::Status writeRuns(const signals::RawSeries &columns, SeriesBlockWriter &writer,
                                     IndexedSeries &series);

// All samples of some blocks, earlier ones first where an instant is in two. Damaged chunks are left out and counted:
// the caller keeps such blocks as they are.
// `keep` (may be empty) says which series stay.
struct MergeOutcome {
    int damagedChunks = 0;
    qint64 series = 0;
};
using KeepSeries = std::function<bool(const SeriesIndex &index, quint32 series)>;
[[nodiscard]] base::Result<MergeOutcome> mergeBlocks(std::span<const SeriesBlockPtr> blocks, SeriesBlockWriter &writer,
                                                     const SeriesBlockMeta &meta, const std::stop_token &stop,
                                                     const KeepSeries &keep = {});

} // namespace wf::store
