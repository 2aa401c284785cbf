// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/syntax/parsestages.h"

#include "models/query/logql/syntax/words.h"

namespace wf::query::logql {

using namespace Qt::StringLiterals;

namespace {

std::optional<LineFilterOp> lineFilterAt(const Cursor &cursor)
{
    return cursor.ok() && cursor.peek().kind == TokenKind::Sign
               ? opOf<LineFilterOp>(lineFilterWords, cursor.peek().text)
               : std::nullopt;
}

std::string ipRange(Cursor &cursor)
{
    cursor.take();
    cursor.expectSign("(");
    std::string range = cursor.expectString();
    cursor.expectSign(")");
    return range;
}

LineFilter parseLineFilter(Cursor &cursor, LineFilterOp op)
{
    LineFilter filter{op, {}};
    cursor.take();
    do {
        const Position at = cursor.peek().at;
        if (cursor.isWord("ip") && cursor.isSign("(", 1)) {
            if (op != LineFilterOp::Contains && op != LineFilterOp::NotContains)
                cursor.fail(at, u"ip(…) goes with |= and != only"_s);
            filter.terms.push_back({ipRange(cursor), true});
        } else {
            filter.terms.push_back({cursor.expectString(), false});
        }
    } while (cursor.takeWord("or"));
    return filter;
}

std::vector<Extraction> parseExtractions(Cursor &cursor)
{
    std::vector<Extraction> all;
    if (cursor.peek().kind != TokenKind::Word)
        return all;
    do {
        Extraction one;
        one.name = one.path = cursor.expectName();
        if (cursor.takeSign("="))
            one.path = cursor.expectString();
        all.push_back(std::move(one));
    } while (cursor.takeSign(","));
    return all;
}

LogfmtParser parseLogfmt(Cursor &cursor)
{
    LogfmtParser parser;
    for (; cursor.ok() && cursor.peek().kind == TokenKind::Flag; cursor.take()) {
        const auto &flag = cursor.peek();
        if (flag.text == "--strict")
            parser.isStrict = true;
        else if (flag.text == "--keep-empty")
            parser.keepsEmpty = true;
        else
            cursor.unexpected(u"--strict or --keep-empty"_s);
    }
    parser.extractions = parseExtractions(cursor);
    return parser;
}

LabelFormat parseLabelFormat(Cursor &cursor)
{
    LabelFormat format;
    do {
        const Position at = cursor.peek().at;
        LabelFormat::Assignment one;
        one.name = cursor.expectName();
        cursor.expectSign("=");
        one.isRename = cursor.peek().kind == TokenKind::Word;
        one.value = one.isRename ? cursor.expectName() : cursor.expectString();
        if (one.name == "__error__")
            cursor.fail(at, u"__error__ cannot be formatted"_s);
        if (std::ranges::find(format.assignments, one.name, &LabelFormat::Assignment::name) != format.assignments.end())
            cursor.fail(at, u"one label_format cannot set %1 twice"_s.arg(QString::fromStdString(one.name)));
        format.assignments.push_back(std::move(one));
    } while (cursor.takeSign(","));
    return format;
}

LabelChoice parseChoice(Cursor &cursor, bool keeps)
{
    LabelChoice choice{keeps, {}};
    do {
        LabelChoice::Choice one;
        const bool hasMatcher = cursor.peek(1).kind == TokenKind::Sign &&
                                opOf<signals::LabelMatcher::Op>(matchWords, cursor.peek(1).text).has_value() &&
                                cursor.peek(2).kind == TokenKind::String;
        if (hasMatcher) {
            one.matcher = parseMatcher(cursor);
            one.name = one.matcher ? one.matcher->name() : std::string();
        } else {
            one.name = cursor.expectName();
        }
        choice.choices.push_back(std::move(one));
    } while (cursor.takeSign(","));
    return choice;
}

std::optional<Stage> parseKeywordStage(Cursor &cursor)
{
    // A label of that name is compared with something (!= and !~ begin a line filter after a parser).
    static constexpr std::array<std::string_view, 7> comparisons{"=", "=~", "==", ">", ">=", "<", "<="};
    if (cursor.peek(1).kind == TokenKind::Sign &&
        std::ranges::find(comparisons, cursor.peek(1).text) != comparisons.end())
        return std::nullopt;
    if (cursor.takeWord("json"))
        return JsonParser{parseExtractions(cursor)};
    if (cursor.takeWord("logfmt"))
        return parseLogfmt(cursor);
    if (cursor.takeWord("unpack"))
        return UnpackParser{};
    if (cursor.takeWord("decolorize"))
        return Decolorize{};
    if (cursor.takeWord("pattern"))
        return PatternParser{cursor.expectString()};
    if (cursor.takeWord("regexp"))
        return RegexpParser{cursor.expectString()};
    if (cursor.takeWord("line_format"))
        return LineFormat{cursor.expectString()};
    if (cursor.takeWord("label_format"))
        return parseLabelFormat(cursor);
    if (cursor.takeWord("drop"))
        return parseChoice(cursor, false);
    if (cursor.takeWord("keep"))
        return parseChoice(cursor, true);
    return std::nullopt;
}

NumberTest parseNumberTest(Cursor &cursor, std::string label, CompareOp op)
{
    NumberTest test{std::move(label), op, NumberTest::Unit::None, 0};
    double sign = 1;
    if (cursor.takeSign("-"))
        sign = -1;
    else
        (void)cursor.takeSign("+");
    const Token &token = cursor.peek();
    if (token.kind == TokenKind::Duration)
        test = {test.label, op, NumberTest::Unit::Duration, sign * static_cast<double>(token.span.ns)};
    else if (token.kind == TokenKind::Bytes && sign > 0)
        test = {test.label, op, NumberTest::Unit::Bytes, token.number};
    else if (token.kind == TokenKind::Number)
        test.value = sign * token.number;
    else
        cursor.unexpected(u"a string, a number, a time span, a size or ip(…)"_s);
    if (cursor.ok())
        cursor.take();
    return test;
}

LabelFilterPtr parseTest(Cursor &cursor)
{
    if (cursor.peek().kind != TokenKind::Word) {
        cursor.unexpected(u"a parser, a format or a label filter"_s);
        return nullptr;
    }
    const Token &sign = cursor.peek(1);
    const Token &value = cursor.peek(2);
    const bool isMatch =
        sign.kind == TokenKind::Sign && opOf<signals::LabelMatcher::Op>(matchWords, sign.text).has_value();
    if (isMatch && value.kind == TokenKind::String) {
        auto matcher = parseMatcher(cursor);
        return matcher ? std::make_shared<const LabelFilter>(LabelFilter{std::move(*matcher)}) : nullptr;
    }
    std::string label = cursor.expectName();
    const std::string_view word = sign.text == "==" ? std::string_view("=") : std::string_view(sign.text);
    const auto op = cursor.peek().kind == TokenKind::Sign ? opOf<CompareOp>(compareWords, word) : std::nullopt;
    if (!op) {
        cursor.unexpected(u"a comparison (= != =~ !~ > >= < <=)"_s);
        return nullptr;
    }
    cursor.take();
    if (cursor.isWord("ip") && (*op == CompareOp::Equal || *op == CompareOp::NotEqual))
        return std::make_shared<const LabelFilter>(
            LabelFilter{IpTest{std::move(label), *op == CompareOp::NotEqual, ipRange(cursor)}});
    return std::make_shared<const LabelFilter>(LabelFilter{parseNumberTest(cursor, std::move(label), *op)});
}

LabelFilterPtr both(Cursor &cursor, LabelFilterPtr left, LabelFilterPtr right, bool isOr)
{
    cursor.countJoin();
    if (!left || !right)
        return nullptr;
    return std::make_shared<const LabelFilter>(LabelFilter{BothTests{std::move(left), std::move(right), isOr}});
}

// A comma and mere neighbourhood bind all that follows to the nearest test, as Loki's grammar resolves them.
LabelFilterPtr parseOperand(Cursor &cursor)
{
    const Cursor::Level level(cursor);
    if (!cursor.ok())
        return nullptr;
    LabelFilterPtr filter;
    if (cursor.takeSign("(")) {
        filter = parseLabelFilter(cursor);
        cursor.expectSign(")");
    } else {
        filter = parseTest(cursor);
    }
    const bool isNeighbour = cursor.peek().kind == TokenKind::Word && !cursor.isWord("or") && !cursor.isWord("and");
    if (cursor.ok() && (cursor.takeSign(",") || isNeighbour || cursor.isSign("(")))
        return both(cursor, std::move(filter), parseLabelFilter(cursor), false);
    return filter;
}

LabelFilterPtr parseConjunction(Cursor &cursor)
{
    auto left = parseOperand(cursor);
    while (cursor.takeWord("and"))
        left = both(cursor, std::move(left), parseOperand(cursor), false);
    return left;
}

} // namespace

std::optional<signals::LabelMatcher> parseMatcher(Cursor &cursor)
{
    const Position at = cursor.peek().at;
    std::string name = cursor.expectName();
    const auto op = cursor.ok() && cursor.peek().kind == TokenKind::Sign
                        ? opOf<signals::LabelMatcher::Op>(matchWords, cursor.peek().text)
                        : std::nullopt;
    if (!op) {
        cursor.unexpected(u"= != =~ or !~"_s);
        return std::nullopt;
    }
    cursor.take();
    std::string value = cursor.expectString();
    if (!cursor.ok())
        return std::nullopt;
    auto matcher = signals::LabelMatcher::make(*op, std::move(name), std::move(value));
    if (!matcher) {
        cursor.fail(at, u"the regular expression cannot be used: "_s + matcher.error().summary);
        return std::nullopt;
    }
    return std::move(*matcher);
}

std::vector<signals::LabelMatcher> parseSelector(Cursor &cursor)
{
    std::vector<signals::LabelMatcher> matchers;
    const Position at = cursor.peek().at;
    cursor.expectSign("{");
    if (!cursor.takeSign("}")) {
        do {
            if (auto matcher = parseMatcher(cursor))
                matchers.push_back(std::move(*matcher));
        } while (cursor.ok() && cursor.takeSign(","));
        cursor.expectSign("}");
    }
    if (cursor.ok() && std::ranges::all_of(matchers, [](const auto &m) { return m.matches(std::string_view()); }))
        cursor.fail(
            at,
            u"a selector needs at least one matcher that a missing label does not satisfy, such as {app=\"…\"} or {app=~\".+\"}"_s);
    return matchers;
}

bool isAtStage(const Cursor &cursor)
{
    return lineFilterAt(cursor).has_value() || (cursor.isSign("|") && !cursor.isWord("unwrap", 1));
}

Stage parseStage(Cursor &cursor)
{
    if (const auto op = lineFilterAt(cursor))
        return parseLineFilter(cursor, *op);
    cursor.expectSign("|");
    if (auto stage = parseKeywordStage(cursor))
        return std::move(*stage);
    return LabelFilterStage{parseLabelFilter(cursor)};
}

LabelFilterPtr parseLabelFilter(Cursor &cursor)
{
    auto left = parseConjunction(cursor);
    while (cursor.takeWord("or"))
        left = both(cursor, std::move(left), parseConjunction(cursor), true);
    return left;
}

} // namespace wf::query::logql
