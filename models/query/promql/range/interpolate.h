// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/notes/annotation.h"
#include "models/signals/nativehistogram.h"

#include <optional>
#include <string_view>

// Values between two samples, for the "anchored" and "smoothed" ranges of Prometheus 3.
namespace wf::query {

// On the line from (t1, v1) to (t2, v2). A counter that fell is taken to have begun anew at zero.
[[nodiscard]] double interpolated(qint64 t1, double v1, qint64 t2, double v2, qint64 at, bool isCounter);
// Nothing, and said so, when the two have different kinds of buckets.
[[nodiscard]] std::optional<signals::NativeHistogram>
interpolated(qint64 t1, const signals::NativeHistogram &h1, qint64 t2, const signals::NativeHistogram &h2, qint64 at,
             bool isCounter, std::string_view metricName, TextRange where, Annotations &annotations);
} // namespace wf::query
