// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/template/lexemes.h"

#include "models/query/logql/syntax/quantities.h"
#include "models/query/logql/template/arguments.h"
#include "models/query/promql/text/gotext.h"

#include <charconv>

namespace wf::query::logql {

namespace {

constexpr std::string_view blanks = " \t\r\n";

bool isWordStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool isWordPart(char c)
{
    return isWordStart(c) || (c >= '0' && c <= '9');
}
std::size_t wordEnd(std::string_view text, std::size_t at)
{
    while (at < text.size() && isWordPart(text[at]))
        ++at;
    return at;
}

// Where a quoted thing that begins there ends, or npos.
std::size_t quoteEnd(std::string_view text, std::size_t at)
{
    const char quote = text[at];
    for (++at; at < text.size() && text[at] != quote; ++at)
        if (text[at] == '\\' && quote != '`')
            ++at;
    return at < text.size() ? at + 1 : std::string_view::npos;
}

std::optional<Value> numberOf(std::string_view text)
{
    qint64 whole = 0;
    const auto digits = text.starts_with('+') ? text.substr(1) : text;
    if (std::from_chars(digits.data(), digits.data() + digits.size(), whole).ptr == digits.data() + digits.size())
        return Value(whole);
    const auto real = goNumber(digits.starts_with('-') ? digits.substr(1) : digits);
    if (!real)
        return std::nullopt;
    const double value = digits.starts_with('-') ? -*real : *real;
    // 0x1f is a whole number, 1e3 and 1.5 are not.
    if (digits.find_first_of(".eEpP") == std::string_view::npos || digits.find('x') != std::string_view::npos)
        return Value(static_cast<qint64>(value));
    return Value(value);
}

class ActionLexer {
public:
    explicit ActionLexer(std::string_view text) : m_text(text) {}
    base::Result<std::vector<Lexeme>> run()
    {
        for (;;) {
            const std::size_t before = m_at;
            m_at = std::min(m_text.find_first_not_of(blanks, m_at), m_text.size());
            Lexeme lexeme;
            lexeme.isApart = m_at > before || m_out.empty();
            if (m_at >= m_text.size()) {
                m_out.push_back(std::move(lexeme));
                return std::move(m_out);
            }
            if (!next(lexeme))
                return templateError("unexpected \"" + std::string(m_text.substr(m_at, 20)) + "\" in an action");
            m_out.push_back(std::move(lexeme));
        }
    }

private:
    bool take(Lexeme &lexeme, Lexeme::Kind kind, std::size_t end, std::size_t skipped = 0)
    {
        lexeme.kind = kind;
        lexeme.text = m_text.substr(m_at + skipped, end - m_at - skipped);
        m_at = end;
        return true;
    }
    bool constant(Lexeme &lexeme, std::optional<Value> value, std::size_t end)
    {
        if (!value)
            return false;
        lexeme.constant = std::move(*value);
        return take(lexeme, Lexeme::Kind::Constant, end);
    }
    bool next(Lexeme &lexeme)
    {
        const char c = m_text[m_at];
        const char second = m_at + 1 < m_text.size() ? m_text[m_at + 1] : '\0';
        if (c == '"' || c == '`') {
            const auto end = quoteEnd(m_text, m_at);
            if (end == std::string_view::npos)
                return false;
            auto text = goUnquoted(m_text.substr(m_at, end - m_at));
            return constant(lexeme, text ? std::optional(Value(std::move(*text))) : std::nullopt, end);
        }
        if (c == '.' && !(second >= '0' && second <= '9'))
            return take(lexeme, Lexeme::Kind::Field, wordEnd(m_text, m_at + 1), 1);
        if (c == '$')
            return take(lexeme, Lexeme::Kind::Variable, wordEnd(m_text, m_at + 1));
        if (c == ':' && second == '=')
            return take(lexeme, Lexeme::Kind::Sign, m_at + 2);
        if (std::string_view("()|,=").find(c) != std::string_view::npos)
            return take(lexeme, Lexeme::Kind::Sign, m_at + 1);
        const bool isSigned = (c == '-' || c == '+') && (second == '.' || (second >= '0' && second <= '9'));
        if (isSigned || (c >= '0' && c <= '9') || c == '.') {
            std::size_t end = m_at + 1;
            while (end < m_text.size() &&
                   (isWordPart(m_text[end]) || m_text[end] == '.' ||
                    ((m_text[end] == '-' || m_text[end] == '+') && (m_text[end - 1] == 'e' || m_text[end - 1] == 'E'))))
                ++end;
            return constant(lexeme, numberOf(m_text.substr(m_at, end - m_at)), end);
        }
        if (!isWordStart(c))
            return false;
        const auto end = wordEnd(m_text, m_at);
        const auto word = m_text.substr(m_at, end - m_at);
        if (word == "true" || word == "false")
            return constant(lexeme, Value(word == "true"), end);
        if (word == "nil")
            return constant(lexeme, Value(), end);
        return take(lexeme, Lexeme::Kind::Word, end);
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<Lexeme> m_out;
};

// The end of an action whose inside begins there: at its "}}".
std::size_t actionEnd(std::string_view text, std::size_t at)
{
    while (at < text.size()) {
        if (text.substr(at).starts_with("}}"))
            return at;
        if (text[at] == '"' || text[at] == '`') {
            at = quoteEnd(text, at);
            continue;
        }
        ++at;
    }
    return std::string_view::npos;
}

} // namespace

base::Result<std::vector<Lexeme>> lexAction(std::string_view action)
{
    return ActionLexer(action).run();
}

base::Result<std::vector<TemplatePart>> splitTemplate(std::string_view text)
{
    std::vector<TemplatePart> parts;
    bool trimsNext = false;
    for (std::size_t at = 0; at <= text.size();) {
        const auto open = std::min(text.find("{{", at), text.size());
        std::string_view plain = text.substr(at, open - at);
        if (trimsNext)
            plain.remove_prefix(std::min(plain.find_first_not_of(blanks), plain.size()));
        std::size_t inside = open + 2;
        const bool trimsBefore =
            inside + 1 < text.size() && text[inside] == '-' && blanks.find(text[inside + 1]) != std::string_view::npos;
        if (trimsBefore) {
            plain = plain.substr(0, plain.find_last_not_of(blanks) + 1);
            ++inside;
        }
        if (!plain.empty())
            parts.push_back({false, std::string(plain)});
        if (open == text.size())
            return parts;
        const auto first = std::min(text.find_first_not_of(blanks, inside), text.size());
        const bool isComment = text.substr(first).starts_with("/*");
        const auto commentEnd = isComment ? text.find("*/", first) : first;
        const auto close = commentEnd == std::string_view::npos ? commentEnd
                           : isComment                          ? text.find("}}", commentEnd)
                                                                : actionEnd(text, inside);
        if (close == std::string_view::npos)
            return templateError("an action that begins with {{ does not end");
        trimsNext =
            close > inside + 1 && text[close - 1] == '-' && blanks.find(text[close - 2]) != std::string_view::npos;
        if (!isComment)
            parts.push_back({true, std::string(text.substr(inside, close - inside - (trimsNext ? 1 : 0)))});
        at = close + 2;
    }
    return parts;
}

} // namespace wf::query::logql
