// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/syntax/cursor.h"

#include <algorithm>

namespace wf::query::logql {

using namespace Qt::StringLiterals;

namespace {

QString asText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(std::min<std::size_t>(text.size(), 60)));
}

QString nameOf(const Token &token)
{
    switch (token.kind) {
    case TokenKind::End:
        return u"the end of the query"_s;
    case TokenKind::String:
        return u"the string \""_s + asText(token.text) + u'"';
    default:
        return u'"' + asText(token.text) + u'"';
    }
}

} // namespace

bool Cursor::isWord(std::string_view word, std::size_t ahead) const
{
    const Token &token = peek(ahead);
    return ok() && token.kind == TokenKind::Word && std::ranges::equal(token.text, word, [](char a, char b) {
               return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b;
           });
}

bool Cursor::takeSign(std::string_view sign)
{
    if (!isSign(sign))
        return false;
    take();
    return true;
}

bool Cursor::takeWord(std::string_view word)
{
    if (!isWord(word))
        return false;
    take();
    return true;
}

void Cursor::expectSign(std::string_view sign)
{
    if (ok() && !takeSign(sign))
        unexpected(u'"' + asText(sign) + u'"');
}

std::string Cursor::expectString()
{
    if (ok() && peek().kind == TokenKind::String)
        return take().text;
    unexpected(u"a string in quotes"_s);
    return {};
}

std::string Cursor::expectName()
{
    if (ok() && peek().kind == TokenKind::Word)
        return take().text;
    unexpected(u"the name of a label"_s);
    return {};
}

std::vector<std::string> Cursor::names()
{
    std::vector<std::string> all;
    expectSign("(");
    if (takeSign(")"))
        return all;
    do
        all.push_back(expectName());
    while (takeSign(","));
    expectSign(")");
    return all;
}

void Cursor::fail(Position at, const QString &what)
{
    if (!m_error)
        m_error = errorAt(at, what);
}

void Cursor::unexpected(const QString &wanted)
{
    fail(peek().at, u"found %1 where %2 is expected"_s.arg(nameOf(peek()), wanted));
}

void Cursor::countJoin()
{
    if (++m_joins > mostJoins)
        fail(peek().at, u"the query has more than %1 operators"_s.arg(mostJoins));
}

Cursor::Level::Level(Cursor &cursor) : m_cursor(cursor)
{
    if (++m_cursor.m_depth > deepestNesting)
        m_cursor.fail(m_cursor.peek().at, u"the query nests deeper than %1 levels"_s.arg(deepestNesting));
}

} // namespace wf::query::logql
