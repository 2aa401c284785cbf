// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/promtext/promtext.h"

// What /metrics answers as application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;
// encoding=delimited: families of prometheus/client_model's metrics.proto, each behind its length as a varint. The only
// exposition that carries native histograms (protocols.md 1.9). Pure, any thread.
namespace wf::wire {

// Of a histogram that is both, native and with classic buckets: which one counts.
enum class HistogramChoice { Native, Both };

// Classic histograms and summaries become the series the text formats have: foo_bucket{le}, foo_sum, foo_count,
// foo{quantile}. Errors: NotUnderstood with the family and where it begins, TooLarge. A scrape is taken as a whole or
// not at all.
[[nodiscard]] base::Result<Exposition> decodeProtoExposition(std::string_view bytes, const Limits &limits = {},
                                                             HistogramChoice choice = HistogramChoice::Native);

} // namespace wf::wire
