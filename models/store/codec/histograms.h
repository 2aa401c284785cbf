// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/nativehistogram.h"
#include "models/store/codec/bytes.h"

#include <span>
#include <vector>

namespace wf::store {

// A run of native histograms, bit-exact. Neighbours of the same shape (schema, zero threshold, spans, bounds) share it;
// their counts and sums are columns through encodeValues(), so that counters cost the bits of their differences.
//   count, times, then per shape: length, shape, reset hints, count, zero count, sum, one column a bucket
inline constexpr std::size_t maxChunkHistograms = 4096;
void encodeHistograms(std::span<const qint64> timesMs, std::span<const signals::NativeHistogramPtr> histograms,
                      ByteWriter &out);

// Appends to both columns. False, and the columns as before, when the bytes are damaged.
[[nodiscard]] bool decodeHistograms(ByteReader &in, std::vector<qint64> &timesMs,
                                    std::vector<signals::NativeHistogramPtr> &histograms);

// Null when it can be kept: as many counts as its spans hold, a schema that exists, at most 65,536 buckets. Else why
// not.
[[nodiscard]] const char *histogramFault(const signals::NativeHistogram &histogram);

// The same bits: unlike ==, NaNs are equal to themselves and 0 is not -0.
[[nodiscard]] bool sameBits(const signals::NativeHistogram &a, const signals::NativeHistogram &b);

} // namespace wf::store
