// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/parse/parts.h"

#include "models/query/promql/parse/lexer.h"

#include <algorithm>
#include <optional>

namespace wf::query {

namespace {

class Sorter {
public:
    Sorter(std::string_view text, std::vector<Lexeme> lexemes) : m_text(text), m_lexemes(std::move(lexemes)) {}

    std::vector<PromqlPart> all()
    {
        for (std::size_t i = 0; i < m_lexemes.size(); ++i) {
            const Lexeme &one = m_lexemes[i];
            addComments(one.range.start);
            m_end = one.range.end;
            if (one.token == Token::Eof || one.token == Token::Error)
                break;
            follow(i);
            if (const auto kind = kindOf(i))
                m_parts.push_back({*kind, one.range});
        }
        addComments(m_text.size());
        return std::move(m_parts);
    }

private:
    // Comments are what the lexer skips.
    void addComments(std::size_t until)
    {
        while (m_end < until) {
            const auto hash = m_text.find('#', m_end);
            if (hash == std::string_view::npos || hash >= until)
                return;
            m_end = std::min(m_text.find('\n', hash), m_text.size());
            m_parts.push_back({PromqlPartKind::Comment, {hash, m_end}});
        }
    }

    // Names in braces and behind by, without, on, ignoring and group_… are labels.
    void follow(std::size_t i)
    {
        const Token token = m_lexemes[i].token;
        if (token == Token::LeftBrace)
            m_inBraces = true;
        else if (token == Token::RightBrace)
            m_inBraces = false;
        else if (token == Token::LeftParen && i > 0 && takesLabels(m_lexemes[i - 1].token))
            m_inList = true;
        else if (token == Token::RightParen)
            m_inList = false;
    }

    static bool takesLabels(Token token)
    {
        return token == Token::By || token == Token::Without || token == Token::On || token == Token::Ignoring ||
               token == Token::GroupLeft || token == Token::GroupRight;
    }

    [[nodiscard]] std::optional<PromqlPartKind> kindOf(std::size_t i) const
    {
        const Token token = m_lexemes[i].token;
        const Token next = i + 1 < m_lexemes.size() ? m_lexemes[i + 1].token : Token::Eof;
        switch (token) {
        case Token::Number:
        case Token::Duration:
            return PromqlPartKind::Number;
        case Token::String:
            return PromqlPartKind::String;
        case Token::LeftParen:
        case Token::RightParen:
        case Token::LeftBrace:
        case Token::RightBrace:
        case Token::LeftBracket:
        case Token::RightBracket:
        case Token::Comma:
        case Token::Colon:
            return std::nullopt;
        case Token::Identifier:
        case Token::MetricIdentifier:
            if (m_inBraces || m_inList)
                return PromqlPartKind::Label;
            return next == Token::LeftParen ? PromqlPartKind::Function : PromqlPartKind::Metric;
        case Token::And:
        case Token::Or:
        case Token::Unless:
            return PromqlPartKind::Keyword;
        default:
            if (m_inBraces && token > Token::Atan2)
                return PromqlPartKind::Label; // a label may be called like a keyword
            return token <= Token::Atan2 ? PromqlPartKind::Operator : PromqlPartKind::Keyword;
        }
    }

    std::string_view m_text;
    std::vector<Lexeme> m_lexemes;
    std::vector<PromqlPart> m_parts;
    std::size_t m_end = 0;
    bool m_inBraces = false;
    bool m_inList = false;
};

} // namespace

std::vector<PromqlPart> promqlParts(std::string_view text)
{
    return Sorter(text, lexPromql(text)).all();
}

} // namespace wf::query
