// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/base/result.h"
#include "models/query/promql/parse/expr.h"

#include <string>
#include <string_view>

// Text of PromQL to a tree and back (prometheus.io/docs/prometheus/latest/querying/basics). Pure, any thread.
namespace wf::query {

// What Prometheus 3 understands only behind feature flags. The default is a Prometheus without flags.
struct ParseOptions {
    bool experimentalFunctions = false; // limitk, limit_ratio, info(), mad_over_time …
    bool durationExpressions = false;   // [5m * 2], offset (step() + 1m)
    bool extendedRanges = false;        // anchored, smoothed
    bool fillModifiers = false;         // fill, fill_left, fill_right
    [[nodiscard]] static ParseOptions everything() { return {true, true, true, true}; }
};

struct SyntaxError {
    TextRange range;
    LineColumn start;
    std::string message; // without the position
};

// Errors: Invalid, "1:17: parse error: …" as Prometheus writes it; `where`, when given, says where to mark the text.
// TooLarge for text beyond 1 MiB or nested beyond all reason.
[[nodiscard]] base::Result<ExprPtr> parsePromql(std::string_view text, const ParseOptions &options = {},
                                                SyntaxError *where = nullptr);
// The canonical text on one line, as Prometheus' own String(); parsing it gives the same tree.
[[nodiscard]] std::string printPromql(const Expr &expr);
// The same over several lines, when it does not fit into `width` columns.
[[nodiscard]] std::string prettyPromql(const Expr &expr, std::size_t width = 100);

// The labels of one series: name{a="b"}, {"quoted name", a="b"}. Errors as above.
[[nodiscard]] base::Result<base::Labels> parseSeriesLabels(std::string_view text);
// A selector alone, as match[] of the series API takes it.
[[nodiscard]] base::Result<std::vector<signals::LabelMatcher>> parseSelector(std::string_view text);

} // namespace wf::query
