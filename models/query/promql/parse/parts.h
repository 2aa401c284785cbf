// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/text/textrange.h"

#include <string_view>
#include <vector>

namespace wf::query {

// What a piece of PromQL is, for colouring it while somebody writes.
enum class PromqlPartKind { Keyword, Function, Metric, Label, Number, String, Operator, Comment };
struct PromqlPart {
    PromqlPartKind kind;
    TextRange range;
};
// In the order of the text; brackets and blanks are no parts. Text that cannot be read further ends the list, comments
// excepted. Pure; any thread.
[[nodiscard]] std::vector<PromqlPart> promqlParts(std::string_view text);

} // namespace wf::query
