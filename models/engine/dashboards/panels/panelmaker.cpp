// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/panels/panelmaker.h"

#include "models/engine/dashboards/grammar/metricunits.h"
#include "models/engine/dashboards/grammar/promtext.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

// "x" of "x_bucket" and "x_count", which a native histogram has in one.
QString partOf(const QString &name)
{
    for (const QLatin1StringView part : {"_bucket"_L1, "_count"_L1, "_sum"_L1})
        if (name.endsWith(part))
            return name.chopped(part.size());
    return {};
}

// A query of a recipe about a part of a classic histogram, asked of the native one.
QString askedOfNative(QString expr, const QString &part)
{
    const QString whole = partOf(part);
    if (part.endsWith("_bucket"_L1)) {
        expr.replace(part + u'{', whole + u'{');
        return expr.replace("sum by (le) ("_L1, "sum("_L1)
            .replace("sum by (le)("_L1, "sum("_L1)
            .replace("$LE"_L1, "$BY"_L1);
    }
    const QRegularExpression rated(u"((?:rate|increase)\\("_s + part + u"(\\{[^}]*\\}\\[[^\\]]*\\]\\)))"_s);
    const QString how = part.endsWith("_count"_L1) ? u"histogram_count("_s : u"histogram_sum("_s;
    if (const auto match = rated.match(expr); match.hasMatch())
        expr.replace(rated, how + match.captured(1).section(u'(', 0, 0) + u'(' + whole + u"\\2)"_s);
    return expr;
}

} // namespace

QString dashboardText(const char *text)
{
    return QCoreApplication::translate("wf::engine::Dashboards", text);
}

PanelMaker::PanelMaker(const ServiceMetrics &input)
    : m_input(input), m_thresholds(input.rules), m_families(input.metrics)
{
    for (const ServiceMetric &metric : input.metrics)
        m_byName.insert(metric.name, &metric);
}

bool PanelMaker::isNativeHistogram(const QString &name) const
{
    const ServiceMetric *metric = name.isEmpty() ? nullptr : find(name);
    return metric && metric->type == signals::MetricType::Histogram && !metric->hasLabel(u"le"_s);
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

void PanelMaker::bringToFront(RowKind row)
{
    auto &panels = m_rows[static_cast<std::size_t>(row)];
    std::rotate(panels.begin() + static_cast<std::ptrdiff_t>(m_inFront), panels.end() - 1, panels.end());
    ++m_inFront;
}

QString PanelMaker::titleOf(const QString &metric) const
{
    const QString family = Families::of(metric);
    const bool alone = m_families.subjects().size() == 1 && m_families.isSubject(family);
    if (m_families.isSubject(family) && tellsReachable(metric)) // "Up" alone would be the target's
        return Families::nameOf(family) + u' ' + wordsOf(metric.mid(family.size()));
    return alone ? titleUnder(family, metric) : engine::titleOf(metric);
}

std::optional<PanelMaker::Filled> PanelMaker::fill(const RecipeQuery &q, const QString &title) const
{
    Filled out;
    QString expr = QString::fromUtf8(q.expr);
    QString bare = expr;
    bare.replace("$BY"_L1, ""_L1).replace("$LE"_L1, ""_L1);
    QString split;
    for (const QString &name : metricNamesIn(bare)) {
        const ServiceMetric *metric = find(name);
        if (!metric && isNativeHistogram(partOf(name))) { // scraped without its buckets
            metric = find(partOf(name));
            expr = askedOfNative(expr, name);
        }
        if (!metric)
            return std::nullopt;
        if (out.mainMetric.isEmpty())
            out.mainMetric = metric->name;
        if (split.isEmpty())
            split = splitOf(*metric);
    }
    expr.replace("$BY"_L1, grouping({split}));
    expr.replace("$LE"_L1, grouping({u"le"_s, split}));
    expr.replace("{$M}"_L1, m_input.matcher.isEmpty() ? QString() : u"{$M}"_s);
    expr.replace(",$M"_L1, m_input.matcher.isEmpty() ? QString() : u",$M"_s);
    expr.replace("$M"_L1, m_input.matcher);
    expr.replace("$R]"_L1, "$__rate_interval]"_L1);
    const QString legend = qstrcmp(q.legend, "$L") == 0 ? legendOf(split, title) : dashboardText(q.legend);
    out.query = {expr, legend, q.role ? QString::fromLatin1(q.role) : QString()};
    return out;
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
            auto filled = fill(q, panel.title);
            const bool optional = q.role && qstrcmp(q.role, "limit") == 0 && !mainMetric.isEmpty();
            complete = filled || optional;
            if (!complete)
                break;
            if (!filled)
                continue;
            if (mainMetric.isEmpty())
                mainMetric = filled->mainMetric;
            panel.queries.push_back(std::move(filled->query));
        }
        if (!complete)
            continue;
        const QString technology = QString::fromLatin1(recipe.technology);
        const bool process = technology == "Process"_L1 || technology == "Go"_L1 || technology == "Python"_L1;
        const ServiceMetric *first = find(mainMetric);
        RowKind row = recipe.row;
        if (process && first && m_families.isOfExporter(*first)) {
            row = RowKind::Runtime;
            m_isExporterRuntime = true;
        } else if (m_families.hasExporter() && technology == "Process"_L1) {
            row = RowKind::Red; // whether the target answers, and its alerts
        }
        if (row == RowKind::Runtime && technology != "Process"_L1 && technology != "Kubernetes"_L1 &&
            !m_technologies.contains(technology))
            m_technologies << technology;
        add(row, std::move(panel), mainMetric);
    }
}

} // namespace wf::engine
