// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/lint/lints.h"

#include "models/base/duration.h"
#include "models/engine/explore/language/syntax.h"
#include "models/engine/explore/language/textplaces.h"
#include "models/engine/explore/lint/meaninglints.h"
#include "models/query/promql/parse/parse.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

using query::Expr;
using query::FunctionId;
using signals::MetricType;
using signals::Severity;
using Op = signals::LabelMatcher::Op;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::Explore", text);
}

bool countsResets(FunctionId id)
{
    return id == FunctionId::Rate || id == FunctionId::Increase || id == FunctionId::Irate || id == FunctionId::Resets;
}

bool isForGauges(FunctionId id)
{
    return id == FunctionId::Delta || id == FunctionId::Idelta || id == FunctionId::Deriv ||
           id == FunctionId::PredictLinear;
}

// Functions whose result says something about a counter although it is no rate.
bool bearsCounters(FunctionId id)
{
    return countsResets(id) || id == FunctionId::Absent || id == FunctionId::AbsentOverTime ||
           id == FunctionId::PresentOverTime || id == FunctionId::CountOverTime || id == FunctionId::Changes ||
           id == FunctionId::Timestamp || id == FunctionId::StartTimestamp || id == FunctionId::HistogramQuantile ||
           id == FunctionId::HistogramFraction || id == FunctionId::Info || id == FunctionId::TsOfLastOverTime ||
           id == FunctionId::TsOfFirstOverTime;
}

std::string metricOf(const query::VectorSelector &selector)
{
    if (!selector.name.empty())
        return selector.name;
    for (const auto &matcher : selector.matchers)
        if (matcher.name() == "__name__" && matcher.op() == Op::Equal)
            return matcher.value();
    return {};
}

QString shown(const std::string &text)
{
    return QString::fromStdString(text);
}

// Walks down the tree and knows what stands around each node.
class Judge {
public:
    Judge(const TextPlaces &places, const LintFacts &facts) : m_places(places), m_facts(facts) {}

    void walk(const Expr &expr)
    {
        if (const auto *call = std::get_if<query::Call>(&expr.node))
            return aroundCall(expr, *call);
        if (const auto *aggregate = std::get_if<query::Aggregate>(&expr.node))
            return aroundAggregate(expr, *aggregate);
        if (const auto *vector = std::get_if<query::VectorSelector>(&expr.node))
            return selector(*vector, expr.range, false);
        if (const auto *matrix = std::get_if<query::MatrixSelector>(&expr.node))
            return range(expr, *matrix);
        query::visitChildren(expr, [this](const Expr &child) { walk(child); });
    }

    std::vector<signals::ExpressionMark> take()
    {
        std::ranges::stable_sort(m_marks, {}, &signals::ExpressionMark::start);
        return std::move(m_marks);
    }

private:
    void mark(query::TextRange range, Severity severity, QString message)
    {
        m_marks.push_back({m_places.place(range.start), m_places.length(range), severity, std::move(message)});
    }

    [[nodiscard]] std::optional<IndexedMetric> known(const std::string &metric) const
    {
        return m_facts.index && !metric.empty() ? m_facts.index->metric(metric) : std::nullopt;
    }
    [[nodiscard]] MetricType typeOf(const std::string &metric) const
    {
        const auto found = known(metric);
        return found ? found->type : MetricType::Unknown;
    }

    void aroundCall(const Expr &expr, const query::Call &call)
    {
        const auto *before = m_call;
        m_call = &call;
        if (call.function->id == FunctionId::HistogramQuantile && call.args.size() == 2)
            quantile(expr, *call.args[1]);
        if (countsResets(call.function->id) && !call.args.empty())
            sumBeforeRate(call);
        const bool wasBorne = m_isBorne;
        m_isBorne = m_isBorne || bearsCounters(call.function->id);
        for (const auto &arg : call.args)
            walk(*arg);
        m_isBorne = wasBorne;
        m_call = before;
    }

    void aroundAggregate(const Expr &expr, const query::Aggregate &aggregate)
    {
        const bool wasBorne = m_isBorne;
        if (aggregate.op == query::AggregateOp::Count || aggregate.op == query::AggregateOp::Group ||
            aggregate.op == query::AggregateOp::CountValues)
            m_isBorne = true;
        if (!aggregate.isWithout)
            missingLabels(expr, aggregate);
        if (aggregate.param)
            walk(*aggregate.param);
        walk(*aggregate.expr);
        m_isBorne = wasBorne;
    }

    // rate(sum(x)[5m:]): a reset of one series looks like a reset of all.
    void sumBeforeRate(const query::Call &call)
    {
        const Expr &arg = query::withoutParens(*call.args[0]);
        const auto *subquery = std::get_if<query::Subquery>(&arg.node);
        if (!subquery)
            return;
        const auto *aggregate = std::get_if<query::Aggregate>(&query::withoutParens(*subquery->expr).node);
        if (aggregate && aggregate->op == query::AggregateOp::Sum)
            mark(arg.range, Severity::Warning,
                 say("A counter that starts anew makes the whole sum jump here. Take the rate first, then the sum: "
                     "sum(%1(…)).")
                     .arg(QLatin1String(call.function->name.data(),
                                        static_cast<qsizetype>(call.function->name.size()))));
    }

    // Classic buckets are told apart by le: an aggregation below that drops it leaves nothing to interpolate.
    void quantile(const Expr &expr, const Expr &buckets)
    {
        bool areClassic = false, hasRate = false;
        query::visit(buckets, [&](const Expr &part) {
            const auto *vector = std::get_if<query::VectorSelector>(&part.node);
            if (const auto *matrix = std::get_if<query::MatrixSelector>(&part.node)) {
                vector = &matrix->vector;
                hasRate = true;
            }
            areClassic = areClassic || (vector && metricOf(*vector).ends_with("_bucket"));
        });
        if (!areClassic)
            return;
        const auto *aggregate = std::get_if<query::Aggregate>(&query::withoutParens(buckets).node);
        if (aggregate && (std::ranges::count(aggregate->grouping, "le") == 0) != aggregate->isWithout)
            mark(query::withoutParens(buckets).range, Severity::Warning,
                 say("The buckets lose their label le here: write it into by (…), or take it out of without (…)."));
        if (!hasRate)
            mark(expr.range, Severity::Info,
                 say("These buckets count since their process began. For how it is now take their rate() first."));
    }

    void range(const Expr &expr, const query::MatrixSelector &matrix)
    {
        const std::string metric = metricOf(matrix.vector);
        const MetricType type = typeOf(metric);
        if (m_call && countsResets(m_call->function->id) && type == MetricType::Gauge)
            mark(matrix.vectorRange, Severity::Warning,
                 say("%1 is a gauge: %2() takes every fall for a restart. Write deriv() or delta().")
                     .arg(shown(metric), functionName()));
        if (m_call && isForGauges(m_call->function->id) && type == MetricType::Counter)
            mark(matrix.vectorRange, Severity::Warning,
                 say("%1 is a counter: %2() does not know its restarts. Write rate() or increase().")
                     .arg(shown(metric), functionName()));
        const qint64 rangeNs = matrix.rangeMs * base::nsPerMs;
        if (m_call && countsResets(m_call->function->id) && !matrix.rangeExpr && rangeNs > 0 &&
            rangeNs < 2 * m_facts.scrapeNs)
            mark({matrix.vectorRange.end, expr.range.end}, Severity::Warning,
                 say("%1 holds no two samples for certain when one comes every %2: write at least %3, or "
                     "$__rate_interval.")
                     .arg(base::promDuration(rangeNs), base::promDuration(m_facts.scrapeNs),
                          base::promDuration(4 * m_facts.scrapeNs)));
        selector(matrix.vector, matrix.vectorRange, true);
    }

    [[nodiscard]] QString functionName() const
    {
        return QString::fromLatin1(m_call->function->name.data(),
                                   static_cast<qsizetype>(m_call->function->name.size()));
    }

    void selector(const query::VectorSelector &selector, query::TextRange range, bool isRange)
    {
        const std::string metric = metricOf(selector);
        matchers(selector, range, metric);
        const auto found = known(metric);
        if (!found) {
            if (m_facts.isIndexWhole && m_facts.index && !metric.empty())
                mark(range, Severity::Warning, unknownWords(metric));
            return;
        }
        if (found->type == MetricType::Counter && !isRange && !m_isBorne)
            mark(
                range, Severity::Warning,
                say("%1 is a counter: its value only says how long its process runs. Write rate(%1[$__rate_interval]).")
                    .arg(shown(metric)));
    }

    [[nodiscard]] QString unknownWords(const std::string &metric) const
    {
        const auto near = m_facts.index->search(metric, 1);
        const QString words = say("No series is called %1 now.").arg(shown(metric));
        return near.empty() ? words
                            : QString(words + u' ' + say("Is %1 meant?").arg(m_facts.index->at(near[0]).text()));
    }

    void matchers(const query::VectorSelector &selector, query::TextRange range, const std::string &metric)
    {
        const MetricShapePtr shape = m_facts.shape && !metric.empty() ? m_facts.shape(shown(metric)) : nullptr;
        for (const auto &matcher : selector.matchers) {
            if (matcher.name() == "__name__")
                continue;
            const QString text = shown(matcher.text());
            const bool isRegex = matcher.op() == Op::Regex || matcher.op() == Op::NotRegex;
            if (isRegex && base::regexEscaped(matcher.value()) == matcher.value() && !matcher.value().empty())
                mark(rangeOf(matcher, range), Severity::Info,
                     say("%1 has nothing of a regular expression: %2 says the same and is quicker.")
                         .arg(text, shown(matcher.name()) +
                                        (matcher.op() == Op::Regex ? QStringLiteral("=") : QStringLiteral("!=")) +
                                        base::quoted(shown(matcher.value()))));
            if (matcher.op() == Op::Regex && matcher.value() == ".*")
                mark(rangeOf(matcher, range), Severity::Info, say("%1 matches everything: leave it out.").arg(text));
            if (shape && !shape->labels.empty() && (matcher.op() == Op::Equal || matcher.op() == Op::Regex))
                absentValue(matcher, *shape, range);
        }
    }

    void absentValue(const signals::LabelMatcher &matcher, const MetricShape &shape, query::TextRange range)
    {
        if (matcher.matches(std::string_view()))
            return;
        const QString name = shown(matcher.name());
        const LabelShape *label = shape.label(name);
        if (!label)
            return mark(rangeOf(matcher, range), Severity::Warning,
                        say("No series of %1 has the label %2.").arg(shape.metric, name));
        const bool areAllKnown = label->valueCount == static_cast<qint64>(label->values.size());
        if (areAllKnown && !label->values.empty() && std::ranges::none_of(label->values, [&](const auto &value) {
                return matcher.matches(value.name.toStdString());
            }))
            mark(rangeOf(matcher, range), Severity::Warning,
                 say("No series of %1 has %2.").arg(shape.metric, shown(matcher.text())));
    }

    // The matcher inside the selector's text; the selector when it is written in another way.
    [[nodiscard]] query::TextRange rangeOf(const signals::LabelMatcher &matcher, query::TextRange range) const
    {
        const std::string_view text = std::string_view(m_places.utf8()).substr(range.start, range.end - range.start);
        const std::size_t brace = text.find('{');
        for (std::size_t at = text.find(matcher.name(), brace == std::string_view::npos ? 0 : brace);
             at != std::string_view::npos; at = text.find(matcher.name(), at + 1)) {
            const std::size_t behind = text.find_first_not_of(" \t\n", at + matcher.name().size());
            if (behind == std::string_view::npos || (text[behind] != '=' && text[behind] != '!'))
                continue;
            const std::size_t open = text.find_first_of("\"'`", behind);
            if (open == std::string_view::npos)
                break;
            std::size_t close = open + 1;
            while (close < text.size() && text[close] != text[open])
                close += text[close] == '\\' ? 2U : 1U;
            return {range.start + at, range.start + std::min(close + 1, text.size())};
        }
        return range;
    }

    void missingLabels(const Expr &expr, const query::Aggregate &aggregate)
    {
        if (!m_facts.shape)
            return;
        std::vector<MetricShapePtr> shapes;
        bool isOpen = false; // labels may come from elsewhere
        query::visit(*aggregate.expr, [&](const Expr &part) {
            const auto *vector = std::get_if<query::VectorSelector>(&part.node);
            if (const auto *matrix = std::get_if<query::MatrixSelector>(&part.node))
                vector = &matrix->vector;
            if (const auto *call = std::get_if<query::Call>(&part.node))
                isOpen = isOpen || call->function->id == FunctionId::LabelReplace ||
                         call->function->id == FunctionId::LabelJoin || call->function->id == FunctionId::Info;
            if (const auto *inner = std::get_if<query::Aggregate>(&part.node))
                isOpen = isOpen || inner->op == query::AggregateOp::CountValues;
            if (!vector)
                return;
            const auto shape = m_facts.shape(shown(metricOf(*vector)));
            if (shape && !shape->labels.empty())
                shapes.push_back(shape);
            else
                isOpen = true;
        });
        if (isOpen || shapes.empty())
            return;
        for (const std::string &name : aggregate.grouping)
            if (std::ranges::none_of(shapes, [&](const auto &shape) { return shape->label(shown(name)); }))
                mark(groupingRange(expr, name), Severity::Warning,
                     say("No series of %1 has the label %2: all fall into one group.")
                         .arg(shapes[0]->metric, shown(name)));
    }

    [[nodiscard]] query::TextRange groupingRange(const Expr &expr, const std::string &name) const
    {
        const std::string &text = m_places.utf8();
        const auto isWord = [&](std::size_t at) {
            return at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) != 0 || text[at] == '_');
        };
        for (std::size_t at = text.find(name, expr.range.start); at != std::string::npos && at < expr.range.end;
             at = text.find(name, at + 1))
            if ((at == 0 || !isWord(at - 1)) && !isWord(at + name.size()))
                return {at, at + name.size()};
        return expr.range;
    }

    const TextPlaces &m_places;
    const LintFacts &m_facts;
    const query::Call *m_call = nullptr;
    bool m_isBorne = false;
    std::vector<signals::ExpressionMark> m_marks;
};

} // namespace

std::vector<signals::ExpressionMark> lintPromql(const QString &text, const LintFacts &facts)
{
    if (const auto error = promqlError(text))
        return {*error};
    if (text.trimmed().isEmpty())
        return {};
    const TextPlaces places(text);
    const auto tree = query::parsePromql(places.utf8(), query::ParseOptions::everything());
    if (!tree)
        return {};
    Judge judge(places, facts);
    judge.walk(**tree);
    auto marks = judge.take();
    std::ranges::move(meaningLints(**tree, places, facts), std::back_inserter(marks));
    std::ranges::stable_sort(marks, {}, &signals::ExpressionMark::start);
    return marks;
}

} // namespace wf::engine
