// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/histogram/kahan.h"
#include "models/signals/nativehistogram.h"

#include <vector>

// One side of a histogram taken out of its spans, which makes merging two of them simple.
namespace wf::query {

struct IndexedCount {
    int index = 0;
    KahanSum count;
};
using Side = std::vector<IndexedCount>; // ascending by index

// Counts that the spans do not cover, or the other way round, are left out. `compensation` may be empty.
[[nodiscard]] Side sideOf(const std::vector<signals::BucketSpan> &spans, const std::vector<double> &counts,
                          const std::vector<double> &compensation = {});
void putSide(const Side &side, std::vector<signals::BucketSpan> &spans, std::vector<double> &counts);
[[nodiscard]] std::vector<double> compensationOf(const Side &side);
// Merges neighbours; toSchema <= fromSchema.
[[nodiscard]] Side reduced(const Side &side, int fromSchema, int toSchema);

} // namespace wf::query
