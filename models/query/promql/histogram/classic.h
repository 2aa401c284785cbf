// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/nativehistogram.h"

#include <optional>
#include <string>
#include <vector>

namespace wf::query {

// The buckets of a classic histogram at one instant, as they come in, made into a native one with custom bounds
// (Prometheus' convert_classic_histograms_to_nhcb).
class ClassicHistogram {
public:
    // `le` as a number; counts include all lower buckets.
    void setBucket(double upperBound, double count);
    void setCount(double count);
    void setSum(double sum) { m_sum = sum; }
    // Nothing, with error() saying why, when the counts contradict each other.
    [[nodiscard]] std::optional<signals::NativeHistogram> convert();
    [[nodiscard]] const std::string &error() const { return m_error; }

private:
    struct Bucket {
        double upperBound = 0;
        double count = 0;
    };
    std::vector<Bucket> m_buckets;
    std::optional<double> m_count;
    double m_sum = 0;
    std::string m_error;
};

} // namespace wf::query
