// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/template/engine/limits.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wf::query::tmpl {

struct Token {
    enum class Kind {
        Text,       // outside actions
        Open,       // {{
        Close,      // }}
        Word,       // function, keyword, true, false, nil
        Variable,   // $x, text without the dollar
        Field,      // .x, text without the dot
        Dot,        // . alone
        Number,     // as written
        Character,  // 'x', as written
        String,     // decoded
        Pipe,       // |
        OpenParen,  // (
        CloseParen, // )
        Declare,    // :=
        Assign,     // =
        Comma,      // ,
        End,
    };
    Kind kind = Kind::End;
    std::string text;
    std::size_t offset = 0;
    bool spaceBefore = false;
};

// Tokens of a whole template, trim markers applied and comments left out. Nothing and *problem when it cannot be read.
[[nodiscard]] std::optional<std::vector<Token>> readTokens(std::string_view text, TemplateProblem *problem);

} // namespace wf::query::tmpl
