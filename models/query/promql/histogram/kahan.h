// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <limits>

namespace wf::query {

// A sum with its compensation (Kahan's summation with Neumaier's improvement), as Prometheus adds: the rounding errors
// of many additions do not pile up. Must not be compiled with -ffast-math.
struct KahanSum {
    double sum = 0;
    double compensation = 0;

    void add(double value)
    {
        const double total = sum + value;
        if (std::abs(total) > std::numeric_limits<double>::max())
            compensation = 0;
        else if (std::abs(sum) >= std::abs(value))
            compensation += (sum - total) + value;
        else
            compensation += (value - total) + sum;
        sum = total;
    }
    [[nodiscard]] double value() const { return sum + compensation; }
};

} // namespace wf::query
