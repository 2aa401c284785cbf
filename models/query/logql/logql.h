// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/query/logql/linereader.h"
#include "models/query/logql/syntax/expr.h"
#include "models/query/logql/syntax/parser.h"
#include "models/query/logql/syntax/printer.h"
#include "models/signals/series.h"

#include <stop_token>
#include <string>
#include <string_view>

// LogQL as Loki 3.7 evaluates it, over any LineReader. Pure; any thread.
namespace wf::query {

using LogqlExpr = logql::Expr;

// Invalid with summary "line 1, column 5: …".
[[nodiscard]] base::Result<LogqlExpr> parseLogql(std::string_view text, logql::ParseOptions options = {});
[[nodiscard]] std::string printLogql(const LogqlExpr &expr);

struct LogsQuery {
    qint64 startNs = 0; // inclusive
    qint64 endNs = 0;   // exclusive
    LineOrder order = LineOrder::Backward;
    int limit = 1000;
};
// The newest (Backward) or oldest (Forward) `limit` lines in that order; lines of one instant are ordered by stream,
// then as they were read. `stream` holds what is left of the stream's labels, `metadata` structured metadata, parsed
// and formatted labels and __error__. completeness.truncated: there may be more lines. Errors: Invalid (a metric query,
// a pattern that cannot be compiled, a variable), Cancelled, whatever the reader fails with.
[[nodiscard]] base::Result<signals::LogAnswer> evaluateLogs(const LogqlExpr &expr, const LogsQuery &query,
                                                            const LineReader &reader, std::stop_token stop = {});

struct LogMetricQuery {
    qint64 startNs = 0; // first instant
    qint64 endNs = 0;   // last instant, inclusive
    qint64 stepNs = 0;  // 0: one instant, endNs
    // Bounds; TooLarge when one is passed.
    std::size_t mostSeries = 5000;
    std::size_t mostSamples = 50'000'000; // held at once by unwrapping aggregations
    std::size_t mostSteps = 11'000;
};
// Windows are (t - range, t]. Series sorted by labels (sort and sort_desc: by value). A pipeline error on any line is
// Invalid, as Loki says it: "pipeline error: …" (cured with | __error__="").
[[nodiscard]] base::Result<signals::QueryAnswer> evaluateLogMetric(const LogqlExpr &expr, const LogMetricQuery &query,
                                                                   const LineReader &reader, std::stop_token stop = {});

} // namespace wf::query
