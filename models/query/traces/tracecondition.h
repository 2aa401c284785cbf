// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/trace.h"

#include <QString>

#include <memory>

namespace wf::query {

struct TraceConditionNode;

// What a trace as a whole must look like, for trace search.
//   checkout calls payment               a span of payment right below one of checkout
//   checkout reaches database:SELECT     … anywhere below; service:operation, "*" is any, texts with spaces in quotes
//   has payment:charge                   such a span is there
//   error under checkout                 a failed span at or below one of checkout
//   share of database > 40%              the part of the trace's time that its spans cover together
//   duration of payment >= 250ms         one of its spans takes so long
//   spans > 100                          of the whole trace
// joined by and, or, not and parentheses; words in any case. Immutable, any thread.
class TraceCondition {
public:
    // Invalid: says at which character what was expected. At most 4000 characters, 64 levels deep.
    [[nodiscard]] static base::Result<TraceCondition> parse(const QString &text);
    // `trace` is arranged.
    [[nodiscard]] bool matches(const signals::Trace &trace) const;
    // Canonical; parses to the same condition.
    [[nodiscard]] QString text() const;

private:
    explicit TraceCondition(std::shared_ptr<const TraceConditionNode> root) : m_root(std::move(root)) {}
    std::shared_ptr<const TraceConditionNode> m_root;
};

} // namespace wf::query
