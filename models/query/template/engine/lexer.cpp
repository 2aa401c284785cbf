// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/engine/lexer_p.h"

#include "models/query/promql/text/gotext.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::query::tmpl {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::query", text);
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool isWordCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}
bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

class Lexer {
public:
    explicit Lexer(std::string_view text) : m_text(text) {}

    bool run()
    {
        while (m_at < m_text.size()) {
            const auto open = std::min(m_text.find("{{", m_at), m_text.size());
            addText(open);
            m_at = open;
            if (open < m_text.size() && !readAction())
                return false;
        }
        m_tokens.push_back({Token::Kind::End, {}, m_text.size(), false});
        return true;
    }
    std::vector<Token> take() { return std::move(m_tokens); }
    [[nodiscard]] const TemplateProblem &problem() const { return m_problem; }

private:
    bool fail(std::size_t offset, const QString &what)
    {
        m_problem = {offset, what};
        return false;
    }
    void addText(std::size_t end)
    {
        std::string_view piece = m_text.substr(m_at, end - m_at);
        std::size_t begin = m_at;
        if (m_trimNext)
            while (!piece.empty() && isSpace(piece.front())) {
                piece.remove_prefix(1);
                ++begin;
            }
        m_trimNext = false;
        if (end + 3 < m_text.size() && m_text[end + 2] == '-' && isSpace(m_text[end + 3]))
            while (!piece.empty() && isSpace(piece.back()))
                piece.remove_suffix(1);
        if (!piece.empty())
            m_tokens.push_back({Token::Kind::Text, std::string(piece), begin, false});
    }

    bool readAction()
    {
        const std::size_t start = m_at;
        m_at += 2;
        if (m_at + 1 < m_text.size() && m_text[m_at] == '-' && isSpace(m_text[m_at + 1]))
            m_at += 2;
        if (m_text.substr(m_at).starts_with("/*"))
            return skipComment(start);
        m_tokens.push_back({Token::Kind::Open, {}, start, false});
        for (;;) {
            const std::size_t before = m_at;
            while (m_at < m_text.size() && isSpace(m_text[m_at]))
                ++m_at;
            if (m_at >= m_text.size())
                return fail(start, tr("The action is not closed: }} is missing"));
            if (atClose(m_at > before))
                return true;
            if (!readToken(m_at > before))
                return false;
        }
    }
    bool atClose(bool spaceBefore)
    {
        const auto rest = m_text.substr(m_at);
        const bool trims = spaceBefore && rest.starts_with("-}}");
        if (!trims && !rest.starts_with("}}"))
            return false;
        m_tokens.push_back({Token::Kind::Close, {}, m_at, spaceBefore});
        m_at += trims ? 3 : 2;
        m_trimNext = trims;
        return true;
    }
    bool skipComment(std::size_t start)
    {
        const auto end = m_text.find("*/", m_at);
        if (end == std::string_view::npos)
            return fail(start, tr("The comment is not closed: */ is missing"));
        m_at = end + 2;
        while (m_at < m_text.size() && isSpace(m_text[m_at]))
            ++m_at;
        const bool trims = m_text.substr(m_at).starts_with("-}}") && m_at > end + 2;
        if (!trims && !m_text.substr(m_at).starts_with("}}"))
            return fail(start, tr("A comment must end right before the closing }}"));
        m_at += trims ? 3 : 2;
        m_trimNext = trims;
        return true;
    }

    bool readToken(bool spaceBefore)
    {
        using Kind = Token::Kind;
        const std::size_t start = m_at;
        const char c = m_text[m_at];
        const char next = m_at + 1 < m_text.size() ? m_text[m_at + 1] : '\0';
        const auto add = [&](Kind kind, std::size_t length, std::string text = {}) {
            m_tokens.push_back({kind, std::move(text), start, spaceBefore});
            m_at += length;
            return true;
        };
        switch (c) {
        case '|':
            return add(Kind::Pipe, 1);
        case '(':
            return add(Kind::OpenParen, 1);
        case ')':
            return add(Kind::CloseParen, 1);
        case ',':
            return add(Kind::Comma, 1);
        case '=':
            return add(Kind::Assign, 1);
        case ':':
            return next == '=' ? add(Kind::Declare, 2) : fail(start, tr("Expected :="));
        case '"':
        case '\'':
            return readQuoted(spaceBefore);
        case '`':
            return readRaw(spaceBefore);
        default:
            break;
        }
        if (isDigit(c) || ((c == '.' || c == '-' || c == '+') && (isDigit(next) || next == '.')))
            return readNumber(spaceBefore);
        if (c == '$' || c == '.' || isWordCharacter(c)) {
            std::size_t end = m_at + (c == '$' || c == '.' ? 1 : 0);
            while (end < m_text.size() && isWordCharacter(m_text[end]))
                ++end;
            const std::size_t skip = c == '$' || c == '.' ? 1 : 0;
            std::string text(m_text.substr(m_at + skip, end - m_at - skip));
            const Kind kind = c == '$'       ? Kind::Variable
                              : c != '.'     ? Kind::Word
                              : text.empty() ? Kind::Dot
                                             : Kind::Field;
            return add(kind, end - m_at, std::move(text));
        }
        return fail(start, tr("Unexpected character %1 in an action").arg(QString::fromUtf8(&c, 1)));
    }
    bool readNumber(bool spaceBefore)
    {
        std::size_t end = m_at + 1;
        while (end < m_text.size() && (isWordCharacter(m_text[end]) || m_text[end] == '.' ||
                                       ((m_text[end] == '+' || m_text[end] == '-') && (m_text[end - 1] | 0x20) == 'e' &&
                                        !m_text.substr(m_at).starts_with("0x"))))
            ++end;
        m_tokens.push_back({Token::Kind::Number, std::string(m_text.substr(m_at, end - m_at)), m_at, spaceBefore});
        m_at = end;
        return true;
    }
    bool readRaw(bool spaceBefore)
    {
        const auto end = m_text.find('`', m_at + 1);
        if (end == std::string_view::npos)
            return fail(m_at, tr("The text in back quotes is not closed"));
        m_tokens.push_back(
            {Token::Kind::String, std::string(m_text.substr(m_at + 1, end - m_at - 1)), m_at, spaceBefore});
        m_at = end + 1;
        return true;
    }
    bool readQuoted(bool spaceBefore)
    {
        const std::size_t start = m_at;
        const char quote = m_text[m_at];
        std::size_t end = m_at + 1;
        while (end < m_text.size() && m_text[end] != quote && m_text[end] != '\n')
            end += m_text[end] == '\\' ? 2U : 1U;
        if (end >= m_text.size() || m_text[end] != quote)
            return fail(start, tr("The text in quotes is not closed"));
        const auto text = goUnquoted(m_text.substr(start, end + 1 - start));
        if (!text)
            return fail(start, tr("The text in quotes has an unknown escape; write a backslash as \\\\"));
        const auto kind = quote == '"' ? Token::Kind::String : Token::Kind::Character;
        m_tokens.push_back({kind, *text, start, spaceBefore});
        m_at = end + 1;
        return true;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    bool m_trimNext = false;
    std::vector<Token> m_tokens;
    TemplateProblem m_problem;
};

} // namespace

std::optional<std::vector<Token>> readTokens(std::string_view text, TemplateProblem *problem)
{
    Lexer lexer(text);
    if (lexer.run())
        return lexer.take();
    if (problem)
        *problem = lexer.problem();
    return std::nullopt;
}

} // namespace wf::query::tmpl
