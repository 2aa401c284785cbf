// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/traces/tracecondition.h"

#include "models/base/duration.h"
#include "models/query/traces/tracecondition_p.h"

#include <QStringList>

#include <algorithm>
#include <limits>

namespace wf::query {

namespace {

using Kind = TraceConditionNode::Kind;
using signals::Span;
using signals::Trace;

bool holds(Comparison comparison, double value, double bound)
{
    switch (comparison) {
    case Comparison::Less:
        return value < bound;
    case Comparison::LessOrEqual:
        return value <= bound;
    case Comparison::Greater:
        return value > bound;
    case Comparison::GreaterOrEqual:
        return value >= bound;
    }
    return false;
}

// Which spans lie below one that matches; with `itself`, or match. Parents come before their children.
std::vector<bool> below(const Trace &trace, const SpanSelector &selector, bool itself)
{
    std::vector<bool> matching(trace.spans.size());
    std::vector<bool> inside(trace.spans.size());
    for (std::size_t i = 0; i < trace.spans.size(); ++i) {
        const Span &span = trace.spans[i];
        matching[i] = selector.matches(trace, span);
        const auto parent = static_cast<std::size_t>(std::max(span.parent, 0));
        inside[i] = (span.parent >= 0 && (inside[parent] || matching[parent])) || (itself && matching[i]);
    }
    return inside;
}

bool calls(const Trace &trace, const TraceConditionNode &node)
{
    return std::ranges::any_of(trace.spans, [&](const Span &span) {
        return span.parent >= 0 && node.second.matches(trace, span) &&
               node.first.matches(trace, trace.spans.at(static_cast<std::size_t>(span.parent)));
    });
}

template<class Wanted>
bool anyBelow(const Trace &trace, const SpanSelector &selector, bool itself, Wanted wanted)
{
    const auto inside = below(trace, selector, itself);
    for (std::size_t i = 0; i < inside.size(); ++i)
        if (inside[i] && wanted(trace.spans[i]))
            return true;
    return false;
}

// The time that the spans cover together, against the trace's.
double shareOf(const Trace &trace, const SpanSelector &selector)
{
    std::vector<std::pair<qint64, qint64>> covered;
    for (const Span &span : trace.spans)
        if (selector.matches(trace, span))
            covered.emplace_back(span.startNs, span.endNs());
    std::ranges::sort(covered);
    double sum = 0;
    qint64 until = std::numeric_limits<qint64>::min();
    for (const auto &[start, end] : covered) {
        const qint64 from = std::max(start, until);
        if (end > from)
            sum += static_cast<double>(end - from);
        until = std::max(until, end);
    }
    const auto whole = static_cast<double>(trace.endNs() - trace.startNs());
    return whole > 0 ? sum / whole : (covered.empty() ? 0.0 : 1.0);
}

bool isTrue(const TraceConditionNode &node, const Trace &trace)
{
    const auto part = [&](const NodePtr &p) { return isTrue(*p, trace); };
    switch (node.kind) {
    case Kind::And:
        return std::ranges::all_of(node.parts, part);
    case Kind::Or:
        return std::ranges::any_of(node.parts, part);
    case Kind::Not:
        return !part(node.parts.front());
    case Kind::Calls:
        return calls(trace, node);
    case Kind::Reaches:
        return anyBelow(trace, node.first, false, [&](const Span &span) { return node.second.matches(trace, span); });
    case Kind::Has:
        return std::ranges::any_of(trace.spans, [&](const Span &span) { return node.first.matches(trace, span); });
    case Kind::ErrorUnder:
        return anyBelow(trace, node.first, true, [](const Span &span) { return span.error; });
    case Kind::Share:
        return holds(node.comparison, shareOf(trace, node.first), node.bound);
    case Kind::Duration:
        return std::ranges::any_of(trace.spans, [&](const Span &span) {
            return node.first.matches(trace, span) &&
                   holds(node.comparison, static_cast<double>(span.durationNs), node.bound);
        });
    case Kind::Spans:
        return holds(node.comparison, static_cast<double>(trace.spans.size()), node.bound);
    }
    return false;
}

QString nameText(const QString &name)
{
    if (name.isEmpty())
        return QStringLiteral("*");
    QString escaped = name;
    escaped.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
    return u'"' + escaped + u'"';
}

QString selectorText(const SpanSelector &s)
{
    return s.operation.isEmpty() ? nameText(s.service) : QString(nameText(s.service) + u':' + nameText(s.operation));
}

QString comparisonText(const TraceConditionNode &node, const QString &bound)
{
    static constexpr const char *signs[] = {"<", "<=", ">", ">="};
    return QStringLiteral(" %1 %2").arg(QLatin1String(signs[static_cast<int>(node.comparison)]), bound);
}

QString textOf(const TraceConditionNode &node)
{
    QStringList parts;
    for (const auto &part : node.parts)
        parts << textOf(*part);
    switch (node.kind) {
    case Kind::And:
        return u'(' + parts.join(QStringLiteral(" and ")) + u')';
    case Kind::Or:
        return u'(' + parts.join(QStringLiteral(" or ")) + u')';
    case Kind::Not:
        return QStringLiteral("not ") + parts.front();
    case Kind::Calls:
        return selectorText(node.first) + QStringLiteral(" calls ") + selectorText(node.second);
    case Kind::Reaches:
        return selectorText(node.first) + QStringLiteral(" reaches ") + selectorText(node.second);
    case Kind::Has:
        return QStringLiteral("has ") + selectorText(node.first);
    case Kind::ErrorUnder:
        return QStringLiteral("error under ") + selectorText(node.first);
    case Kind::Share:
        return QStringLiteral("share of ") + selectorText(node.first) +
               comparisonText(node, QString::number(node.bound * 100, 'g', 12) + u'%');
    case Kind::Duration:
        return QStringLiteral("duration of ") + selectorText(node.first) +
               comparisonText(node, base::promDuration(static_cast<qint64>(node.bound)));
    case Kind::Spans:
        return QStringLiteral("spans") + comparisonText(node, QString::number(node.bound, 'f', 0));
    }
    return {};
}

} // namespace

base::Result<TraceCondition> TraceCondition::parse(const QString &text)
{
    auto root = parseCondition(text);
    if (!root)
        return root.error();
    return TraceCondition(std::move(root).value());
}

bool TraceCondition::matches(const Trace &trace) const
{
    return isTrue(*m_root, trace);
}

QString TraceCondition::text() const
{
    return textOf(*m_root);
}

} // namespace wf::query
