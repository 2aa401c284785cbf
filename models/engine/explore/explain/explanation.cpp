// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/explain/explanation.h"

#include "models/base/duration.h"
#include "models/base/units.h"
#include "models/engine/explore/language/functiondocs.h"
#include "models/engine/explore/language/textplaces.h"
#include "models/query/promql/parse/parse.h"
#include "models/query/promql/text/overloaded.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace wf::engine {

using query::Expr;

namespace {

constexpr qint64 lookbackNs = 5 * base::nsPerMinute; // Prometheus' query.lookback-delta

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::Explore", text);
}
QString shown(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}
QString namesOf(const std::vector<std::string> &names)
{
    QStringList out;
    for (const std::string &name : names)
        out << shown(name);
    return out.join(QStringLiteral(", "));
}
QString durationOf(qint64 ms)
{
    return base::humanDuration(ms * base::nsPerMs);
}

QString shiftWords(const query::TimeShift &shift)
{
    if (shift.offsetMs > 0)
        return say(", %1 earlier").arg(durationOf(shift.offsetMs));
    if (shift.offsetMs < 0)
        return say(", %1 later").arg(durationOf(-shift.offsetMs));
    return shift.at.kind == query::AtModifier::Kind::None ? QString() : say(", always at the same moment");
}

QString selectorWords(const query::VectorSelector &selector)
{
    QStringList conditions;
    for (const auto &matcher : selector.matchers)
        if (matcher.name() != "__name__")
            conditions << shown(matcher.text());
    const QString name = selector.name.empty() ? say("Every metric") : shown(selector.name);
    return (conditions.isEmpty() ? name : say("%1 where %2").arg(name, conditions.join(say(" and ")))) +
           shiftWords(selector.shift);
}

QString operatorWords(const query::Binary &binary)
{
    using enum query::BinaryOp;
    if (query::isComparison(binary.op)) {
        const QString op = shown(query::operatorText(binary.op));
        return binary.returnsBool ? say("1 where the left is %1 the right, else 0").arg(op)
                                  : say("Keeps what is %1 the right side").arg(op);
    }
    switch (binary.op) {
    case And:
        return say("Keeps the left where the right has a partner");
    case Or:
        return say("All of the left, and of the right what has no partner");
    case Unless:
        return say("Keeps the left where the right has no partner");
    case Add:
        return say("Left plus right");
    case Subtract:
        return say("Left minus right");
    case Multiply:
        return say("Left times right");
    case Divide:
        return say("Left divided by right");
    default:
        return say("Left %1 right").arg(shown(query::operatorText(binary.op)));
    }
}

QString matchingWords(const query::Binary &binary)
{
    if (!binary.matching)
        return {};
    const QString labels = namesOf(binary.matching->labels);
    QString words = binary.matching->isOn ? say(", partners agree in %1").arg(labels)
                    : !labels.isEmpty()   ? say(", partners may differ in %1").arg(labels)
                                          : say(", partners have the same labels");
    if (binary.matching->cardinality == query::Cardinality::ManyToOne)
        words += say(", several on the left for one on the right");
    if (binary.matching->cardinality == query::Cardinality::OneToMany)
        words += say(", one on the left for several on the right");
    return words;
}

QString aggregateWords(const query::Aggregate &aggregate)
{
    QString what = aggregationDoc(aggregate.op);
    if (what.endsWith(u'.'))
        what.chop(1);
    const QString labels = namesOf(aggregate.grouping);
    if (labels.isEmpty() && !aggregate.isWithout)
        return what + say("; all are one group");
    return what +
           (aggregate.isWithout ? say("; groups forget %1").arg(labels) : say("; a group for each %1").arg(labels));
}

class Explainer {
public:
    Explainer(const TextPlaces &places, const QString &text) : m_places(places), m_text(text) {}

    void walk(const Expr &expr, int depth)
    {
        const Expr &bare = query::withoutParens(expr);
        ExplainedStep step;
        step.start = m_places.place(bare.range.start);
        step.length = m_places.length(bare.range);
        step.text = m_text.mid(step.start, step.length);
        step.depth = depth;
        describe(bare, step);
        m_steps.push_back(std::move(step));
        query::visitChildren(bare, [&](const Expr &child) { walk(child, depth + 1); });
    }
    std::vector<ExplainedStep> take() { return std::move(m_steps); }

private:
    static QString countOf(const QString &text) { return QStringLiteral("count(%1)").arg(text); }

    void describe(const Expr &expr, ExplainedStep &step) const
    {
        if (expr.type() == query::ValueType::Vector)
            step.countExpr = countOf(step.text);
        std::visit(query::Overloaded{
                       [&](const query::NumberLiteral &) { step.words = say("A number"); },
                       [&](const query::StringLiteral &) { step.words = say("A text"); },
                       [&](const query::VectorSelector &selector) {
                           step.words = selectorWords(selector);
                           step.isSelector = true;
                           step.windowNs = lookbackNs;
                       },
                       [&](const query::MatrixSelector &matrix) {
                           step.words = say("%1: the samples of the last %2 at each point")
                                            .arg(selectorWords(matrix.vector), rangeWords(expr, matrix));
                           step.isSelector = true;
                           step.windowNs = matrix.rangeMs * base::nsPerMs;
                           step.countExpr = countOf(m_text.mid(m_places.place(matrix.vectorRange.start),
                                                               m_places.length(matrix.vectorRange)));
                       },
                       [&](const query::Subquery &subquery) {
                           step.words =
                               say("Worked out anew at many moments of the last %1").arg(durationOf(subquery.rangeMs)) +
                               shiftWords(subquery.shift);
                       },
                       [&](const query::Call &call) {
                           step.words = functionDoc(call.function->name);
                           if (step.words.endsWith(u'.'))
                               step.words.chop(1);
                       },
                       [&](const query::Aggregate &aggregate) { step.words = aggregateWords(aggregate); },
                       [&](const query::Binary &binary) { step.words = operatorWords(binary) + matchingWords(binary); },
                       [&](const query::Unary &unary) {
                           step.words = unary.isNegative ? say("With its sign turned") : say("As it is");
                       },
                       [&](const query::Paren &) {},
                   },
                   expr.node);
    }

    // A placeholder is said by its name: how long it is depends on the zoom.
    [[nodiscard]] QString rangeWords(const Expr &expr, const query::MatrixSelector &matrix) const
    {
        const int from = m_places.place(matrix.vectorRange.end);
        const QString written = m_text.mid(from, m_places.place(expr.range.end) - from);
        for (const QString &name : placeholders())
            if (written.contains(name))
                return name;
        return durationOf(matrix.rangeMs);
    }

    const TextPlaces &m_places;
    const QString &m_text;
    std::vector<ExplainedStep> m_steps;
};

} // namespace

base::Result<QueryExplanation> explainPromql(const QString &text)
{
    const TextPlaces places(text);
    const auto tree = query::parsePromql(places.utf8(), query::ParseOptions::everything());
    if (!tree)
        return tree.error();
    Explainer explainer(places, text);
    explainer.walk(**tree, 0);
    return QueryExplanation{explainer.take()};
}

QueryCost costOf(const CostInput &input)
{
    QueryCost cost;
    cost.points = input.stepNs > 0 ? input.range.lengthNs() / input.stepNs + 1 : 1;
    const qint64 scrape = std::max<qint64>(input.scrapeNs, base::nsPerSecond);
    for (std::size_t i = 0; i < input.selectors.size() && i < input.series.size(); ++i) {
        const qint64 series = std::max<qint64>(0, input.series[i]);
        cost.series += series;
        cost.samples += series * ((input.range.lengthNs() + input.selectors[i].windowNs) / scrape + 1);
    }
    cost.isLarge = cost.samples > largeSamples || cost.series > largeSeries;
    cost.words = say("reads %1 series, about %2 samples, for %3 points a line")
                     .arg(base::groupedInteger(cost.series), base::groupedInteger(cost.samples),
                          base::groupedInteger(cost.points));
    return cost;
}

} // namespace wf::engine
