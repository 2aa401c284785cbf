// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/query/logql/template/value.h"

#include <string>
#include <string_view>
#include <vector>

namespace wf::query::logql {

struct Lexeme {
    enum class Kind { End, Word, Field, Variable, Constant, Sign }; // Field ".a", Sign ( ) | , := =
    Kind kind = Kind::End;
    std::string text; // Field without its dot ("" for "." alone), Variable with its "$"
    Value constant;
    bool isApart = true; // a blank stands before it
};
// The inside of an action.
[[nodiscard]] base::Result<std::vector<Lexeme>> lexAction(std::string_view action);

// Text and actions in turn, trim marks obeyed, comments gone.
struct TemplatePart {
    bool isAction = false;
    std::string text;
};
[[nodiscard]] base::Result<std::vector<TemplatePart>> splitTemplate(std::string_view text);

} // namespace wf::query::logql
