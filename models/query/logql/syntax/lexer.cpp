// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/syntax/lexer.h"

#include "models/query/logql/syntax/quantities.h"
#include "models/query/promql/text/gotext.h"

#include <array>
#include <cctype>
#include <charconv>

namespace wf::query::logql {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<std::string_view, 19> signsLongestFirst{
    "|=", "|~", "|>", "!=", "!~", "!>", "=~", "==", ">=", "<=", "{", "}", "(", ")", ",", "=", "|", ">", "<"};
constexpr std::string_view arithmetic = "+-*/%^";

bool isWordStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool isWordPart(char c)
{
    return isWordStart(c) || (c >= '0' && c <= '9');
}

class Lexer {
public:
    explicit Lexer(std::string_view text) : m_text(text) {}

    base::Result<std::vector<Token>> run()
    {
        for (;;) {
            skipBlank();
            Token token;
            token.at = m_at;
            if (m_pos >= m_text.size()) {
                m_tokens.push_back(std::move(token));
                return std::move(m_tokens);
            }
            if (auto problem = next(token))
                return errorAt(token.at, *problem);
            m_tokens.push_back(std::move(token));
        }
    }

private:
    using Problem = std::optional<QString>;

    [[nodiscard]] char peek(std::size_t ahead = 0) const
    {
        return m_pos + ahead < m_text.size() ? m_text[m_pos + ahead] : '\0';
    }
    void advance(std::size_t n = 1)
    {
        for (; n > 0 && m_pos < m_text.size(); --n, ++m_pos) {
            const char c = m_text[m_pos];
            if (c == '\n') {
                ++m_at.line;
                m_at.column = 1;
            } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
                ++m_at.column;
            }
        }
    }
    void skipBlank()
    {
        for (;;) {
            const char c = peek();
            if (m_pos < m_text.size() && (c == ' ' || c == '\t' || c == '\n' || c == '\r'))
                advance();
            else if (c == '#')
                while (m_pos < m_text.size() && peek() != '\n')
                    advance();
            else
                return;
        }
    }

    Problem next(Token &token)
    {
        const char c = peek();
        if (c == '"')
            return quoted(token);
        if (c == '`')
            return raw(token);
        if (c == '[')
            return range(token);
        if (c == '$')
            return variable(token);
        if ((c >= '0' && c <= '9') || (c == '.' && peek(1) >= '0' && peek(1) <= '9'))
            return number(token);
        if (c == '-' && peek(1) == '-' && isWordStart(peek(2)))
            return flag(token);
        if (isWordStart(c))
            return word(token);
        for (const auto sign : signsLongestFirst)
            if (m_text.substr(m_pos).starts_with(sign))
                return take(token, TokenKind::Sign, sign.size());
        if (arithmetic.find(c) != std::string_view::npos)
            return take(token, TokenKind::Sign, 1);
        const bool isPlain = c > ' ' && c < 0x7F;
        return isPlain ? u"%1 means nothing here"_s.arg(QLatin1Char(c)) : u"a control character means nothing here"_s;
    }

    Problem take(Token &token, TokenKind kind, std::size_t size)
    {
        token.kind = kind;
        token.text = m_text.substr(m_pos, size);
        advance(size);
        return std::nullopt;
    }
    Problem word(Token &token)
    {
        std::size_t n = 1;
        while (isWordPart(peek(n)))
            ++n;
        return take(token, TokenKind::Word, n);
    }
    Problem flag(Token &token)
    {
        std::size_t n = 2;
        while (isWordPart(peek(n)) || peek(n) == '-')
            ++n;
        return take(token, TokenKind::Flag, n);
    }
    Problem variable(Token &token)
    {
        std::size_t n = 1;
        if (peek(1) == '{') {
            while (peek(n) != '}' && peek(n) != '\0')
                ++n;
            if (peek(n) == '\0')
                return u"a variable that begins with ${ does not end"_s;
            ++n;
        } else {
            while (isWordPart(peek(n)))
                ++n;
        }
        take(token, TokenKind::Variable, n);
        token.span.variable = token.text;
        return std::nullopt;
    }
    Problem range(Token &token)
    {
        const auto end = m_text.find(']', m_pos);
        if (end == std::string_view::npos)
            return u"a range that begins with [ does not end"_s;
        std::string_view inner = m_text.substr(m_pos + 1, end - m_pos - 1);
        while (!inner.empty() && std::isspace(static_cast<unsigned char>(inner.front())))
            inner.remove_prefix(1);
        while (!inner.empty() && std::isspace(static_cast<unsigned char>(inner.back())))
            inner.remove_suffix(1);
        if (inner.starts_with('$')) {
            token.span.variable = inner;
        } else if (const auto ns = parseGoDuration(inner, true)) {
            token.span.ns = *ns;
        } else {
            return u"[%1] is not a time range: write for example [5m]"_s.arg(
                QString::fromUtf8(inner.data(), static_cast<qsizetype>(std::min<std::size_t>(inner.size(), 40))));
        }
        return take(token, TokenKind::Range, end - m_pos + 1);
    }
    Problem number(Token &token);
    Problem raw(Token &token)
    {
        const auto end = m_text.find('`', m_pos + 1);
        if (end == std::string_view::npos)
            return u"a string that begins with ` does not end"_s;
        const auto inner = m_text.substr(m_pos + 1, end - m_pos - 1);
        take(token, TokenKind::String, end - m_pos + 1);
        token.text = inner;
        std::erase(token.text, '\r'); // as Go's raw strings
        return std::nullopt;
    }
    Problem quoted(Token &token)
    {
        std::size_t n = 1;
        while (peek(n) != '"') {
            if (m_pos + n >= m_text.size() || peek(n) == '\n')
                return u"a string that begins with \" does not end on its line"_s;
            n += peek(n) == '\\' ? 2U : 1U;
        }
        const auto text = goUnquoted(m_text.substr(m_pos, n + 1));
        if (!text)
            return u"a string holds a bad escape: write \\\\ for a backslash, or use backticks"_s;
        take(token, TokenKind::String, n + 1);
        token.text = *text;
        return std::nullopt;
    }

    std::string_view m_text;
    std::size_t m_pos = 0;
    Position m_at;
    std::vector<Token> m_tokens;
};

Lexer::Problem Lexer::number(Token &token)
{
    const auto rest = m_text.substr(m_pos);
    const auto spanOf = [rest](auto isMember) {
        std::size_t n = 0;
        while (n < rest.size() && isMember(rest[n]))
            ++n;
        return n;
    };
    const auto isDigitOrDot = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
    const std::size_t digits = spanOf(isDigitOrDot);
    const std::size_t durationLength = spanOf(
        [&](char c) { return isDigitOrDot(c) || std::string_view("nuµmshdwy").find(c) != std::string_view::npos; });
    if (durationLength > digits) {
        if (const auto ns = parseGoDuration(rest.substr(0, durationLength), true)) {
            token.span.ns = *ns;
            return take(token, TokenKind::Duration, durationLength);
        }
    }
    const std::size_t bytesLength = spanOf(
        [&](char c) { return isDigitOrDot(c) || std::string_view("BikKMGTP").find(c) != std::string_view::npos; });
    if (bytesLength > digits) {
        if (const auto bytes = parseByteSize(rest.substr(0, bytesLength))) {
            token.number = static_cast<double>(*bytes);
            return take(token, TokenKind::Bytes, bytesLength);
        }
    }
    std::size_t n = spanOf([](char c) { return isWordPart(c) || c == '.'; });
    if (n < rest.size() && (rest[n] == '+' || rest[n] == '-') && (rest[n - 1] == 'e' || rest[n - 1] == 'E') &&
        !rest.starts_with("0x"))
        for (++n; n < rest.size() && isDigitOrDot(rest[n]);)
            ++n;
    if (rest.starts_with("0x") || rest.starts_with("0X")) {
        quint64 whole = 0;
        if (std::from_chars(rest.data() + 2, rest.data() + n, whole, 16).ptr != rest.data() + n || n == 2)
            return u"this is not a number"_s;
        token.number = static_cast<double>(whole);
    } else if (const auto value = parseGoFloat(rest.substr(0, n))) {
        token.number = *value;
    } else {
        return u"%1 is neither a number nor a time span nor a size"_s.arg(
            QString::fromUtf8(rest.data(), static_cast<qsizetype>(std::min<std::size_t>(n, 40))));
    }
    return take(token, TokenKind::Number, n);
}

} // namespace

base::Error errorAt(Position at, const QString &what)
{
    return base::makeError(base::ErrorKind::Invalid, u"line %1, column %2: %3"_s.arg(at.line).arg(at.column).arg(what));
}

base::Result<std::vector<Token>> tokenize(std::string_view text)
{
    return Lexer(text).run();
}

} // namespace wf::query::logql
