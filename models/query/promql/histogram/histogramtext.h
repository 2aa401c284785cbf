// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/nativehistogram.h"

#include <string>
#include <string_view>

namespace wf::query {

// "{count:3, sum:4, (1,2]:3}": what people read, and the label that count_values gives a histogram.
[[nodiscard]] std::string histogramText(const signals::NativeHistogram &h);
// "{{schema:1 count:3 buckets:[1 2]}}": what the test language reads.
[[nodiscard]] std::string histogramLiteral(const signals::NativeHistogram &h);

// A literal of the test language, braces included. Errors: Invalid.
struct HistogramLiteral {
    signals::NativeHistogram histogram;
    bool saysResetHint = false;
};
[[nodiscard]] base::Result<HistogramLiteral> parseHistogramLiteral(std::string_view text);

} // namespace wf::query
