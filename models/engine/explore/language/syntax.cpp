// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/language/syntax.h"

#include "models/engine/explore/language/textplaces.h"
#include "models/query/promql/parse/lexer.h"
#include "models/query/promql/parse/parse.h"
#include "models/query/promql/text/durations.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace wf::engine {

using query::Lexeme;
using query::Token;
using signals::SyntaxKind;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::Explore", text);
}

bool isGroupingWord(Token token)
{
    return token == Token::By || token == Token::Without || token == Token::On || token == Token::Ignoring ||
           token == Token::GroupLeft || token == Token::GroupRight;
}

bool isKeyword(Token token)
{
    return token == Token::And || token == Token::Or || token == Token::Unless || token == Token::Atan2 ||
           (token >= Token::Aggregator && token <= Token::Anchored);
}

bool isSign(Token token)
{
    return token == Token::Equals || token == Token::RegexEquals || token == Token::RegexNotEquals ||
           token == Token::At || (token >= Token::Add && token <= Token::TrimLower);
}

// Colours words by where they stand.
class Painter {
public:
    explicit Painter(std::string_view text) : m_text(text) {}

    SyntaxKind kindOf(const std::vector<Lexeme> &lexemes, std::size_t i)
    {
        const Token token = lexemes[i].token;
        const Token next = i + 1 < lexemes.size() ? lexemes[i + 1].token : Token::Eof;
        follow(lexemes, i);
        if (token == Token::String)
            return SyntaxKind::String;
        if (token == Token::Number || token == Token::Duration)
            return SyntaxKind::Number;
        if (isSign(token))
            return SyntaxKind::Operator;
        if (m_isInBraces && !m_isOpening && (token == Token::Identifier || isKeyword(token)))
            return SyntaxKind::Label;
        if (m_grouping > 0 && (token == Token::Identifier || isKeyword(token)))
            return SyntaxKind::Label;
        if (token == Token::Identifier && next == Token::LeftParen)
            return SyntaxKind::Function;
        if (token == Token::Aggregator && next != Token::LeftParen && !isGroupingWord(next))
            return SyntaxKind::Plain; // a metric of that name
        return isKeyword(token) ? SyntaxKind::Keyword : SyntaxKind::Plain;
    }

private:
    void follow(const std::vector<Lexeme> &lexemes, std::size_t i)
    {
        const Token token = lexemes[i].token;
        m_isOpening = token == Token::LeftBrace;
        if (token == Token::LeftBrace)
            m_isInBraces = true;
        if (token == Token::RightBrace)
            m_isInBraces = false;
        if (token == Token::LeftParen && (m_grouping > 0 || (i > 0 && isGroupingWord(lexemes[i - 1].token))))
            ++m_grouping;
        if (token == Token::RightParen && m_grouping > 0)
            --m_grouping;
    }

    std::string_view m_text;
    bool m_isInBraces = false, m_isOpening = false;
    int m_grouping = 0;
};

// '#' up to the end of its line, in what lies between two lexemes.
void addComments(std::string_view text, std::size_t from, std::size_t to, const TextPlaces &places,
                 std::vector<signals::SyntaxSpan> &spans)
{
    for (std::size_t at = text.find('#', from); at < to; at = text.find('#', at)) {
        const std::size_t end = std::min(text.find('\n', at), to);
        spans.push_back({places.place(at), places.place(end) - places.place(at), SyntaxKind::Comment});
        at = end;
    }
}

} // namespace

bool hasComments(std::string_view text)
{
    const auto lexemes = query::lexPromql(text);
    std::size_t from = 0;
    for (const Lexeme &lexeme : lexemes) {
        if (text.substr(from, lexeme.range.start - from).find('#') != std::string_view::npos)
            return true;
        from = lexeme.range.end;
    }
    return from < text.size() && text.substr(from).find('#') != std::string_view::npos;
}

std::vector<signals::SyntaxSpan> promqlSpans(const QString &text)
{
    const TextPlaces places(text);
    const std::string &utf8 = places.utf8();
    const auto lexemes = query::lexPromql(utf8);
    std::vector<signals::SyntaxSpan> spans;
    Painter painter(utf8);
    std::size_t from = 0;
    for (std::size_t i = 0; i < lexemes.size(); ++i) {
        const Lexeme &lexeme = lexemes[i];
        addComments(utf8, from, std::min(lexeme.range.start, utf8.size()), places, spans);
        if (lexeme.token == Token::Eof || lexeme.token == Token::Error)
            break;
        const SyntaxKind kind = painter.kindOf(lexemes, i);
        if (kind != SyntaxKind::Plain)
            spans.push_back({places.place(lexeme.range.start), places.length(lexeme.range), kind});
        from = lexeme.range.end;
    }
    return spans;
}

std::optional<signals::ExpressionMark> promqlError(const QString &text)
{
    if (text.trimmed().isEmpty())
        return std::nullopt;
    const TextPlaces places(text);
    query::SyntaxError where;
    const auto parsed = query::parsePromql(places.utf8(), query::ParseOptions::everything(), &where);
    if (parsed)
        return std::nullopt;
    if (where.message.empty())
        return signals::ExpressionMark{0, static_cast<int>(text.size()), signals::Severity::Critical,
                                       parsed.error().summary};
    const int start = places.place(where.range.start);
    return signals::ExpressionMark{start, std::max(0, places.place(where.range.end) - start),
                                   signals::Severity::Critical, QString::fromStdString(where.message)};
}

base::Result<QString> formattedPromql(const QString &text, int width)
{
    // Placeholders become durations that nobody writes, and are put back by what these print as.
    QString filled = text;
    std::vector<std::pair<QString, QString>> back;
    qint64 strangeMs = 987'654'321;
    for (const QString &name : placeholders()) {
        if (!filled.contains(name))
            continue;
        const QString strange = QString::fromStdString(query::promDurationText(strangeMs));
        strangeMs += 7;
        filled.replace(name, strange);
        back.emplace_back(strange, name);
    }
    const std::string utf8 = filled.toStdString();
    if (const auto error = promqlError(text))
        return base::makeError(base::ErrorKind::Invalid, say("This is no query yet: %1").arg(error->message));
    if (hasComments(utf8))
        return base::makeError(base::ErrorKind::Invalid,
                               say("It has comments, and they would be lost: take them out first."));
    const auto tree = query::parsePromql(utf8, query::ParseOptions::everything());
    if (!tree)
        return tree.error();
    QString out = QString::fromStdString(query::prettyPromql(**tree, static_cast<std::size_t>(std::max(20, width))));
    for (const auto &[strange, name] : back)
        out.replace(strange, name);
    return out;
}

} // namespace wf::engine
