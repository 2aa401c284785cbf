// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/slo/sloscribe_p.h"

namespace wf::wire {

using signals::Objective;

namespace {

// A metric is written as {prometheusMetric: name, type: counter}; a text alone is taken too.
QString metricOf(const YamlNode &ratio, std::string_view key, const QString &role, SloScribe &scribe)
{
    if (const YamlNode *metric = ratio.field(key); metric && metric->isMap())
        return scribe.query(*metric, "prometheusMetric", role);
    return scribe.query(ratio, key, role);
}

// Grafana writes labels as [{key, value}].
base::Labels labelsOf(const YamlNode &slo, SloScribe &scribe)
{
    std::vector<base::Labels::Pair> pairs;
    if (const YamlNode *list = slo.field("labels"); list && list->isMap())
        return scribe.labels(slo, "labels");
    if (const YamlNode *list = scribe.list(slo, "labels"))
        for (const auto &one : list->items)
            pairs.emplace_back(scribe.needed(*one, "key"), scribe.text(*one, "value"));
    return base::Labels(std::move(pairs));
}

void readQuery(const YamlNode &query, Objective &o, SloScribe &scribe)
{
    const YamlNode *ratio = scribe.map(query, "ratio");
    const YamlNode *freeform = scribe.map(query, "freeform");
    const YamlNode *threshold = scribe.map(query, "threshold");
    if ((ratio ? 1 : 0) + (freeform ? 1 : 0) + (threshold ? 1 : 0) != 1)
        return scribe.error(query, sloText("A query needs exactly one of ratio, freeform and threshold"));
    if (ratio) {
        o.goodQuery = metricOf(*ratio, "successMetric", QStringLiteral("good"), scribe);
        o.totalQuery = metricOf(*ratio, "totalMetric", QStringLiteral("total"), scribe);
    } else if (freeform) {
        o.kind = signals::SliKind::Raw;
        o.rawQuery = scribe.query(*freeform, "query", QStringLiteral("good share"));
        o.rawQuery.replace(QStringLiteral("$__rate_interval"), QStringLiteral("5m"));
    } else {
        o.kind = signals::SliKind::Threshold;
        o.rawQuery = scribe.query(*threshold, "thresholdExpression", QStringLiteral("value"));
        const YamlNode *bound = scribe.map(*threshold, "threshold");
        const std::string op = bound ? scribe.text(*bound, "operator") : std::string();
        o.thresholdOp = op == "<"    ? QStringLiteral("lt")
                        : op == "<=" ? QStringLiteral("lte")
                        : op == ">"  ? QStringLiteral("gt")
                        : op == ">=" ? QStringLiteral("gte")
                                     : QString();
        const auto value = bound ? scribe.number(*bound, "value") : std::nullopt;
        if (o.thresholdOp.isEmpty() || !value)
            scribe.error(bound ? *bound : *threshold, sloText("A threshold needs operator (<, <=, > or >=) and value"));
        o.thresholdValue = value.value_or(0);
    }
}

} // namespace

std::vector<PendingObjective> readGrafana(const YamlNodePtr &slo, SloScribe &scribe)
{
    Objective common;
    common.form = signals::ObjectiveForm::Grafana;
    common.name = toQString(scribe.needed(*slo, "name"));
    common.id = scribe.string(*slo, "uuid");
    if (common.id.isEmpty())
        common.id = common.name;
    common.description = scribe.string(*slo, "description");
    common.labels = labelsOf(*slo, scribe);
    common.service = common.labels.text("service");
    if (common.service.isEmpty())
        common.service = common.labels.text("service_name");
    readPeople(common);
    if (const YamlNode *query = scribe.map(*slo, "query"))
        readQuery(*query, common, scribe);
    else
        scribe.error(*slo, sloText("query is missing"));
    const YamlNode *list = scribe.list(*slo, "objectives");
    if (!list || list->items.empty())
        scribe.error(list ? *list : *slo, sloText("There are no objectives"));
    std::vector<PendingObjective> out;
    for (const auto &one : list ? list->items : std::vector<YamlNodePtr>{}) {
        Objective o = common;
        if (const auto value = scribe.number(*one, "value"))
            o.target = scribe.target(*one->field("value"), *value);
        else if (!one->field("value"))
            scribe.error(*one, sloText("value is missing: the share of good events, like 0.995"));
        const std::string window = scribe.needed(*one, "window");
        o.windowNs = sloDuration(window);
        if (!window.empty() && o.windowNs == 0)
            scribe.error(*one->field("window"),
                         sloText("The window must have a length like 28d, not %1").arg(shownText(window)));
        if (list->items.size() > 1)
            o.id += QStringLiteral("-%1").arg(out.size() + 1);
        out.push_back({0, one, std::move(o)});
    }
    return scribe.errors() == 0 ? out : std::vector<PendingObjective>{};
}

} // namespace wf::wire
