// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "models/engine/objectives/rules/slorules.h"
#include "models/query/promql/parse/parse.h"
#include "models/wire/yaml/rules/rulewriter.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace wf::engine {

using namespace Qt::StringLiterals;
using base::Labels;
using query::VectorSelector;
using signals::LabelMatcher;
using signals::Objective;
using signals::SliKind;
using wire::alert;
using wire::group;
using wire::joined;
using wire::numberText;
using wire::recording;
using wire::RuleEntry;
using wire::windowText;

namespace {

struct Window {
    qint64 shortNs, longNs, forNs;
    int factor;
    bool isCritical;
};

// Pyrra's windows: those of four weeks, as much shorter or longer as the objective's is, in whole minutes.
std::vector<Window> windowsFor(qint64 periodNs)
{
    const auto part = [&](qint64 divisor) {
        return std::max(base::nsPerMinute,
                        (periodNs / divisor + base::nsPerMinute / 2) / base::nsPerMinute * base::nsPerMinute);
    };
    return {{part(28 * 24 * 12), part(28 * 24), part(28 * 24 * 30), 14, true},
            {part(28 * 24 * 2), part(28 * 4), part(28 * 24 * 4), 7, true},
            {part(28 * 12), part(28), part(28 * 24), 2, false},
            {part(28 * 4), part(7), part(28 * 8), 1, false}};
}

// "4w" and "2w1d", as Prometheus' own durations are written.
QString modelDuration(qint64 ns)
{
    return ns % (7 * base::nsPerDay) == 0 ? QString::number(ns / (7 * base::nsPerDay)) + u'w' : windowText(ns);
}

std::optional<VectorSelector> selectorOf(const QString &text)
{
    const auto expr = query::parsePromql(text.toStdString(), query::ParseOptions::everything());
    if (!expr)
        return std::nullopt;
    const auto *selector = std::get_if<VectorSelector>(&query::withoutParens(**expr).node);
    return selector ? std::optional(*selector) : std::nullopt;
}

QString ranged(const VectorSelector &selector, qint64 ns)
{
    query::Expr expr;
    query::MatrixSelector node;
    node.vector = selector;
    node.rangeMs = ns / base::nsPerMs;
    expr.node = std::move(node);
    return QString::fromStdString(query::printPromql(expr));
}

QString withoutSuffix(QString name)
{
    for (const auto &suffix : {u"_total"_s, u"_count"_s, u"_bucket"_s})
        if (name.endsWith(suffix)) {
            name.chop(suffix.size());
            break;
        }
    return name;
}

class PyrraRules {
public:
    PyrraRules(const Objective &objective, const SloRuleOptions &options) : m_objective(objective), m_options(options)
    {
    }

    SloRules make()
    {
        SloRules out;
        const QString part = m_objective.badQuery.isEmpty() ? m_objective.goodQuery : m_objective.badQuery;
        const auto total = selectorOf(m_objective.totalQuery);
        const auto other = selectorOf(part.isEmpty() ? m_objective.totalQuery : part);
        if (!total || !other) {
            out.problems << QCoreApplication::translate("Objectives",
                                                        "%1: Pyrra's rules are made of selectors alone; its "
                                                        "indicator is another expression")
                                .arg(m_objective.id);
            return out;
        }
        m_total = *total;
        m_part = *other;
        m_metric = QString::fromStdString(m_total.name);
        for (const std::string &name : m_objective.grouping)
            m_grouping.insert(name);
        m_labels = ruleLabels();
        out.groups.push_back(group(m_objective.id + u"-increase"_s, increaseRules(), increaseInterval()));
        out.groups.push_back(group(m_objective.id, burnRules(), 30 * base::nsPerSecond));
        return out;
    }

private:
    [[nodiscard]] Labels ruleLabels() const
    {
        std::vector<Labels::Pair> pairs{{"slo", m_objective.id.toStdString()}};
        for (const LabelMatcher &m : m_total.matchers)
            if (m.op() == LabelMatcher::Op::Equal && m.name() != "__name__" && !m_grouping.contains(m.name()))
                pairs.emplace_back(m.name(), m.value());
        for (const auto &[name, value] : m_objective.labels)
            if (name.starts_with("pyrra.dev/"))
                pairs.emplace_back(name.substr(10), value);
        return Labels(std::move(pairs));
    }

    [[nodiscard]] QString sumBy(const std::set<std::string> &names, const QString &inner) const
    {
        QStringList list;
        for (const std::string &name : names)
            list << QString::fromStdString(name);
        return list.isEmpty() ? u"sum(%1)"_s.arg(inner) : u"sum by (%1) (%2)"_s.arg(list.join(u", "_s), inner);
    }

    [[nodiscard]] QString burnName(qint64 ns) const
    {
        return u"%1:burnrate%2"_s.arg(withoutSuffix(m_metric), windowText(ns));
    }

    [[nodiscard]] QString burnOf(qint64 ns) const
    {
        const QString total = sumBy(m_grouping, u"rate(%1)"_s.arg(ranged(m_total, ns)));
        const QString part = sumBy(m_grouping, u"rate(%1)"_s.arg(ranged(m_part, ns)));
        if (m_objective.kind == SliKind::BoolGauge) {
            const QString count = sumBy(m_grouping, u"count_over_time(%1)"_s.arg(ranged(m_total, ns)));
            return u"(%1 - %2) / %1"_s.arg(count, sumBy(m_grouping, u"sum_over_time(%1)"_s.arg(ranged(m_total, ns))));
        }
        if (m_objective.kind == SliKind::NativeLatency)
            return u"1 - histogram_fraction(0, %1, %2)"_s.arg(numberText(m_objective.thresholdValue), total);
        return m_objective.badQuery.isEmpty() ? u"(%1 - %2) / %1"_s.arg(total, part) : u"%1 / %2"_s.arg(part, total);
    }

    [[nodiscard]] std::vector<RuleEntry> burnRules() const
    {
        std::vector<RuleEntry> out;
        const auto windows = windowsFor(m_objective.windowNs);
        std::set<qint64> lengths;
        for (const Window &w : windows)
            lengths.insert({w.shortNs, w.longNs});
        for (const qint64 ns : lengths)
            if (m_options.recordings)
                out.push_back(recording(burnName(ns), burnOf(ns), m_labels));
        if (!m_options.alerts || m_objective.alerting.page.isDisabled)
            return out;
        const QString name = m_objective.alerting.name.isEmpty() ? u"ErrorBudgetBurn"_s : m_objective.alerting.name;
        for (const Window &w : windows) {
            const QString limit = u"(%1 * (1-%2))"_s.arg(w.factor).arg(numberText(m_objective.target));
            RuleEntry rule = alert(
                name, u"%1%3 > %4 and %2%3 > %4"_s.arg(burnName(w.shortNs), burnName(w.longNs), alertSelector(), limit),
                joined(m_labels, Labels{{"short", modelDuration(w.shortNs).toStdString()},
                                        {"long", modelDuration(w.longNs).toStdString()},
                                        {"severity", w.isCritical ? "critical" : "warning"},
                                        {"exhaustion", modelDuration(m_objective.windowNs / w.factor /
                                                                     base::nsPerMinute * base::nsPerMinute)
                                                           .toStdString()}}),
                {});
            rule.forNs = w.forNs;
            out.push_back(std::move(rule));
        }
        return out;
    }

    [[nodiscard]] QString alertSelector() const
    {
        QStringList parts{u"slo="_s + base::quoted(m_objective.id)};
        for (const LabelMatcher &m : m_total.matchers)
            if (m.name() != "__name__" && (m_grouping.contains(m.name()) || m.op() == LabelMatcher::Op::Equal ||
                                           m.op() == LabelMatcher::Op::NotEqual))
                parts << QString::fromStdString(m.text());
        parts.sort();
        return u'{' + parts.join(u',') + u'}';
    }

    // Kept apart by what the two selectors differ in, so that parts can be counted again later.
    [[nodiscard]] std::vector<RuleEntry> increaseRules() const
    {
        std::set<std::string> names = m_grouping;
        for (const LabelMatcher &m : m_total.matchers)
            if (m.name() != "__name__" && (m.op() == LabelMatcher::Op::Regex || m.op() == LabelMatcher::Op::NotRegex))
                names.insert(m.name());
        for (const LabelMatcher &m : m_part.matchers)
            if (m.name() != "__name__" && m.name() != "le" &&
                std::ranges::find(m_total.matchers, m.name(), [](const LabelMatcher &t) { return t.name(); }) ==
                    m_total.matchers.end())
                names.insert(m.name());
        std::vector<Labels::Pair> kept;
        for (const auto &pair : m_labels)
            if (!names.contains(pair.first))
                kept.push_back(pair);
        const Labels labels(std::move(kept));
        std::vector<RuleEntry> out;
        const auto add = [&](const VectorSelector &selector, const char *function, const char *what, const Labels &l) {
            if (m_options.recordings)
                out.push_back(recording(
                    u"%1:%2%3"_s.arg(withoutSuffix(QString::fromStdString(selector.name)), QLatin1String(what),
                                     modelDuration(m_objective.windowNs)),
                    sumBy(names, u"%1(%2)"_s.arg(QLatin1String(function), ranged(selector, m_objective.windowNs))), l));
        };
        if (m_objective.kind == SliKind::BoolGauge) {
            add(m_total, "count_over_time", "count", labels);
            add(m_total, "sum_over_time", "sum", labels);
        } else {
            add(m_total, "increase", "increase", labels);
            if (m_part.name != m_total.name)
                add(m_part, "increase", "increase", joined(labels, bucketLabel()));
        }
        if (m_options.alerts && m_objective.alerting.asksForAbsence)
            out.push_back(absence(labels));
        return out;
    }

    [[nodiscard]] Labels bucketLabel() const
    {
        for (const LabelMatcher &m : m_part.matchers)
            if (m.name() == "le")
                return Labels{{"le", m.value()}};
        return {};
    }

    [[nodiscard]] RuleEntry absence(const Labels &labels) const
    {
        query::Expr expr;
        expr.node = m_total;
        RuleEntry rule =
            alert(u"SLOMetricAbsent"_s, u"absent(%1) == 1"_s.arg(QString::fromStdString(query::printPromql(expr))),
                  labels.with("severity", "critical"), {});
        rule.forNs = windowsFor(m_objective.windowNs).front().forNs;
        return rule;
    }

    // Longer windows change more slowly.
    [[nodiscard]] qint64 increaseInterval() const
    {
        const qint64 weeks = std::min<qint64>(m_objective.windowNs / (7 * base::nsPerDay), 7);
        return (weeks + 1) * 30 * base::nsPerSecond;
    }

    const Objective &m_objective;
    const SloRuleOptions &m_options;
    VectorSelector m_total, m_part;
    QString m_metric;
    std::set<std::string> m_grouping;
    Labels m_labels;
};

} // namespace

SloRules pyrraRules(const Objective &objective, const SloRuleOptions &options)
{
    return PyrraRules(objective, options).make();
}

} // namespace wf::engine
