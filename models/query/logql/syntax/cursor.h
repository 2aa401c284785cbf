// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/logql/syntax/lexer.h"

#include <algorithm>
#include <optional>

namespace wf::query::logql {

inline constexpr int deepestNesting = 200;
inline constexpr int mostJoins = 2000;

// The parser's place among the tokens, and the first thing that went wrong. After a problem everything is refused, so
// callers may look once at the end of a rule.
class Cursor {
public:
    explicit Cursor(const std::vector<Token> &tokens) : m_tokens(tokens) {}

    [[nodiscard]] const Token &peek(std::size_t ahead = 0) const
    {
        return m_tokens[std::min(m_pos + ahead, m_tokens.size() - 1)];
    }
    const Token &take()
    {
        const Token &token = peek();
        if (m_pos + 1 < m_tokens.size())
            ++m_pos;
        return token;
    }
    [[nodiscard]] bool isSign(std::string_view sign, std::size_t ahead = 0) const
    {
        return ok() && peek(ahead).kind == TokenKind::Sign && peek(ahead).text == sign;
    }
    // Words of the language in any case; labels are taken as written.
    [[nodiscard]] bool isWord(std::string_view word, std::size_t ahead = 0) const;
    bool takeSign(std::string_view sign);
    bool takeWord(std::string_view word);
    void expectSign(std::string_view sign);
    [[nodiscard]] std::string expectString();
    [[nodiscard]] std::string expectName();
    [[nodiscard]] std::vector<std::string> names(); // "(" a, b ")"

    [[nodiscard]] bool ok() const { return !m_error; }
    [[nodiscard]] const std::optional<base::Error> &error() const { return m_error; }
    void fail(Position at, const QString &what);
    void unexpected(const QString &wanted);

    // Operators make trees as deep as they are many.
    void countJoin();

    // Counts nesting while it lives.
    class Level {
    public:
        explicit Level(Cursor &cursor);
        ~Level() { --m_cursor.m_depth; }
        Level(const Level &) = delete;
        Level &operator=(const Level &) = delete;

    private:
        Cursor &m_cursor;
    };

private:
    const std::vector<Token> &m_tokens;
    std::size_t m_pos = 0;
    int m_depth = 0;
    int m_joins = 0;
    std::optional<base::Error> m_error;
};

} // namespace wf::query::logql
