// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/snapshot/snapshotneeds.h"

#include "models/query/promql/parse/parse.h"

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 lookbackNs = 5 * base::nsPerMinute; // Prometheus' query.lookback-delta

QString selectorOf(const query::VectorSelector &selector)
{
    QStringList matchers;
    for (const auto &matcher : selector.matchers)
        if (selector.name.empty() || matcher.name() != "__name__")
            matchers << QString::fromStdString(matcher.text());
    const QString name = QString::fromStdString(selector.name);
    return matchers.isEmpty() ? name : QString(name + u'{' + matchers.join(u',') + u'}');
}

// What a part is evaluated over once its own shift is taken.
base::TimeRange shifted(base::TimeRange range, const query::TimeShift &shift)
{
    using Kind = query::AtModifier::Kind;
    if (shift.at.kind == Kind::Time)
        range = {shift.at.timeMs * base::nsPerMs, shift.at.timeMs * base::nsPerMs};
    const qint64 offset = shift.offsetMs * base::nsPerMs;
    return {range.startNs - offset, range.endNs - offset};
}

class Walk {
public:
    void walk(const query::Expr &expr, base::TimeRange range)
    {
        if (const auto *vector = std::get_if<query::VectorSelector>(&expr.node)) {
            add(*vector, shifted(range, vector->shift), lookbackNs);
        } else if (const auto *matrix = std::get_if<query::MatrixSelector>(&expr.node)) {
            add(matrix->vector, shifted(range, matrix->vector.shift), matrix->rangeMs * base::nsPerMs);
        } else if (const auto *subquery = std::get_if<query::Subquery>(&expr.node)) {
            base::TimeRange inner = shifted(range, subquery->shift);
            inner.startNs -= subquery->rangeMs * base::nsPerMs;
            walk(*subquery->expr, inner);
        } else {
            query::visitChildren(expr, [&](const query::Expr &child) { walk(child, range); });
        }
    }
    std::vector<SampleNeed> take() { return std::move(m_needs); }

private:
    void add(const query::VectorSelector &selector, base::TimeRange range, qint64 windowNs)
    {
        m_needs.push_back({selectorOf(selector), {range.startNs - windowNs, range.endNs}});
    }
    std::vector<SampleNeed> m_needs;
};

} // namespace

std::vector<SampleNeed> sampleNeeds(const QString &promql, base::TimeRange range)
{
    const auto tree = query::parsePromql(promql.toStdString(), query::ParseOptions::everything());
    if (!tree)
        return {};
    Walk walk;
    walk.walk(**tree, range);
    return merged(walk.take());
}

std::vector<SampleNeed> merged(std::vector<SampleNeed> needs)
{
    std::vector<SampleNeed> out;
    for (SampleNeed &need : needs) {
        const auto same = std::ranges::find(out, need.selector, &SampleNeed::selector);
        if (same == out.end()) {
            out.push_back(std::move(need));
            continue;
        }
        same->range.startNs = std::min(same->range.startNs, need.range.startNs);
        same->range.endNs = std::max(same->range.endNs, need.range.endNs);
    }
    return out;
}

QStringList streamNeeds(const QString &logql)
{
    QStringList out;
    qsizetype open = -1;
    QChar quote;
    for (qsizetype i = 0; i < logql.size(); ++i) {
        const QChar c = logql[i];
        if (!quote.isNull()) {
            if (c == u'\\' && quote == u'"')
                ++i;
            else if (c == quote)
                quote = QChar();
        } else if (c == u'"' || c == u'`') {
            quote = c;
        } else if (c == u'{') {
            open = i;
        } else if (c == u'}' && open >= 0) {
            if (const QString selector = logql.mid(open, i + 1 - open); !out.contains(selector))
                out << selector;
            open = -1;
        }
    }
    return out;
}

} // namespace wf::engine
