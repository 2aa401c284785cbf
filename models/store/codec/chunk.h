// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/codec/bytes.h"

#include <QtGlobal>

#include <span>
#include <vector>

namespace wf::store {

// One run of samples, bit-exact: NaN payloads, staleness markers, infinities, -0 and subnormals come back as they were.
//   times   t0 + i*step when regular; else runs of t0 + i*step + jitter; else differences of differences
//   values  constant; exact decimals (v = integer / 10^e) with odd values listed aside; else the bits in numeric order
// and all columns of whole numbers go through packNumbers(). Afroozeh & Boncz, "ALP: Adaptive lossless floating-point
// compression" (SIGMOD 2024) for the decimals. Times in milliseconds, any order, any distance.
// At most 2^20 samples a chunk; the columns have equal length.
inline constexpr std::size_t maxChunkSamples = std::size_t(1) << 20;
void encodeChunk(std::span<const qint64> timesMs, std::span<const double> values, ByteWriter &out);

// Appends to both columns. False, and the columns as before, when the bytes are damaged.
[[nodiscard]] bool decodeChunk(ByteReader &in, std::vector<qint64> &timesMs, std::vector<double> &values);

// The two halves of a chunk by themselves, for records of another shape. The count is the caller's to keep; at most
// maxChunkSamples. Decoding appends `count` items, or fails the reader.
void encodeTimes(std::span<const qint64> timesMs, ByteWriter &out);
void decodeTimes(ByteReader &in, std::size_t count, std::vector<qint64> &timesMs);
void encodeValues(std::span<const double> values, ByteWriter &out);
void decodeValues(ByteReader &in, std::size_t count, std::vector<double> &values);

} // namespace wf::store
