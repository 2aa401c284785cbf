// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/base/timerange.h"
#include "models/signals/logline.h"
#include "models/signals/series.h"
#include "models/wire/limits.h"

#include <QStringList>

#include <string_view>
#include <variant>
#include <vector>

// Bodies of Loki's HTTP API and tail (protocols.md 5). Pure functions, any thread. Errors: what the envelope says,
// NotUnderstood, TooLarge; for failing statuses (text bodies) use wire::failureOf(). Metric queries, labels, series,
// rules and buildinfo have Prometheus' shapes: use wire::prometheus.
namespace wf::wire::loki {

enum class Order { NewestFirst, OldestFirst };

// streams of query_range and query: all streams merged by time. With categorised labels `stream` holds the index labels
// and `metadata` structured metadata and parsed fields; without, all of them are in `stream`.
[[nodiscard]] base::Result<signals::LogAnswer> decodeStreams(std::string_view body, Order order,
                                                             const Limits &limits = {});

// Either lines or, for a metric query, series.
[[nodiscard]] base::Result<std::variant<signals::LogAnswer, signals::QueryAnswer>>
decodeQuery(std::string_view body, Order order, const Limits &limits = {});

// One text frame of the tail.
struct TailFrame {
    std::vector<signals::LogLine> lines; // ascending by time
    qint64 dropped = 0;                  // entries the server could not send in time
    base::TimeRange droppedRange;
};
[[nodiscard]] base::Result<TailFrame> decodeTailFrame(std::string_view text, const Limits &limits = {});

// From `sum by (detected_level) (count_over_time(… [step]))` evaluated at start+step, start+2·step …: bucket i counts
// (start+i·step, start+(i+1)·step].
[[nodiscard]] signals::LogVolume toVolume(const signals::QueryAnswer &answer, base::TimeRange range, qint64 stepNs);

[[nodiscard]] base::Result<std::vector<signals::LogPattern>> decodePatterns(std::string_view body,
                                                                            const Limits &limits = {});
[[nodiscard]] base::Result<std::vector<signals::LogField>> decodeDetectedFields(std::string_view body,
                                                                                const Limits &limits = {});
[[nodiscard]] base::Result<QStringList> decodeFieldValues(std::string_view body, const Limits &limits = {});
[[nodiscard]] base::Result<QStringList> decodeDetectedLabels(std::string_view body, const Limits &limits = {});

struct IndexStats {
    qint64 streams = 0, chunks = 0, bytes = 0, entries = 0;
};
[[nodiscard]] base::Result<IndexStats> decodeIndexStats(std::string_view body);

} // namespace wf::wire::loki
