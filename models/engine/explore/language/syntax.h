// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/expression.h"

#include <optional>
#include <string_view>

// PromQL's text for people who write it. Pure; any thread.
namespace wf::engine {

// What to colour, in order. What cannot be read, being half written, stays plain.
[[nodiscard]] std::vector<signals::SyntaxSpan> promqlSpans(const QString &text);

// What PromQL's parser and type checker say, at its place; nothing when it is a query.
[[nodiscard]] std::optional<signals::ExpressionMark> promqlError(const QString &text);

// The same query laid out over lines of at most `width` columns; placeholders stay. Invalid: it is none, or it has
// comments, which would be lost.
[[nodiscard]] base::Result<QString> formattedPromql(const QString &text, int width = 80);

// PromQL with comments: whatever is written anew from its tree loses them.
[[nodiscard]] bool hasComments(std::string_view text);

} // namespace wf::engine
