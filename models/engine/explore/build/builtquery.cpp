// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/build/builtquery.h"

#include "models/base/labels.h"
#include "models/engine/dashboards/grammar/promtext.h"
#include "models/engine/explore/build/builtproblems.h"
#include "models/engine/explore/language/syntax.h"
#include "models/engine/explore/language/textplaces.h"
#include "models/query/promql/parse/lexer.h"
#include "models/query/promql/parse/parse.h"
#include "models/query/promql/text/durations.h"
#include "models/query/promql/text/gotext.h"
#include "models/query/promql/text/overloaded.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

using query::Expr;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::Explore", text);
}
QString shown(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString callText(const BuiltCall &call, const QString &inner)
{
    QStringList args;
    for (const double number : call.before)
        args << builtNumberText(number);
    args << inner;
    for (const double number : call.behind)
        args << builtNumberText(number);
    return call.function + u'(' + args.join(QStringLiteral(", ")) + u')';
}

QString aggregationText(const BuiltAggregation &aggregation, const QString &inner)
{
    QStringList labels;
    for (const QString &label : aggregation.labels)
        labels << labelText(label);
    QString head = aggregation.op;
    if (!labels.isEmpty() || aggregation.isWithout)
        head += (aggregation.isWithout ? QStringLiteral(" without (") : QStringLiteral(" by (")) +
                labels.join(QStringLiteral(", ")) + QStringLiteral(") ");
    const QString param = aggregation.param ? builtNumberText(*aggregation.param) + QStringLiteral(", ") : QString();
    return head + u'(' + param + inner + u')';
}

QString selectorOf(const BuiltQuery &query)
{
    static const QString signs[] = {QStringLiteral("="), QStringLiteral("!="), QStringLiteral("=~"),
                                    QStringLiteral("!~")};
    QStringList matchers;
    for (const BuiltCondition &condition : query.conditions)
        matchers << labelText(condition.label) + signs[static_cast<int>(condition.op)] + base::quoted(condition.value);
    if (query.metric.isEmpty()) // half of a query is kept too
        return u'{' + matchers.join(u',') + u'}';
    return selectorText(query.metric, matchers);
}

// A number that a step may have, with its sign.
std::optional<double> numberIn(const Expr &expr)
{
    const auto *sign = std::get_if<query::Unary>(&expr.node);
    const auto *number = std::get_if<query::NumberLiteral>(sign ? &sign->expr->node : &expr.node);
    if (!number || number->isDuration)
        return std::nullopt;
    return sign && sign->isNegative ? -number->value : number->value;
}
bool isDuration(const Expr &expr)
{
    const auto *number = std::get_if<query::NumberLiteral>(&expr.node);
    return number && number->isDuration;
}

// Values of labels that the parser would refuse, or read with a placeholder filled in, have others in their place while
// the query is read.
struct StandIns {
    QString text;
    std::vector<std::pair<QString, QString>> values; // the one in its place, the value
};

bool isForeign(const QString &literal, const std::string &value, bool isPattern)
{
    return std::ranges::any_of(placeholders(), [&](const QString &one) { return literal.contains(one); }) ||
           (isPattern && !signals::LabelMatcher::make(signals::LabelMatcher::Op::Regex, "x", value));
}

StandIns withStandIns(const QString &text)
{
    using query::Token;
    const TextPlaces places(text);
    StandIns out{text, {}};
    QString name = QStringLiteral("stand_in_");
    while (text.contains(name))
        name += u'_';
    const std::vector<query::Lexeme> lexemes = query::lexPromql(places.utf8());
    for (std::size_t i = lexemes.size(); i-- > 1;) { // from behind: what is before stays where it is
        const Token sign = lexemes[i - 1].token;
        const bool isPattern = sign == Token::RegexEquals || sign == Token::RegexNotEquals;
        if (lexemes[i].token != Token::String || (!isPattern && sign != Token::Equals && sign != Token::NotEqual))
            continue;
        const int start = places.place(lexemes[i].range.start), length = places.length(lexemes[i].range);
        const QString literal = text.mid(start, length);
        const auto value = query::goUnquoted(literal.toStdString());
        if (!value || !isForeign(literal, *value, isPattern))
            continue;
        const QString own = name + QString::number(i);
        out.values.emplace_back(own, QString::fromStdString(*value));
        out.text.replace(start, length, u'"' + own + u'"');
    }
    return out;
}

// Reads the tree from the outside in.
class Reader {
public:
    explicit Reader(const TextPlaces &places, const QString &text) : m_places(places), m_text(text) {}

    bool read(const Expr &expr)
    {
        return std::visit(query::Overloaded{
                              [&](const query::VectorSelector &selector) { return readSelector(selector); },
                              [&](const query::MatrixSelector &) { return refuse(say("a range of its own")); },
                              [&](const query::Call &call) { return readCall(call); },
                              [&](const query::Aggregate &aggregate) { return readAggregate(aggregate); },
                              [&](const query::Binary &binary) { return readBinary(binary); },
                              [&](const query::Paren &paren) { return read(*paren.expr); },
                              [&](const query::Subquery &) { return refuse(say("a subquery")); },
                              [&](const query::Unary &) { return refuse(say("a sign in front")); },
                              [&](const auto &) { return refuse(say("a plain value")); },
                          },
                          expr.node);
    }
    BuiltQuery take()
    {
        std::reverse(m_query.steps.begin(), m_query.steps.end());
        return std::move(m_query);
    }
    [[nodiscard]] const QString &why() const { return m_why; }

private:
    bool refuse(const QString &what)
    {
        if (m_why.isEmpty())
            m_why = what;
        return false;
    }

    bool readSelector(const query::VectorSelector &selector)
    {
        if (selector.name.empty())
            return refuse(say("a selector without a metric"));
        if (selector.shift.at.kind != query::AtModifier::Kind::None || selector.shift.offsetExpr ||
            selector.isAnchored || selector.isSmoothed)
            return refuse(say("a fixed or computed moment"));
        m_query.metric = shown(selector.name);
        for (const auto &matcher : selector.matchers)
            if (matcher.name() != "__name__")
                m_query.conditions.push_back({shown(matcher.name()), matcher.op(), shown(matcher.value())});
        if (selector.shift.offsetMs != 0)
            m_query.offset = QString::fromStdString(query::promDurationText(selector.shift.offsetMs));
        return true;
    }

    // As it was written, so that a placeholder stays one.
    QString rangeText(const Expr &arg, const query::MatrixSelector &matrix) const
    {
        const int from = m_places.place(matrix.vectorRange.end);
        const QString written = m_text.mid(from, m_places.place(arg.range.end) - from);
        const qsizetype open = written.indexOf(u'['), close = written.indexOf(u']');
        return open >= 0 && close > open ? written.mid(open + 1, close - open - 1).trimmed()
                                         : QString::fromStdString(query::promDurationText(matrix.rangeMs));
    }

    bool readCall(const query::Call &call)
    {
        BuiltCall step;
        step.function = shown(call.function->name);
        const Expr *inner = nullptr;
        for (const auto &arg : call.args) {
            if (isDuration(*arg))
                return refuse(say("a duration as a number"));
            if (const auto number = numberIn(*arg)) {
                (inner ? step.behind : step.before).push_back(*number);
            } else if (inner) {
                return refuse(say("%1() of two queries").arg(step.function));
            } else {
                inner = arg.get();
            }
        }
        if (!inner)
            return refuse(say("%1() of nothing").arg(step.function));
        const auto *matrix = std::get_if<query::MatrixSelector>(&inner->node);
        if (!matrix) {
            m_query.steps.emplace_back(std::move(step));
            return read(*inner);
        }
        if (matrix->rangeExpr)
            return refuse(say("a computed range"));
        step.range = rangeText(*inner, *matrix);
        m_query.steps.emplace_back(std::move(step));
        return readSelector(matrix->vector);
    }

    bool readAggregate(const query::Aggregate &aggregate)
    {
        BuiltAggregation step;
        step.op = shown(query::aggregateText(aggregate.op));
        step.isWithout = aggregate.isWithout;
        for (const std::string &label : aggregate.grouping)
            step.labels << shown(label);
        if (aggregate.param) {
            step.param = numberIn(*aggregate.param);
            if (!step.param)
                return refuse(say("%1() with a parameter that is no number").arg(step.op));
        }
        m_query.steps.emplace_back(std::move(step));
        return read(*aggregate.expr);
    }

    bool readBinary(const query::Binary &binary)
    {
        const auto number = numberIn(*binary.rhs);
        if (!number || query::isSetOperator(binary.op))
            return refuse(say("two queries joined by %1").arg(shown(query::operatorText(binary.op))));
        m_query.steps.emplace_back(BuiltArithmetic{shown(query::operatorText(binary.op)), *number, binary.returnsBool});
        return read(*binary.lhs);
    }

    const TextPlaces &m_places;
    const QString &m_text;
    BuiltQuery m_query;
    QString m_why;
};

// Everything but parentheses that mean nothing: the tree itself says what belongs to what.
std::string meaningOf(const Expr &expr)
{
    const Expr &bare = query::withoutParens(expr);
    std::string inside;
    query::visitChildren(bare, [&inside](const Expr &child) { inside += '<' + meaningOf(child) + '>'; });
    const std::string own =
        std::visit(query::Overloaded{
                       [](const query::Call &call) { return std::string(call.function->name); },
                       [](const query::Aggregate &aggregate) {
                           std::string head(query::aggregateText(aggregate.op));
                           head += aggregate.isWithout ? " without" : " by";
                           for (const std::string &label : aggregate.grouping)
                               head += ' ' + label;
                           return head;
                       },
                       [](const query::Binary &binary) {
                           return std::string(query::operatorText(binary.op)) + (binary.returnsBool ? " bool" : "");
                       },
                       [](const query::Unary &unary) { return std::string(unary.isNegative ? "-" : "+"); },
                       [&bare](const auto &) { return query::printPromql(bare); },
                   },
                   bare.node);
    return own + inside;
}

bool isSameMeaning(const Expr &a, const Expr &b)
{
    return meaningOf(a) == meaningOf(b);
}

} // namespace

QString textOf(const BuiltQuery &query)
{
    QString out = selectorOf(query);
    const QString offset = query.offset.isEmpty() ? QString() : QStringLiteral(" offset ") + query.offset;
    bool hasSelector = false;
    const auto finishSelector = [&](const QString &range) {
        if (!hasSelector)
            out += (range.isEmpty() ? QString() : u'[' + range + u']') + offset;
        hasSelector = true;
    };
    for (const BuiltStep &step : query.steps)
        std::visit(query::Overloaded{
                       [&](const BuiltCall &call) {
                           finishSelector(call.range);
                           out = callText(call, out);
                       },
                       [&](const BuiltAggregation &aggregation) {
                           finishSelector({});
                           out = aggregationText(aggregation, out);
                       },
                       [&](const BuiltArithmetic &arithmetic) {
                           finishSelector({});
                           // A second operator must not bind tighter than the first one.
                           const bool isNested =
                               &step != &query.steps.front() && std::holds_alternative<BuiltArithmetic>(*(&step - 1));
                           out = (isNested ? u'(' + out + u')' : out) + u' ' + arithmetic.op +
                                 (arithmetic.returnsBool ? QStringLiteral(" bool ") : QStringLiteral(" ")) +
                                 builtNumberText(arithmetic.number);
                       },
                   },
                   step);
    finishSelector({});
    return out;
}

base::Result<BuiltQuery> builtFrom(const QString &text)
{
    const StandIns standIns = withStandIns(text);
    const TextPlaces places(standIns.text);
    const auto tree = query::parsePromql(places.utf8(), query::ParseOptions::everything());
    if (!tree)
        return tree.error();
    if (hasComments(places.utf8()))
        return base::makeError(base::ErrorKind::Invalid,
                               say("The builder would lose the comments of this query: it stays text."));
    Reader reader(places, standIns.text);
    if (!reader.read(**tree))
        return base::makeError(base::ErrorKind::Invalid,
                               say("The builder has no words for %1: this query stays text.").arg(reader.why()));
    BuiltQuery built = reader.take();
    const QString again = textOf(built);
    const auto back = query::parsePromql(TextPlaces(again).utf8(), query::ParseOptions::everything());
    if (!back || !isSameMeaning(**tree, **back))
        return base::makeError(base::ErrorKind::Invalid, say("The builder would change this query: it stays text."));
    for (BuiltCondition &condition : built.conditions)
        for (const auto &[standIn, value] : standIns.values)
            if (condition.value == standIn)
                condition.value = value;
    return built;
}

} // namespace wf::engine
