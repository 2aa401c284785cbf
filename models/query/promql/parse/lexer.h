// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/text/textrange.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wf::query {

enum class Token {
    Eof,
    Error,
    Identifier,
    MetricIdentifier, // with a colon
    Number,
    Duration,
    String,
    LeftParen,
    RightParen,
    LeftBrace,
    RightBrace,
    LeftBracket,
    RightBracket,
    Comma,
    Colon,
    Equals, // =
    RegexEquals,
    RegexNotEquals,
    At,
    // Operators.
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Power,
    EqualEqual,
    NotEqual,
    LessEqual,
    Less,
    GreaterEqual,
    Greater,
    TrimUpper,
    TrimLower,
    And,
    Or,
    Unless,
    Atan2,
    // Keywords.
    Aggregator,
    By,
    Without,
    On,
    Ignoring,
    GroupLeft,
    GroupRight,
    Fill,
    FillLeft,
    FillRight,
    Bool,
    Offset,
    Smoothed,
    Anchored,
    Start,
    End,
    Step,
    Range,
    MaxOf,
    MinOf,
};

struct Lexeme {
    Token token = Token::Eof;
    TextRange range;
    std::string message; // of Token::Error
};

// Comments and blanks are left out. The last one is Eof or Error: nothing is read beyond an error.
[[nodiscard]] std::vector<Lexeme> lexPromql(std::string_view text);

// Whatever the case; nothing for plain words. "inf" and "nan" are numbers.
[[nodiscard]] std::optional<Token> keywordOf(std::string_view word);

// As messages name it: number "5", <op:and>, end of input.
[[nodiscard]] std::string describe(const Lexeme &lexeme, std::string_view text);

} // namespace wf::query
