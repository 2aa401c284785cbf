// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/query/logql/syntax/expr.h"

#include <string>
#include <string_view>
#include <vector>

namespace wf::query::logql {

enum class TokenKind { End, Word, String, Number, Duration, Bytes, Range, Variable, Flag, Sign };

struct Token {
    TokenKind kind = TokenKind::End;
    std::string text;  // Word as written; String unescaped; Sign "|=", "{" …; Flag "--strict"; Variable "$x"
    double number = 0; // Number, Bytes
    Span span;         // Duration, Range
    Position at;
};

// The last token is End. Comments run from # to the end of their line. Invalid: a string that does not end, a bad
// escape, a range that is no time span, a character that means nothing.
[[nodiscard]] base::Result<std::vector<Token>> tokenize(std::string_view text);

[[nodiscard]] base::Error errorAt(Position at, const QString &what);

} // namespace wf::query::logql
