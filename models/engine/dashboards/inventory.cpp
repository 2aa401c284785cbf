// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/inventory.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr int version = 1;
constexpr qsizetype longestHelp = 300;

QJsonObject metricJson(const ServiceMetric &m)
{
    QJsonObject labels;
    for (auto it = m.labels.begin(); it != m.labels.end(); ++it)
        labels.insert(it.key(), QJsonArray::fromStringList(*it));
    return {{u"name"_s, m.name},          {u"type"_s, static_cast<int>(m.type)},
            {u"unit"_s, m.unit},          {u"help"_s, m.help.left(longestHelp)},
            {u"series"_s, m.seriesCount}, {u"labels"_s, labels}};
}

ServiceMetric metricOf(const QJsonObject &json)
{
    ServiceMetric m;
    m.name = json[u"name"_s].toString();
    m.type = static_cast<signals::MetricType>(
        std::clamp(json[u"type"_s].toInt(), 0, static_cast<int>(signals::MetricType::StateSet)));
    m.unit = json[u"unit"_s].toString();
    m.help = json[u"help"_s].toString();
    m.seriesCount = json[u"series"_s].toInt();
    const QJsonObject labels = json[u"labels"_s].toObject();
    for (auto it = labels.begin(); it != labels.end(); ++it) {
        QStringList values;
        for (const QJsonValue &v : it.value().toArray())
            values << v.toString();
        m.labels.insert(it.key(), values);
    }
    return m;
}

} // namespace

QJsonDocument toJson(const Inventory &inventory)
{
    QJsonArray metrics, rules;
    for (const ServiceMetric &m : inventory.metrics)
        metrics.append(metricJson(m));
    for (const signals::Rule &r : inventory.rules)
        if (r.kind == signals::RuleKind::Alerting)
            rules.append(QJsonObject{{u"query"_s, r.query}, {u"severity"_s, r.labels.text("severity")}});
    return QJsonDocument(QJsonObject{{u"version"_s, version},
                                     {u"matcher"_s, inventory.matcher},
                                     {u"metrics"_s, metrics},
                                     {u"rules"_s, rules},
                                     {u"logs"_s, inventory.logSelector}});
}

std::optional<Inventory> inventoryFromJson(const QJsonDocument &json)
{
    const QJsonObject all = json.object();
    if (all[u"version"_s].toInt() != version || all[u"matcher"_s].toString().isEmpty())
        return std::nullopt;
    Inventory out;
    out.matcher = all[u"matcher"_s].toString();
    out.logSelector = all[u"logs"_s].toString();
    for (const QJsonValue &m : all[u"metrics"_s].toArray())
        if (ServiceMetric metric = metricOf(m.toObject()); !metric.name.isEmpty())
            out.metrics.push_back(std::move(metric));
    for (const QJsonValue &r : all[u"rules"_s].toArray()) {
        signals::Rule rule;
        rule.query = r.toObject()[u"query"_s].toString();
        rule.labels = base::Labels{{"severity", r.toObject()[u"severity"_s].toString().toStdString()}};
        out.rules.push_back(std::move(rule));
    }
    return out;
}

} // namespace wf::engine
