// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/syntax/parser.h"

#include "models/query/logql/syntax/parsestages.h"
#include "models/query/logql/syntax/words.h"

#include <cmath>

namespace wf::query::logql {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t longestQuery = std::size_t(128) << 10;

QString asText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

bool needsUnwrap(RangeOp op)
{
    return op == RangeOp::RateCounter || (op >= RangeOp::AvgOverTime && op <= RangeOp::LastOverTime);
}
bool forbidsUnwrap(RangeOp op)
{
    return op == RangeOp::CountOverTime || op == RangeOp::BytesRate || op == RangeOp::BytesOverTime;
}
bool allowsGrouping(RangeOp op)
{
    return op >= RangeOp::AvgOverTime && op <= RangeOp::LastOverTime && op != RangeOp::SumOverTime;
}

int strengthOf(BinaryOp op)
{
    switch (op) {
    case BinaryOp::Or:
        return 1;
    case BinaryOp::And:
    case BinaryOp::Unless:
        return 2;
    case BinaryOp::Add:
    case BinaryOp::Sub:
        return 4;
    case BinaryOp::Mul:
    case BinaryOp::Div:
    case BinaryOp::Mod:
        return 5;
    case BinaryOp::Pow:
        return 6;
    default:
        return 3;
    }
}

class Parser {
public:
    Parser(const std::vector<Token> &tokens, ParseOptions options) : m_cursor(tokens), m_options(options) {}

    base::Result<Expr> run()
    {
        Expr expr;
        if (isAtSelector())
            expr.node = logSelector();
        else if (const auto metric = metricExpr(1))
            expr.node = *metric;
        if (m_cursor.ok() && m_cursor.peek().kind != TokenKind::End)
            m_cursor.unexpected(u"an operator or the end of the query"_s);
        if (!m_cursor.ok())
            return *m_cursor.error();
        return expr;
    }

private:
    // A selector, maybe in parentheses, and not one inside a function.
    [[nodiscard]] bool isAtSelector() const
    {
        std::size_t n = 0;
        while (m_cursor.isSign("(", n))
            ++n;
        return m_cursor.isSign("{", n);
    }

    LogSelector logSelector()
    {
        const Cursor::Level level(m_cursor);
        LogSelector selector;
        if (m_cursor.takeSign("(")) {
            selector = logSelector();
            m_cursor.expectSign(")");
            return selector;
        }
        selector.at = m_cursor.peek().at;
        selector.matchers = parseSelector(m_cursor);
        while (m_cursor.ok() && isAtStage(m_cursor))
            selector.stages.push_back(parseStage(m_cursor));
        return selector;
    }

    // The range may stand behind the selector, behind its pipeline, or behind parentheses round either.
    void rangeInto(LogRange &range, bool &hasRange)
    {
        const Cursor::Level level(m_cursor);
        if (m_cursor.takeSign("(")) {
            rangeInto(range, hasRange);
            m_cursor.expectSign(")");
        } else {
            range.selector.at = m_cursor.peek().at;
            range.selector.matchers = parseSelector(m_cursor);
        }
        while (m_cursor.ok()) {
            if (m_cursor.peek().kind == TokenKind::Range) {
                if (hasRange)
                    m_cursor.fail(m_cursor.peek().at, u"there are two ranges; one is expected"_s);
                hasRange = true;
                range.range = span();
                if (m_cursor.takeWord("offset"))
                    range.offset = offset();
            } else if (m_cursor.isSign("|") && m_cursor.isWord("unwrap", 1) && !range.unwrap) {
                range.unwrap = unwrap();
            } else if (isAtStage(m_cursor) && !range.unwrap) {
                range.selector.stages.push_back(parseStage(m_cursor));
            } else {
                return;
            }
        }
    }

    LogRange logRange()
    {
        LogRange range;
        bool hasRange = false;
        rangeInto(range, hasRange);
        if (m_cursor.ok() && !hasRange)
            m_cursor.unexpected(u"a range such as [5m]"_s);
        return range;
    }

    Span span()
    {
        const Token &token = m_cursor.take();
        if (!token.span.variable.empty() && !m_options.allowsVariables)
            m_cursor.fail(token.at, u"the variable %1 has no value here: write a time span such as 5m"_s.arg(
                                        asText(token.span.variable)));
        else if (token.span.variable.empty() && token.kind == TokenKind::Range && token.span.ns <= 0)
            m_cursor.fail(token.at, u"a range must be longer than nothing"_s);
        return token.span;
    }

    Span offset()
    {
        const bool isNegative = m_cursor.takeSign("-");
        const TokenKind kind = m_cursor.peek().kind;
        if (kind != TokenKind::Duration && (kind != TokenKind::Variable || isNegative)) {
            m_cursor.unexpected(u"a time span such as 5m"_s);
            return {};
        }
        Span value = span();
        if (isNegative)
            value.ns = -value.ns;
        return value;
    }

    Unwrap unwrap()
    {
        Unwrap unwrap;
        m_cursor.take();
        m_cursor.take();
        if (m_cursor.isSign("(", 1)) {
            const Position at = m_cursor.peek().at;
            const auto conversion = opOf<Unwrap::Conversion>(conversionWords, m_cursor.expectName());
            if (!conversion)
                m_cursor.fail(at, u"unwrap converts with bytes(…), duration(…) or duration_seconds(…)"_s);
            unwrap.conversion = conversion.value_or(Unwrap::Conversion::None);
            m_cursor.expectSign("(");
            unwrap.label = m_cursor.expectName();
            m_cursor.expectSign(")");
        } else {
            unwrap.label = m_cursor.expectName();
        }
        while (m_cursor.takeSign("|"))
            if (auto filter = parseLabelFilter(m_cursor))
                unwrap.filters.push_back(std::move(filter));
        return unwrap;
    }

    std::optional<Grouping> grouping()
    {
        if (!m_cursor.isWord("by") && !m_cursor.isWord("without"))
            return std::nullopt;
        Grouping out;
        out.isWithout = m_cursor.takeWord("without");
        if (!out.isWithout)
            m_cursor.take();
        out.labels = m_cursor.names();
        return out;
    }

    double number()
    {
        double sign = 1;
        if (m_cursor.takeSign("-"))
            sign = -1;
        else
            (void)m_cursor.takeSign("+");
        if (m_cursor.ok() && m_cursor.peek().kind == TokenKind::Number)
            return sign * m_cursor.take().number;
        m_cursor.unexpected(u"a number"_s);
        return 0;
    }
    [[nodiscard]] bool isAtNumber() const
    {
        const bool isSigned = m_cursor.isSign("-") || m_cursor.isSign("+");
        return m_cursor.peek(isSigned ? 1 : 0).kind == TokenKind::Number;
    }

    RangeAggregation rangeAggregation(RangeOp op, Position at);
    VectorAggregation vectorAggregation(VectorOp op, Position at);
    LabelReplace labelReplace();
    MetricExprPtr primary();
    MetricExprPtr function(Position at);
    MetricExprPtr metricExpr(int weakest);
    Binary modifiers(BinaryOp op);
    [[nodiscard]] std::optional<BinaryOp> operatorHere() const;

    static MetricExprPtr make(MetricExpr expr) { return std::make_shared<const MetricExpr>(std::move(expr)); }

    Cursor m_cursor;
    ParseOptions m_options;
};

RangeAggregation Parser::rangeAggregation(RangeOp op, Position at)
{
    const QString name = asText(wordOf(rangeOpWords, op));
    RangeAggregation out;
    out.op = op;
    m_cursor.take();
    m_cursor.expectSign("(");
    if (isAtNumber()) {
        out.parameter = number();
        m_cursor.expectSign(",");
    }
    out.range = logRange();
    m_cursor.expectSign(")");
    out.grouping = grouping();
    if ((op == RangeOp::QuantileOverTime) != out.parameter.has_value())
        m_cursor.fail(at, out.parameter ? u"%1 takes no number"_s.arg(name)
                                        : u"%1 needs a number first, such as 0.95"_s.arg(name));
    if (needsUnwrap(op) && !out.range.unwrap)
        m_cursor.fail(at, u"%1 needs | unwrap: it works on the values of a label"_s.arg(name));
    if (forbidsUnwrap(op) && out.range.unwrap)
        m_cursor.fail(at, u"%1 works on lines and cannot be used with | unwrap"_s.arg(name));
    if (out.grouping && !allowsGrouping(op))
        m_cursor.fail(at, u"%1 takes no grouping: put sum by (…) round it"_s.arg(name));
    return out;
}

VectorAggregation Parser::vectorAggregation(VectorOp op, Position at)
{
    const QString name = asText(wordOf(vectorOpWords, op));
    VectorAggregation out;
    out.op = op;
    m_cursor.take();
    out.grouping = grouping();
    m_cursor.expectSign("(");
    if (isAtNumber() && m_cursor.isSign(",", m_cursor.peek().kind == TokenKind::Sign ? 2 : 1)) {
        const double value = number();
        if (!(value >= 1 && value <= 1e6) || value != std::floor(value))
            m_cursor.fail(at, u"%1 needs a whole number above 0"_s.arg(name));
        else
            out.parameter = static_cast<int>(value);
        m_cursor.expectSign(",");
    }
    out.of = metricExpr(1);
    m_cursor.expectSign(")");
    if (!out.grouping)
        out.grouping = grouping();
    const bool takesNumber = op == VectorOp::Topk || op == VectorOp::Bottomk || op == VectorOp::ApproxTopk;
    if (m_cursor.ok() && takesNumber != out.parameter.has_value())
        m_cursor.fail(at, takesNumber ? u"%1 needs a number first, such as 10"_s.arg(name)
                                      : u"%1 takes no number"_s.arg(name));
    if (out.grouping && (op == VectorOp::Sort || op == VectorOp::SortDesc || op == VectorOp::ApproxTopk))
        m_cursor.fail(at, u"%1 takes no grouping"_s.arg(name));
    return out;
}

LabelReplace Parser::labelReplace()
{
    LabelReplace out;
    m_cursor.take();
    m_cursor.expectSign("(");
    out.of = metricExpr(1);
    for (std::string *text : {&out.target, &out.replacement, &out.source, &out.regex}) {
        m_cursor.expectSign(",");
        const Position at = m_cursor.peek().at;
        *text = m_cursor.expectString();
        if (text == &out.regex && m_cursor.ok())
            if (const auto made = signals::LabelMatcher::make(signals::LabelMatcher::Op::Regex, {}, *text); !made)
                m_cursor.fail(at, u"the regular expression cannot be used: "_s + made.error().summary);
    }
    m_cursor.expectSign(")");
    return out;
}

MetricExprPtr Parser::function(Position at)
{
    std::string word = m_cursor.peek().text;
    std::ranges::transform(word, word.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (const auto op = opOf<RangeOp>(rangeOpWords, word))
        return make({rangeAggregation(*op, at), at});
    if (const auto op = opOf<VectorOp>(vectorOpWords, word))
        return make({vectorAggregation(*op, at), at});
    if (word == "label_replace")
        return make({labelReplace(), at});
    if (word != "vector" || !m_cursor.isSign("(", 1))
        return nullptr;
    m_cursor.take();
    m_cursor.take();
    const VectorLiteral literal{number()};
    m_cursor.expectSign(")");
    return make({literal, at});
}

MetricExprPtr Parser::primary()
{
    const Cursor::Level level(m_cursor);
    const Position at = m_cursor.peek().at;
    if (!m_cursor.ok())
        return nullptr;
    if (isAtSelector()) {
        m_cursor.fail(at,
                      u"lines cannot be calculated with: make a metric of them, such as count_over_time({…}[5m])"_s);
        return nullptr;
    }
    if (m_cursor.takeSign("(")) {
        auto inner = metricExpr(1);
        m_cursor.expectSign(")");
        return inner;
    }
    if (isAtNumber())
        return make({Literal{number()}, at});
    if (m_cursor.peek().kind == TokenKind::Word)
        if (auto made = function(at))
            return made;
    m_cursor.unexpected(u"a selector {…}, a function, an aggregation or a number"_s);
    return nullptr;
}

Binary Parser::modifiers(BinaryOp op)
{
    Binary out;
    out.op = op;
    const Position at = m_cursor.peek().at;
    out.returnsBool = m_cursor.takeWord("bool");
    if (out.returnsBool && !isComparison(op))
        m_cursor.fail(at, u"bool goes with comparisons only"_s);
    Matching &matching = out.matching;
    if (!m_cursor.isWord("on") && !m_cursor.isWord("ignoring"))
        return out;
    matching.isOn = m_cursor.takeWord("on");
    matching.isIgnoring = !matching.isOn && m_cursor.takeWord("ignoring");
    matching.labels = m_cursor.names();
    const Position groupAt = m_cursor.peek().at;
    if (m_cursor.takeWord("group_left"))
        matching.card = Matching::Card::ManyToOne;
    else if (m_cursor.takeWord("group_right"))
        matching.card = Matching::Card::OneToMany;
    if (matching.card == Matching::Card::OneToOne)
        return out;
    if (isSetOperator(op))
        m_cursor.fail(groupAt, u"group_left and group_right do not go with and, or, unless"_s);
    // "(" may begin the operand as well: a list holds nothing but names.
    const bool isName =
        m_cursor.peek(1).kind == TokenKind::Word && (m_cursor.isSign(")", 2) || m_cursor.isSign(",", 2));
    if (m_cursor.isSign("(") && (m_cursor.isSign(")", 1) || isName))
        matching.include = m_cursor.names();
    return out;
}

std::optional<BinaryOp> Parser::operatorHere() const
{
    if (m_cursor.peek().kind == TokenKind::Sign)
        return opOf<BinaryOp>(binaryOpWords, m_cursor.peek().text);
    for (const auto op : {BinaryOp::Or, BinaryOp::And, BinaryOp::Unless})
        if (m_cursor.isWord(wordOf(binaryOpWords, op)))
            return op;
    return std::nullopt;
}

MetricExprPtr Parser::metricExpr(int weakest)
{
    const Cursor::Level level(m_cursor);
    auto left = primary();
    while (m_cursor.ok()) {
        const Position at = m_cursor.peek().at;
        const auto op = operatorHere();
        if (!op || strengthOf(*op) < weakest)
            break;
        m_cursor.take();
        m_cursor.countJoin();
        Binary node = modifiers(*op);
        node.left = std::move(left);
        // ^ binds to the right.
        node.right = metricExpr(*op == BinaryOp::Pow ? strengthOf(*op) : strengthOf(*op) + 1);
        const auto isLiteral = [](const MetricExprPtr &e) { return e && std::holds_alternative<Literal>(e->node); };
        if (isSetOperator(*op) && (isLiteral(node.left) || isLiteral(node.right)))
            m_cursor.fail(at, u"and, or, unless work on vectors, not on numbers: write vector(…)"_s);
        left = make({std::move(node), at});
    }
    return left;
}

} // namespace

base::Result<Expr> parse(std::string_view text, ParseOptions options)
{
    if (text.size() > longestQuery)
        return base::makeError(base::ErrorKind::TooLarge,
                               u"a query may have %1 bytes; this one has %2"_s.arg(longestQuery).arg(text.size()));
    const auto tokens = tokenize(text);
    if (!tokens)
        return tokens.error();
    return Parser(*tokens, options).run();
}

} // namespace wf::query::logql
