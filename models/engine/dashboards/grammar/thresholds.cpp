// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/grammar/thresholds.h"

#include "models/engine/dashboards/grammar/promtext.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <map>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

// "left > 0.01": the comparison at the end of the expression, outside brackets.
const QRegularExpression &comparison()
{
    static const QRegularExpression re(
        uR"(^(.*\S)\s*(>=|<=|>|<)\s*(?:bool\s+)?(-?[0-9][0-9.]*(?:e[+-]?[0-9]+)?)\s*$)"_s,
        QRegularExpression::DotMatchesEverythingOption);
    return re;
}

// In their order: used / limit is another quantity than limit / used.
QString keyOf(const QStringList &names)
{
    return names.join(u' ');
}

bool balanced(const QString &s)
{
    return s.count(u'(') == s.count(u')');
}
// A share compares with shares only. Slashes inside strings and matchers do not divide.
QString quiet(QString s)
{
    static const QRegularExpression spoken(uR"-("(?:[^"\\]|\\.)*"|\[[^\]]*\])-"_s);
    return s.remove(spoken);
}
bool divides(const QString &s)
{
    return quiet(s).contains(u'/');
}
// What is done to the metrics besides summing them up: "1 - free / size" is not "free / size", "deriv(x[5m]) * 60" is
// not x.
QString shapeOf(const QString &expr)
{
    static const QRegularExpression steps(
        uR"((?<![\w.:])\d[\d.]*\s*[-+*/%^])"
        uR"(|(?<![\w.:])(?:deriv|i?delta|predict_linear|changes|resets|time|count|stddev|stdvar)\b)"
        uR"(|[-+]|[*/%^]\s*\d[\d.]*)"_s);
    QStringList found;
    for (auto it = steps.globalMatch(quiet(expr)); it.hasNext();) {
        const QString step = it.next().captured().remove(u' ');
        if (step == u"0*"_s)
            continue;                                                   // "or 0 * x" fills gaps
        found << (step.endsWith(u'*') ? u'*' + step.chopped(1) : step); // 100 * x is x * 100
    }
    found.sort();
    return found.join(u' ');
}
bool rates(const QString &s)
{
    return s.contains("rate("_L1) || s.contains("increase("_L1);
}

} // namespace

RuleThresholds::RuleThresholds(const std::vector<signals::Rule> &rules)
{
    for (const signals::Rule &rule : rules) {
        if (rule.kind != signals::RuleKind::Alerting || rule.query.size() > 4000)
            continue;
        const auto match = comparison().match(rule.query);
        if (!match.hasMatch() || !balanced(match.captured(1)))
            continue;
        const QString left = match.captured(1);
        const QString key = keyOf(metricNamesIn(left));
        if (key.isEmpty() || left.contains(" and "_L1) || left.contains("absent("_L1))
            continue;
        m_byMetrics.emplace(
            key, Known{match.captured(3).toDouble(),
                       signals::severityFromLabel(rule.labels.text("severity")) == signals::Severity::Critical,
                       rates(left), left.contains("histogram_quantile"_L1), divides(left), shapeOf(left)});
    }
}

std::vector<signals::PanelThreshold> RuleThresholds::forQuery(const QString &expr, const QStringList &names,
                                                              base::Unit unit) const
{
    std::vector<signals::PanelThreshold> out;
    if (m_byMetrics.empty())
        return out;
    const auto [first, last] = m_byMetrics.equal_range(keyOf(names));
    const QString shape = first == last ? QString() : shapeOf(expr);
    for (auto it = first; it != last; ++it) {
        const Known &k = it->second;
        if (k.shape != shape || k.rates != rates(expr) || (k.share != divides(expr) && !k.quantile) ||
            k.quantile != expr.contains("histogram_quantile"_L1))
            continue;
        const bool known = std::any_of(out.begin(), out.end(), [&](const auto &t) { return t.value == k.value; });
        if (!known)
            out.push_back({k.value,
                           QCoreApplication::translate("wf::engine::Dashboards", "alert %1")
                               .arg(base::formatValue(k.value, unit)),
                           k.critical});
    }
    std::stable_sort(out.begin(), out.end(), [](const auto &a, const auto &b) { return a.critical && !b.critical; });
    if (out.size() > 3)
        out.resize(3);
    return out;
}

} // namespace wf::engine
