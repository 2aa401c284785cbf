// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/panels/panelmaker.h"

#include "models/engine/dashboards/grammar/promtext.h"

#include <QCoreApplication>

namespace wf::engine {

using namespace Qt::StringLiterals;

QString dashboardText(const char *text)
{
    return QCoreApplication::translate("wf::engine::Dashboards", text);
}

PanelMaker::PanelMaker(const ServiceMetrics &input) : m_input(input), m_thresholds(input.rules)
{
    for (const ServiceMetric &metric : input.metrics)
        m_byName.insert(metric.name, &metric);
}

QString PanelMaker::selector(const QString &name, const QStringList &more) const
{
    return selectorText(name, more + QStringList{m_input.matcher});
}

QString PanelMaker::splitOf(const ServiceMetric &metric) const
{
    if (!m_input.splitLabel.isEmpty() && metric.hasLabel(m_input.splitLabel))
        return m_input.splitLabel;
    for (const QString &label : {u"region"_s, u"zone"_s, u"cluster"_s, u"pod"_s, u"instance"_s})
        if (metric.labels.value(label).size() > 1)
            return label;
    return {};
}

QString PanelMaker::grouping(const QStringList &labels)
{
    QStringList named;
    for (const QString &label : labels)
        if (!label.isEmpty())
            named << labelText(label);
    return named.isEmpty() ? QString() : u" by ("_s + named.join(u", "_s) + u") "_s;
}

QString PanelMaker::legendOf(const QString &label, const QString &otherwise)
{
    return label.isEmpty() ? otherwise : u"{{"_s + label + u"}}"_s;
}

void PanelMaker::add(RowKind row, signals::PanelSpec panel, const QString &mainMetric)
{
    static constexpr std::array prefixes{"red", "saturation", "runtime", "dependencies", "logs", "business"};
    const QString base =
        QLatin1String(prefixes[static_cast<std::size_t>(row)]) + u'/' + mainMetric + u'/' + panel.title;
    panel.id = base;
    for (int n = 2; m_ids.contains(panel.id); ++n)
        panel.id = base + u'/' + QString::number(n);
    m_ids.insert(panel.id);
    for (const signals::PanelQuery &query : panel.queries) {
        const QStringList names = metricNamesIn(query.expr);
        for (const QString &name : names)
            m_used.insert(name);
        for (signals::PanelThreshold &t : m_thresholds.forQuery(query.expr, names, panel.unit)) {
            const bool known = std::any_of(panel.thresholds.begin(), panel.thresholds.end(),
                                           [&](const auto &o) { return o.value == t.value; });
            if (!known && panel.thresholds.size() < 3)
                panel.thresholds.push_back(std::move(t));
        }
    }
    m_rows[static_cast<std::size_t>(row)].push_back(std::move(panel));
}

void PanelMaker::cook(std::span<const Recipe> recipes)
{
    for (const Recipe &recipe : recipes) {
        signals::PanelSpec panel;
        panel.title = dashboardText(recipe.title);
        panel.quantity = dashboardText(recipe.quantity);
        panel.why = dashboardText(recipe.why);
        panel.unit = recipe.unit;
        panel.kind = recipe.kind;
        panel.fillUnderLine = recipe.fill;
        QString mainMetric;
        bool complete = true;
        for (const RecipeQuery &q : recipe.queries) {
            if (!q.expr)
                break;
            QString expr = QString::fromUtf8(q.expr);
            QString split;
            QString bare = expr;
            bare.replace("$BY"_L1, ""_L1).replace("$LE"_L1, ""_L1);
            for (const QString &name : metricNamesIn(bare)) {
                const ServiceMetric *metric = find(name);
                complete &= metric != nullptr;
                if (metric && mainMetric.isEmpty())
                    mainMetric = name;
                if (metric && split.isEmpty())
                    split = splitOf(*metric);
            }
            if (!complete)
                break;
            expr.replace("$BY"_L1, grouping({split}));
            expr.replace("$LE"_L1, grouping({u"le"_s, split}));
            expr.replace("{$M}"_L1, m_input.matcher.isEmpty() ? QString() : u"{$M}"_s);
            expr.replace(",$M"_L1, m_input.matcher.isEmpty() ? QString() : u",$M"_s);
            expr.replace("$M"_L1, m_input.matcher);
            expr.replace("$R]"_L1, "$__rate_interval]"_L1);
            const QString legend =
                qstrcmp(q.legend, "$L") == 0 ? legendOf(split, panel.title) : dashboardText(q.legend);
            panel.queries.push_back({expr, legend, q.role ? QString::fromLatin1(q.role) : QString()});
        }
        if (!complete)
            continue;
        const QString technology = QString::fromLatin1(recipe.technology);
        if (recipe.row == RowKind::Runtime && technology != "Process"_L1 && technology != "Kubernetes"_L1 &&
            !m_technologies.contains(technology))
            m_technologies << technology;
        add(recipe.row, std::move(panel), mainMetric);
    }
}

} // namespace wf::engine
