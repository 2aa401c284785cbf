// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/traces/tracecondition.h"

#include <vector>

namespace wf::query {

// Empty: any.
struct SpanSelector {
    QString service;
    QString operation;
    [[nodiscard]] bool matches(const signals::Trace &trace, const signals::Span &span) const
    {
        return (service.isEmpty() || trace.service(span) == service) &&
               (operation.isEmpty() || span.operation == operation);
    }
};
enum class Comparison { Less, LessOrEqual, Greater, GreaterOrEqual };

struct TraceConditionNode {
    enum class Kind { And, Or, Not, Calls, Reaches, Has, ErrorUnder, Share, Duration, Spans };
    Kind kind = Kind::Has;
    std::vector<std::shared_ptr<const TraceConditionNode>> parts; // And, Or, Not
    SpanSelector first;
    SpanSelector second; // Calls, Reaches
    Comparison comparison = Comparison::Greater;
    double bound = 0; // Share: 0 to 1; Duration: nanoseconds; Spans: count
};
using NodePtr = std::shared_ptr<const TraceConditionNode>;

[[nodiscard]] base::Result<NodePtr> parseCondition(const QString &text);

} // namespace wf::query
