// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/rawseries.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace wf::store {

// A sealed run of one series: its bytes and what must be known without opening them.
struct ChunkRun {
    bool isHistogram = false;
    qint64 minMs = 0;
    qint64 maxMs = 0;
    quint32 samples = 0;
    std::string bytes;
};
using ChunkRunPtr = std::shared_ptr<const ChunkRun>;

// Ascending columns, 1 to maxChunkSamples (maxChunkHistograms) long.
[[nodiscard]] ChunkRun sealRun(std::span<const qint64> timesMs, std::span<const double> values);
[[nodiscard]] ChunkRun sealRun(std::span<const qint64> timesMs, std::span<const signals::NativeHistogramPtr> values);

// Appends to the columns of the kind. False when the bytes are damaged or hold another number of samples.
[[nodiscard]] bool openRun(bool isHistogram, quint32 samples, std::string_view bytes, signals::RawSeries &out);

// Cuts the columns to the range, puts them in order of time and leaves of each instant the sample added last.
void tidyColumns(signals::RawSeries &series, qint64 startMs, qint64 endMs);

} // namespace wf::store
