// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/parse/lexer.h"
#include "models/query/promql/text/chars.h"
#include "models/query/promql/text/gotext.h"

#include <algorithm>
#include <array>

namespace wf::query {

namespace {

struct Keyword {
    std::string_view text;
    Token token;
};
constexpr std::array keywords{
    Keyword{"and", Token::And},
    Keyword{"or", Token::Or},
    Keyword{"unless", Token::Unless},
    Keyword{"atan2", Token::Atan2},
    Keyword{"sum", Token::Aggregator},
    Keyword{"avg", Token::Aggregator},
    Keyword{"count", Token::Aggregator},
    Keyword{"min", Token::Aggregator},
    Keyword{"max", Token::Aggregator},
    Keyword{"group", Token::Aggregator},
    Keyword{"stddev", Token::Aggregator},
    Keyword{"stdvar", Token::Aggregator},
    Keyword{"topk", Token::Aggregator},
    Keyword{"bottomk", Token::Aggregator},
    Keyword{"count_values", Token::Aggregator},
    Keyword{"quantile", Token::Aggregator},
    Keyword{"limitk", Token::Aggregator},
    Keyword{"limit_ratio", Token::Aggregator},
    Keyword{"offset", Token::Offset},
    Keyword{"smoothed", Token::Smoothed},
    Keyword{"anchored", Token::Anchored},
    Keyword{"by", Token::By},
    Keyword{"without", Token::Without},
    Keyword{"on", Token::On},
    Keyword{"ignoring", Token::Ignoring},
    Keyword{"group_left", Token::GroupLeft},
    Keyword{"group_right", Token::GroupRight},
    Keyword{"fill", Token::Fill},
    Keyword{"fill_left", Token::FillLeft},
    Keyword{"fill_right", Token::FillRight},
    Keyword{"bool", Token::Bool},
    Keyword{"start", Token::Start},
    Keyword{"end", Token::End},
    Keyword{"step", Token::Step},
    Keyword{"range", Token::Range},
    Keyword{"max_of", Token::MaxOf},
    Keyword{"min_of", Token::MinOf},
    Keyword{"inf", Token::Number},
    Keyword{"nan", Token::Number},
};

} // namespace

std::optional<Token> keywordOf(std::string_view word)
{
    const std::string lower = lowered(word);
    const auto *found = std::ranges::find(keywords, std::string_view(lower), &Keyword::text);
    return found == keywords.end() ? std::nullopt : std::optional(found->token);
}

std::string describe(const Lexeme &lexeme, std::string_view text)
{
    const std::string_view written = text.substr(lexeme.range.start, lexeme.range.end - lexeme.range.start);
    switch (lexeme.token) {
    case Token::Eof:
        return "end of input";
    case Token::Error:
        return lexeme.message;
    case Token::Identifier:
        return "identifier " + goQuoted(written);
    case Token::MetricIdentifier:
        return "metric identifier " + goQuoted(written);
    case Token::Number:
        return "number " + goQuoted(written);
    case Token::Duration:
        return "duration " + goQuoted(written);
    case Token::String:
        return "string " + goQuoted(written);
    case Token::Aggregator:
        return "<aggr:" + std::string(written) + '>';
    default:
        break;
    }
    if (lexeme.token >= Token::Add && lexeme.token <= Token::Atan2)
        return "<op:" + std::string(written) + '>';
    if (lexeme.token > Token::Aggregator)
        return '<' + std::string(written) + '>';
    return goQuoted(written);
}

} // namespace wf::query
