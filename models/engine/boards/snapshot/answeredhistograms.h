// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/rawseries.h"
#include "models/signals/series.h"

namespace wf::engine {

// Native histograms as they were kept, from the buckets that Prometheus' HTTP API answers of them. Bounds that are
// powers of 2^(2^-schema) are those of that schema; any others become custom ones, where neighbours that are empty
// cannot be told apart. Whose buckets fit neither (negative ones between custom bounds) is left out: `left` counts
// them. Pure; any thread.
[[nodiscard]] signals::RawSeries keptHistograms(const signals::HistogramSeries &answered, qint64 *left = nullptr);

} // namespace wf::engine
