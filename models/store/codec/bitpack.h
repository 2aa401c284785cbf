// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/codec/bytes.h"

#include <cstdint>
#include <span>
#include <vector>

namespace wf::store {

// Packs whole numbers in blocks of 128. Each block chooses the smallest of
//   0 frame of reference: value - lowest value
//   1 frame of reference of the differences (counters)
//   2 patched zig-zag differences: rare large ones are listed aside (flat lines with steps)
//   3 as they are, 8 bytes each
// Block: header byte (kind << 6 | bits a value), then by kind: base(s) as svarint, exceptions, bits (least first).
// Lemire & Boytsov, "Decoding billions of integers per second through vectorization" (2015): FOR, PFOR.
void packNumbers(std::span<const qint64> values, ByteWriter &out);

// Appends exactly `count` numbers, or fails the reader.
void unpackNumbers(ByteReader &in, std::size_t count, std::vector<qint64> &out);

} // namespace wf::store
