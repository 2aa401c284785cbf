// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/query/promql/parse/functions.h"
#include "models/signals/labelmatcher.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <variant>
#include <vector>

// A query as steps one can pick: a metric, conditions, and what is done with it from the inside out. Pure; any thread.
namespace wf::engine {

struct BuiltCondition {
    QString label;
    signals::LabelMatcher::Op op = signals::LabelMatcher::Op::Equal;
    QString value;
    friend bool operator==(const BuiltCondition &, const BuiltCondition &) = default;
};

// rate(… [range]), abs(…), clamp_max(…, 5), histogram_quantile(0.99, …): numbers in front of and behind the inner part.
struct BuiltCall {
    QString function;
    QString range; // "5m" or a placeholder; only the innermost step may have one
    std::vector<double> before, behind;
    friend bool operator==(const BuiltCall &, const BuiltCall &) = default;
};
struct BuiltAggregation {
    QString op;                  // "sum"
    std::optional<double> param; // topk, quantile …
    bool isWithout = false;
    QStringList labels;
    friend bool operator==(const BuiltAggregation &, const BuiltAggregation &) = default;
};
// … * 100, … > bool 5.
struct BuiltArithmetic {
    QString op;
    double number = 0;
    bool returnsBool = false;
    friend bool operator==(const BuiltArithmetic &, const BuiltArithmetic &) = default;
};
using BuiltStep = std::variant<BuiltCall, BuiltAggregation, BuiltArithmetic>;

struct BuiltQuery {
    QString metric;
    std::vector<BuiltCondition> conditions;
    QString offset;               // "1d"; empty: none
    std::vector<BuiltStep> steps; // innermost first
    friend bool operator==(const BuiltQuery &, const BuiltQuery &) = default;
};

// All of it, also what is wrong (builtproblems.h).
[[nodiscard]] QString textOf(const BuiltQuery &query);

// Invalid, saying what the builder has no words for: such a query stays text. What it answers means the same as the
// text, proven by comparing the trees of both; values that are no regular expressions, where one is wanted, stay
// values.
[[nodiscard]] base::Result<BuiltQuery> builtFrom(const QString &text);

} // namespace wf::engine
