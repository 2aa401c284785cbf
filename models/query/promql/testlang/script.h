// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/testlang/seriesline.h"

#include <re2/re2.h>

#include <memory>
#include <string>
#include <variant>
#include <vector>

// Prometheus' test language (promql/promqltest/README.md): load samples, evaluate, say what is expected.
namespace wf::query {

struct ClearCommand {};
struct LoadCommand {
    struct Series {
        SeriesLine line;
        std::vector<std::optional<qint64>> startOffsetsMs; // empty or one a value
    };
    qint64 stepMs = 0;
    bool withNativeHistograms = false; // classic ones are loaded as native ones as well
    std::vector<Series> series;
};

// A text that a message must be, or a pattern that it must contain.
struct ExpectedMessage {
    std::string text;
    std::shared_ptr<const re2::RE2> pattern; // null: the text, exactly
    [[nodiscard]] bool fits(const std::string &message) const;
};
struct EvalCommand {
    int line = 0; // in the file, from 1
    std::string expr;
    bool isRange = false;
    qint64 startMs = 0, endMs = 0, stepMs = 0; // an instant query has its time in startMs
    // What is expected.
    bool isOrdered = false, fails = false, warnsSomehow = false, informsSomehow = false;
    bool forbidsWarnings = false, forbidsInfos = false;
    std::vector<ExpectedMessage> failures, warnings, infos;
    std::optional<double> scalar;
    std::optional<std::string> string;
    struct RangeVector {
        qint64 startMs = 0, endMs = 0, stepMs = 0;
    };
    std::optional<RangeVector> rangeVector;
    std::vector<SeriesLine> series; // in the order of the file
};
using TestCommand = std::variant<ClearCommand, LoadCommand, EvalCommand>;

// Errors: Invalid, beginning with the line's number.
[[nodiscard]] base::Result<std::vector<TestCommand>> parseTestScript(std::string_view text);

} // namespace wf::query
