// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/base/result.h"
#include "models/signals/nativehistogram.h"

#include <optional>
#include <string_view>
#include <vector>

namespace wf::query {

// One value of a sequence like "1+2x3 _ stale {{count:1}}".
struct SequenceValue {
    std::optional<double> number; // a staleness marker for "stale"
    signals::NativeHistogramPtr histogram;
    bool saysResetHint = false;
    [[nodiscard]] bool isOmitted() const { return !number && !histogram; }
};
struct SeriesLine {
    base::Labels labels;
    std::vector<SequenceValue> values;
};
// A line of "load" or of an expectation: series, blanks, values. Errors: Invalid.
[[nodiscard]] base::Result<SeriesLine> parseSeriesLine(std::string_view line);

// "series@st -1m 30s+1mx3 _": when the counters of the next line's samples began, in milliseconds from each sample.
struct StartLine {
    base::Labels labels;
    std::vector<std::optional<qint64>> offsetsMs;
};
[[nodiscard]] bool isStartLine(std::string_view line);
[[nodiscard]] base::Result<StartLine> parseStartLine(std::string_view line);

} // namespace wf::query
