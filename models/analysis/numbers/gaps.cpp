// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/numbers/gaps.h"

#include <cmath>

namespace wf::analysis {

bool isUsable(double value)
{
    return std::abs(value) <= largestValue; // false for NaN
}

Filled filled(std::span<const double> values)
{
    Filled out;
    out.values.assign(values.begin(), values.end());
    const std::size_t n = values.size();
    std::size_t last = n; // the newest usable value so far
    for (std::size_t i = 0; i < n; ++i) {
        if (!isUsable(values[i])) {
            ++out.missing;
            continue;
        }
        const double from = last == n ? values[i] : values[last];
        const std::size_t start = last == n ? 0 : last + 1;
        const double width = last == n ? 1 : static_cast<double>(i - last);
        for (std::size_t k = start; k < i; ++k)
            out.values[k] = last == n ? from : from + (values[i] - from) * (static_cast<double>(k - last) / width);
        last = i;
    }
    if (last == n) {
        out.values.clear();
        return out;
    }
    for (std::size_t k = last + 1; k < n; ++k)
        out.values[k] = values[last];
    return out;
}

} // namespace wf::analysis
