// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/nativehistogram.h"

#include <optional>

// What can be calculated with native histograms (Prometheus 3, model/histogram.FloatHistogram). Operands may differ in
// schema, zero bucket and custom bounds: the result has what both can express.
namespace wf::query {

// What happened besides the addition.
struct Combination {
    bool hintsCollided = false;    // one had a counter reset, the other certainly none: the hint is unknown now
    bool boundsReconciled = false; // custom bounds differed: only the common ones are left
};
// Into h. Nothing, and h unchanged, when one has exponential and the other custom buckets.
[[nodiscard]] std::optional<Combination> add(signals::NativeHistogram &h, const signals::NativeHistogram &other);
[[nodiscard]] std::optional<Combination> subtract(signals::NativeHistogram &h, const signals::NativeHistogram &other);
// A sum of many, each field and bucket compensated (kahan.h).
struct CompensatedHistogram {
    signals::NativeHistogram sum;
    std::optional<signals::NativeHistogram> compensation; // of the same layout as the sum
};
[[nodiscard]] std::optional<Combination> add(CompensatedHistogram &to, const signals::NativeHistogram &other);
// The sum with its compensation added.
[[nodiscard]] signals::NativeHistogram settled(CompensatedHistogram sum);

// A negative factor makes a gauge of it.
void multiply(signals::NativeHistogram &h, double factor);
void divide(signals::NativeHistogram &h, double by); // by zero leaves no buckets

// Without empty buckets and with the fewest spans.
void compact(signals::NativeHistogram &h);
// With empty buckets put between them, so that one span a side is left.
void joinSpans(signals::NativeHistogram &h);
// A copy of lower resolution; toSchema <= h.schema, neither of custom buckets.
[[nodiscard]] signals::NativeHistogram withSchema(const signals::NativeHistogram &h, int toSchema);

// h cannot be the continuation of `previous`: the counter began anew. Hints decide where there are any.
[[nodiscard]] bool detectsReset(const signals::NativeHistogram &h, const signals::NativeHistogram &previous);
// The same data, bit for bit; hints do not matter.
[[nodiscard]] bool isSame(const signals::NativeHistogram &a, const signals::NativeHistogram &b);
[[nodiscard]] bool hasOverflow(const signals::NativeHistogram &h);

} // namespace wf::query
