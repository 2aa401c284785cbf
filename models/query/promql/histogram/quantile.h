// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/nativehistogram.h"

#include <vector>

// Quantiles and shares out of histograms (Prometheus 3, promql/quantile.go).
namespace wf::query {

// A bucket of a classic histogram: its count includes all lower ones.
struct ClassicBucket {
    double upperBound = 0;
    double count = 0;
};
struct ClassicQuantile {
    double value = 0;
    bool wasForcedMonotonic = false; // a count was lower than its predecessor's, beyond rounding errors
    double minBucket = 0, maxBucket = 0, maxDifference = 0; // where
};
// Linear within a bucket. NaN without observations, with fewer than two buckets or without one up to +Inf; -Inf for
// q < 0, +Inf for q > 1. Buckets come in any order and are worked on in place.
[[nodiscard]] ClassicQuantile classicQuantile(double q, std::vector<ClassicBucket> &buckets);
// The share of observations between two values.
[[nodiscard]] double classicFraction(double lower, double upper, std::vector<ClassicBucket> &buckets);

// What is to be said about NaN among the observations, which no bucket holds.
enum class NanNote { None, ResultIsNan, ResultIsSkewed, Excluded };
struct NativeQuantile {
    double value = 0;
    NanNote note = NanNote::None;
};
// On a logarithmic scale within exponential buckets, linear in custom ones and in the zero bucket.
[[nodiscard]] NativeQuantile nativeQuantile(double q, const signals::NativeHistogram &h);
[[nodiscard]] NativeQuantile nativeFraction(double lower, double upper, const signals::NativeHistogram &h);
// Variance of the observations, taking each to lie in the middle of its bucket.
[[nodiscard]] double nativeVariance(const signals::NativeHistogram &h);

// Of plain values, between two of them a weighted average; sorts them. NaN counts as the lowest.
[[nodiscard]] double quantileOf(double q, std::vector<double> &values);

} // namespace wf::query
