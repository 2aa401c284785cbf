// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/boardsources.h"

#include "models/query/variables/interpolate.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

// The type a reference names, over a variable of kind data source; empty when nothing says it.
QString typeOf(const signals::DataSourceRef &ref, const signals::Dashboard &dashboard)
{
    if (!ref.type.isEmpty() && !ref.type.startsWith(u'$'))
        return ref.type;
    for (const QString &name : query::variablesIn(ref.uid + ref.type))
        for (const signals::BoardVariable &v : dashboard.variables)
            if (v.name == name && v.kind == signals::BoardVariable::Kind::DataSource)
                return v.query;
    return ref.uid.startsWith("-- "_L1) || ref.uid == "grafana"_L1 || ref.uid == "__expr__"_L1 ? ref.uid : QString();
}

// A target as the editor begins it: no query, no product.
bool asksNothing(const signals::PanelTarget &target)
{
    static constexpr std::array keys{"rawSql"_L1, "target"_L1, "query"_L1, "metricQuery"_L1, "queryText"_L1};
    return target.expr.trimmed().isEmpty() && std::ranges::all_of(keys, [&](QLatin1String key) {
               const QJsonValue value = target.source.value(key);
               return value.isUndefined() || (value.isString() && value.toString().isEmpty());
           });
}

BoardLanguage byQuery(const signals::PanelTarget &target, const signals::BoardPanel &panel)
{
    if (panel.type == "nodeGraph"_L1 && asksNothing(target))
        return BoardLanguage::Traces;
    if (target.expr.isEmpty() && (target.source.contains("rawSql"_L1) || target.source.contains("target"_L1) ||
                                  target.source.contains("query"_L1) || target.source.contains("metricQuery"_L1)))
        return BoardLanguage::Other;
    const bool stream = target.expr.trimmed().startsWith(u'{') && target.expr.contains(u"|"_s);
    return panel.type == "logs"_L1 || stream || target.source.contains("maxLines"_L1) ? BoardLanguage::Logs
                                                                                      : BoardLanguage::Metrics;
}

} // namespace

QString tracedService(const signals::PanelTarget &target)
{
    // of a profile: {service_name="checkout", …}
    static const QRegularExpression named(u"service_name\\s*=\\s*\"([^\"]+)\""_s);
    if (const auto match = named.match(target.source.value("labelSelector"_L1).toString()); match.hasMatch())
        return match.captured(1);
    for (const auto &key : {"service"_L1, "serviceName"_L1})
        if (const QString name = target.source.value(key).toString(); !name.isEmpty())
            return name;
    return target.expr;
}

QString traceQuestion(const signals::PanelTarget &target, const signals::BoardPanel &panel)
{
    const QString service = tracedService(target);
    return service.isEmpty() && panel.type == "nodeGraph"_L1 ? u"*"_s : service;
}

signals::BoardPanel withSharedTargets(signals::BoardPanel panel, const signals::Dashboard &dashboard)
{
    if (panel.type == "nodeGraph"_L1 && panel.targets.empty() && typeOf(panel.dataSource, dashboard).isEmpty())
        panel.targets.emplace_back();
    std::vector<signals::PanelTarget> targets;
    bool isShared = false;
    for (const signals::PanelTarget &target : panel.targets) {
        const int wanted = target.source.value("panelId"_L1).toInt();
        const signals::BoardPanel *from = nullptr;
        if (wanted > 0 && sourceOf(target, panel, dashboard).language == BoardLanguage::OtherPanel)
            for (const signals::BoardPanel &one : dashboard.panels) {
                if (one.id == wanted && !one.isRow())
                    from = &one;
                for (const signals::BoardPanel &child : one.children)
                    if (child.id == wanted)
                        from = &child;
            }
        if (!from) {
            targets.push_back(target);
            continue;
        }
        isShared = true;
        for (signals::PanelTarget one : from->targets) {
            if (one.dataSource.isNull())
                one.dataSource = from->dataSource;
            one.hidden |= target.hidden;
            targets.push_back(std::move(one));
        }
        if (panel.interval.isEmpty())
            panel.interval = from->interval;
    }
    if (isShared) {
        panel.targets = std::move(targets);
        panel.dataSource = {};
    }
    return panel;
}

BoardTargetSource sourceOf(const signals::PanelTarget &target, const signals::BoardPanel &panel,
                           const signals::Dashboard &dashboard)
{
    QString type = typeOf(target.dataSource, dashboard);
    if (type.isEmpty() || type == "-- Mixed --"_L1)
        type = typeOf(panel.dataSource, dashboard);
    if (type == "-- Mixed --"_L1 || type == "mixed"_L1)
        type.clear();
    if (type == "datasource"_L1)
        type = target.dataSource.uid.isEmpty() ? panel.dataSource.uid : target.dataSource.uid;
    if (type.isEmpty())
        return {byQuery(target, panel), {}};
    if (type == "prometheus"_L1 || type.contains("prometheus-datasource"_L1) || type == "victoriametrics-datasource"_L1)
        return {BoardLanguage::Metrics, type};
    if (type == "loki"_L1)
        return {BoardLanguage::Logs, type};
    const bool isProfile =
        panel.type == "flamegraph"_L1 && (type.contains("pyroscope"_L1) || type.contains("parca"_L1));
    if ((type == "jaeger"_L1 || type == "tempo"_L1 || isProfile) && !traceQuestion(target, panel).isEmpty())
        return {BoardLanguage::Traces, type};
    if (type == "-- Dashboard --"_L1)
        return {BoardLanguage::OtherPanel, type};
    if (type == "__expr__"_L1)
        return {BoardLanguage::Expression, type};
    if (type == "grafana"_L1 || type == "-- Grafana --"_L1)
        return {BoardLanguage::Grafana, type};
    return {BoardLanguage::Other, type};
}

} // namespace wf::engine
