// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/expression.h"

#include <optional>
#include <vector>

// What people write in the rule editor: its colours, and where it is wrong. Pure; any thread.
namespace wf::engine {

// Keys, strings, numbers and comments of YAML, line by line; also of a text that cannot be read (yet).
[[nodiscard]] std::vector<signals::SyntaxSpan> yamlSpans(const QString &text);
// What keeps an expression from being one of a rule; nothing when nothing does.
[[nodiscard]] std::optional<signals::ExpressionMark> ruleExpressionError(const QString &expr);
// The place that a line and a column (from 1, in characters) name; the end of the text when it is shorter.
[[nodiscard]] int placeIn(const QString &text, int line, int column);

} // namespace wf::engine
