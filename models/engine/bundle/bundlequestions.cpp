// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/bundle/bundlequestions.h"

#include "models/base/labels.h"
#include "models/engine/services/conventions.h"
#include "models/query/promql/parse/parse.h"

#include <map>

namespace wf::engine {

namespace {

QString alternatives(const QStringList &values)
{
    QStringList escaped;
    for (const QString &value : values)
        escaped << QString::fromStdString(base::regexEscaped(value.toStdString()));
    return base::quoted(escaped.join(u'|'));
}

QString selectorOf(const query::VectorSelector &vector)
{
    QStringList matchers;
    for (const auto &one : vector.matchers)
        matchers << QString::fromStdString(one.text());
    return u'{' + matchers.join(u',') + u'}';
}

void addMeasured(const signals::Rule &rule, QStringList &out)
{
    const auto tree = query::parsePromql(rule.query.toStdString(), query::ParseOptions::everything());
    if (!tree)
        return;
    query::visit(**tree, [&out](const query::Expr &part) {
        const auto *vector = std::get_if<query::VectorSelector>(&part.node);
        if (const auto *matrix = std::get_if<query::MatrixSelector>(&part.node))
            vector = &matrix->vector;
        if (vector)
            out << selectorOf(*vector);
    });
}

// "service=~"a|b"", one for each label by which metrics know these services.
QStringList matchersOf(const ServicesSnapshot &services, const QStringList &around)
{
    std::map<QString, QStringList> values;
    for (const QString &name : around)
        if (const auto *info = services.find(name); info && !info->metricLabel.isEmpty())
            values[info->metricLabel] << info->metricValue;
    QStringList out;
    for (const auto &[label, some] : values)
        out << label + QStringLiteral("=~") + alternatives(some);
    return out;
}

} // namespace

QStringList bundleSelectors(const std::vector<signals::Rule> &rules, const ServicesSnapshot &services,
                            const QStringList &around)
{
    QStringList out;
    for (const auto &rule : rules)
        addMeasured(rule, out);
    out << QStringLiteral("{__name__=~\"up|target_info|(.+_)?build_info\"}");
    QStringList metrics;
    for (const auto &one : requestConventions(services.metricNames))
        metrics << one.total << one.bucket;
    for (const auto &pair : saturationPairs(services.metricNames))
        metrics << pair.used << pair.limit;
    for (const char *name : {"container_cpu_usage_seconds_total", "process_cpu_seconds_total",
                             "container_memory_working_set_bytes", "process_resident_memory_bytes"})
        if (services.metricNames.contains(QLatin1String(name)))
            metrics << QLatin1String(name);
    metrics.removeAll(QString());
    const QStringList matchers = matchersOf(services, around);
    for (const QString &metric : metrics)
        for (const QString &matcher : matchers)
            out << QStringLiteral("{__name__=%1,%2}").arg(base::quoted(metric), matcher);
    out.removeDuplicates();
    return out;
}

QString narrowed(const QString &selector, const QString &label, const QStringList &values)
{
    return selector.chopped(1) + u',' + label + QStringLiteral("=~") + alternatives(values) + u'}';
}

QString bundleLines(const QStringList &around, bool isWorse)
{
    const QString all = QStringLiteral("{service_name=~%1}").arg(alternatives(around));
    return isWorse ? all + QStringLiteral(" | detected_level=~\"error|fatal|critical|warn\"") : all;
}

} // namespace wf::engine
