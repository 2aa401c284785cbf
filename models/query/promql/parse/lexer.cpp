// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/parse/lexer.h"

#include "models/query/promql/text/chars.h"
#include "models/query/promql/text/gotext.h"

#include <optional>
#include <utility>

namespace wf::query {

namespace {

class Lexer {
public:
    explicit Lexer(std::string_view text) : m_text(text) {}

    std::vector<Lexeme> run()
    {
        while (m_lexemes.empty() || (last() != Token::Eof && last() != Token::Error)) {
            skipBlanksAndComments();
            m_start = m_at;
            if (m_isBraceOpen)
                insideBraces();
            else if (m_isBracketOpen)
                insideBrackets();
            else
                statement();
        }
        return std::move(m_lexemes);
    }

private:
    [[nodiscard]] Token last() const { return m_lexemes.back().token; }
    [[nodiscard]] char peek(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    void emit(Token token) { m_lexemes.push_back({token, {m_start, m_at}, {}}); }
    void emit(Token token, std::size_t length)
    {
        m_at += length;
        emit(token);
    }
    void fail(std::string message)
    {
        m_lexemes.push_back({Token::Error, {m_start, m_text.size()}, std::move(message)});
    }
    // The character as Go's %q of a rune shows it.
    [[nodiscard]] std::string shown(std::size_t at) const { return quotedCharacter(m_text, at); }
    bool accept(std::string_view any)
    {
        if (atEnd() || any.find(m_text[m_at]) == std::string_view::npos)
            return false;
        ++m_at;
        return true;
    }
    void acceptAll(std::string_view any)
    {
        while (accept(any)) {
        }
    }

    void skipBlanksAndComments();
    void statement();
    bool bracketsAndParens(char c);
    bool comparison(char c);
    void insideBraces();
    void insideBrackets();
    void word();
    void durationWord();
    void string(char quote);
    bool escape(char quote);
    void numberOrDuration();
    bool number();
    bool restOfDuration();

    std::string_view m_text;
    std::size_t m_at = 0, m_start = 0;
    int m_parens = 0;
    bool m_isBraceOpen = false, m_isBracketOpen = false;
    std::vector<Lexeme> m_lexemes;
};

void Lexer::skipBlanksAndComments()
{
    for (;; ++m_at) {
        if (!atEnd() && peek() == '#') {
            while (!atEnd() && peek() != '\n' && peek() != '\r')
                ++m_at;
        }
        if (atEnd() || !isBlank(peek()))
            return;
    }
}

bool Lexer::bracketsAndParens(char c)
{
    switch (c) {
    case '(':
        ++m_parens;
        emit(Token::LeftParen, 1);
        return true;
    case ')':
        if (m_parens-- == 0)
            fail("unexpected right parenthesis ')'");
        else
            emit(Token::RightParen, 1);
        return true;
    case '{':
        m_isBraceOpen = true;
        emit(Token::LeftBrace, 1);
        return true;
    case '[':
        m_isBracketOpen = true;
        emit(Token::LeftBracket, 1);
        return true;
    case ']':
        fail("unexpected right bracket ']'");
        return true;
    default:
        return false;
    }
}

bool Lexer::comparison(char c)
{
    const char next = peek(1);
    switch (c) {
    case '=':
        if (next == '~')
            fail("unexpected character after '=': '~'");
        else
            next == '=' ? emit(Token::EqualEqual, 2) : emit(Token::Equals, 1);
        return true;
    case '!':
        if (next != '=')
            fail("unexpected character after '!': " + shown(m_at + 1));
        else
            emit(Token::NotEqual, 2);
        return true;
    case '<':
        next == '=' ? emit(Token::LessEqual, 2) : next == '/' ? emit(Token::TrimUpper, 2) : emit(Token::Less, 1);
        return true;
    case '>':
        next == '=' ? emit(Token::GreaterEqual, 2) : next == '/' ? emit(Token::TrimLower, 2) : emit(Token::Greater, 1);
        return true;
    default:
        return false;
    }
}

// The operators that durations know too.
std::optional<Token> arithmetic(char c)
{
    switch (c) {
    case ',':
        return Token::Comma;
    case '*':
        return Token::Multiply;
    case '/':
        return Token::Divide;
    case '%':
        return Token::Modulo;
    case '+':
        return Token::Add;
    case '-':
        return Token::Subtract;
    case '^':
        return Token::Power;
    default:
        return std::nullopt;
    }
}

void Lexer::statement()
{
    if (atEnd())
        return m_parens ? fail("unclosed left parenthesis") : emit(Token::Eof);
    const char c = peek();
    if (const auto simple = arithmetic(c))
        return emit(*simple, 1);
    if (comparison(c) || bracketsAndParens(c))
        return;
    if (isDigit(c) || (c == '.' && isDigit(peek(1))))
        return numberOrDuration();
    if (c == '"' || c == '\'' || c == '`')
        return string(c);
    if (isLetter(c) || c == ':')
        return word();
    if (c == '@')
        return emit(Token::At, 1);
    fail("unexpected character: " + shown(m_at));
}

void Lexer::insideBraces()
{
    if (atEnd())
        return fail("unexpected end of input inside braces");
    const char c = peek();
    if (isLetter(c)) {
        while (isWordCharacter(peek()))
            ++m_at;
        return emit(Token::Identifier);
    }
    switch (c) {
    case ',':
        return emit(Token::Comma, 1);
    case '"':
    case '\'':
    case '`':
        return string(c);
    case '=':
        return peek(1) == '~' ? emit(Token::RegexEquals, 2) : emit(Token::Equals, 1);
    case '!':
        if (peek(1) == '~')
            return emit(Token::RegexNotEquals, 2);
        if (peek(1) == '=')
            return emit(Token::NotEqual, 2);
        return fail("unexpected character after '!' inside braces: " + shown(m_at + 1));
    case '{':
        return fail("unexpected left brace '{'");
    case '}':
        m_isBraceOpen = false;
        return emit(Token::RightBrace, 1);
    default:
        return fail("unexpected character inside braces: " + shown(m_at));
    }
}

void Lexer::insideBrackets()
{
    if (atEnd())
        return fail("unexpected end of input in duration expression");
    const char c = peek();
    if (const auto simple = arithmetic(c))
        return emit(*simple, 1);
    if (c == '(' || c == ')') {
        bracketsAndParens(c);
        return;
    }
    if (isDigit(c) || (c == '.' && isDigit(peek(1))))
        return numberOrDuration();
    if (isLetter(c))
        return durationWord();
    if (c == ':')
        return emit(Token::Colon, 1);
    if (c == '[')
        return fail("unexpected left bracket '['");
    if (c == ']') {
        m_isBracketOpen = false;
        return emit(Token::RightBracket, 1);
    }
    fail("unexpected character in duration expression: " + shown(m_at));
}

void Lexer::durationWord()
{
    while (isLetter(peek()))
        ++m_at;
    const auto keyword = keywordOf(m_text.substr(m_start, m_at - m_start));
    if (keyword == Token::Step || keyword == Token::Range || keyword == Token::MaxOf || keyword == Token::MinOf)
        return emit(*keyword);
    fail("unexpected character in duration expression: " + shown(m_start));
}

void Lexer::word()
{
    while (isWordCharacter(peek()) || peek() == ':')
        ++m_at;
    const std::string_view text = m_text.substr(m_start, m_at - m_start);
    auto keyword = keywordOf(text);
    // "fill" stays a name unless a value follows: metrics may be called so.
    if (keyword == Token::Fill || keyword == Token::FillLeft || keyword == Token::FillRight) {
        const std::size_t next = m_text.find_first_not_of(" \t\r\n", m_at);
        if (next == std::string_view::npos || m_text[next] != '(')
            keyword.reset();
    }
    if (keyword)
        return emit(*keyword);
    emit(text.find(':') == std::string_view::npos ? Token::Identifier : Token::MetricIdentifier);
}

// One escape sequence behind its backslash.
bool Lexer::escape(char quote)
{
    if (atEnd())
        return fail("escape sequence not terminated"), false;
    const char c = peek();
    if (c == quote || std::string_view("abfnrtv\\").find(c) != std::string_view::npos) {
        ++m_at;
        return true;
    }
    int digits = 0;
    unsigned base = 16, largest = 0x10FFFF;
    if (c >= '0' && c <= '7') {
        digits = 3, base = 8, largest = 255;
    } else if (c == 'x') {
        digits = 2, largest = 255, ++m_at;
    } else if (c == 'u' || c == 'U') {
        digits = c == 'u' ? 4 : 8, ++m_at;
    } else {
        return fail("unknown escape sequence " + shown(m_at)), false;
    }
    unsigned long long value = 0;
    for (; digits > 0; --digits, ++m_at) {
        const unsigned digit = atEnd() ? base : hexDigit(peek());
        if (digit >= base)
            return fail(atEnd() ? std::string("escape sequence not terminated")
                                : "illegal character " + shown(m_at) + " in escape sequence"),
                   false;
        value = value * base + digit;
    }
    if (value > largest || (value >= 0xD800 && value < 0xE000))
        return fail("escape sequence is an invalid Unicode code point"), false;
    return true;
}

void Lexer::string(char quote)
{
    const bool isRaw = quote == '`';
    for (++m_at;;) {
        if (atEnd() || (!isRaw && peek() == '\n'))
            return fail(isRaw ? "unterminated raw string" : "unterminated quoted string");
        const char c = peek();
        if (c == quote)
            return emit(Token::String, 1);
        if (c == '\\' && !isRaw) {
            ++m_at;
            if (!escape(quote))
                return;
            continue;
        }
        const std::size_t length = utf8Length(m_text, m_at);
        if (length == 0)
            return fail("invalid UTF-8 rune");
        m_at += length;
    }
}

void Lexer::numberOrDuration()
{
    if (number())
        return emit(Token::Number);
    if (restOfDuration())
        return emit(Token::Duration);
    fail("bad number or duration syntax: " + goQuoted(m_text.substr(m_start, m_at - m_start)));
}

bool Lexer::number()
{
    std::string_view digits = "0123456789";
    const bool isHex = peek() == '0' && (peek(1) == 'x' || peek(1) == 'X');
    if (isHex) {
        m_at += 2;
        accept("_");
        digits = "0123456789abcdefABCDEF";
    }
    const auto endsBadly = [this](std::string_view bad) {
        return atEnd() || bad.find(peek()) != std::string_view::npos;
    };
    bool hasDot = accept("."), hasExponent = false;
    for (;;) {
        const std::size_t before = m_at;
        acceptAll(digits);
        if (peek() == '.') {
            if (hasDot || isHex)
                return ++m_at, false;
            hasDot = true;
            ++m_at;
            if (!atEnd() && (peek() == '_' || peek() == '.'))
                return ++m_at, false;
        } else if (!isHex && (peek() == 'e' || peek() == 'E')) {
            if (hasExponent)
                return ++m_at, false;
            hasExponent = true;
            ++m_at;
            accept("+-");
            if (endsBadly("._eE"))
                return false;
        } else if (peek() == '_') {
            ++m_at;
            if (endsBadly("._eE"))
                return false;
        }
        if (m_at == before)
            break;
    }
    return !isWordCharacter(peek());
}

// Behind digits: a unit, then more digits with their units.
bool Lexer::restOfDuration()
{
    if (!accept("smhdwy"))
        return false;
    accept("s");
    while (isDigit(peek())) {
        acceptAll("0123456789");
        if (!accept("smhdw"))
            return false;
        accept("s");
    }
    return !isWordCharacter(peek());
}

} // namespace

std::vector<Lexeme> lexPromql(std::string_view text)
{
    return Lexer(text).run();
}

} // namespace wf::query
