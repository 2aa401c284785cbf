// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/signals/nativehistogram.h"

#include <bit>
#include <vector>

namespace wf::signals {

// The NaN with which Prometheus ends a series (model/value.StaleNaN). Told apart from other NaNs by its bits.
inline constexpr quint64 staleMarkerBits = 0x7ff0000000000002;
[[nodiscard]] inline double staleMarker()
{
    return std::bit_cast<double>(staleMarkerBits);
}
[[nodiscard]] inline bool isStaleMarker(double value)
{
    return std::bit_cast<quint64>(value) == staleMarkerBits;
}

// A series as it was collected, before any query: every sample, staleness markers included. Each pair of columns is
// ascending and unique in time (UTC milliseconds); no instant is in both pairs.
struct RawSeries {
    base::Labels labels; // with __name__
    std::vector<qint64> timesMs;
    std::vector<double> values;
    std::vector<qint64> histogramTimesMs;
    std::vector<NativeHistogramPtr> histograms; // one whose sum is a stale marker ends the series
    // When the counter of each sample began, as OpenMetrics' created lines and OTLP say it; 0: unknown. Empty or
    // parallel to timesMs and histogramTimesMs.
    std::vector<qint64> startTimesMs;
    std::vector<qint64> histogramStartTimesMs;
};

} // namespace wf::signals
