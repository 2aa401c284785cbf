// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/grafana/container/loose.h"
#include "models/wire/grafana/elements/elements.h"
#include "models/wire/grafana/elements/elementwords.h"

#include <algorithm>
#include <array>

namespace wf::wire::grafana {

using namespace Qt::StringLiterals;

namespace {

// v2alpha1: {kind: "prometheus", spec}, datasource {type, uid} beside it; later: {kind: "DataQuery", group, datasource
// {name}, spec}.
QJsonValue dataSourceOf(const QJsonObject &query, const QJsonObject &beside)
{
    const QJsonObject named = query.value("datasource"_L1).toObject();
    const QString kind = textOf(query.value("kind"_L1));
    const QString group = textOf(query.value("group"_L1), kind == "DataQuery"_L1 ? QString() : kind);
    if (beside.value("datasource"_L1).isObject())
        return beside.value("datasource"_L1);
    const QString uid = textOf(named.value("name"_L1), textOf(named.value("uid"_L1)));
    if (group.isEmpty() && uid.isEmpty())
        return QJsonValue::Null;
    QJsonObject out;
    if (!group.isEmpty())
        out.insert("type"_L1, group);
    if (!uid.isEmpty())
        out.insert("uid"_L1, uid);
    return out;
}

QJsonArray targetsOf(const QJsonObject &group)
{
    QJsonArray out;
    for (const QJsonValue &one : group.value("queries"_L1).toArray()) {
        const QJsonObject spec = one.toObject().value("spec"_L1).toObject();
        const QJsonObject query = spec.value("query"_L1).toObject();
        QJsonObject target = query.value("spec"_L1).toObject();
        target.insert("refId"_L1, textOf(spec.value("refId"_L1)));
        if (truthOf(spec.value("hidden"_L1)))
            target.insert("hide"_L1, true);
        if (const QJsonValue ds = dataSourceOf(query, spec); !ds.isNull())
            target.insert("datasource"_L1, ds);
        out.append(target);
    }
    return out;
}

QJsonArray transformationsOf(const QJsonObject &group)
{
    QJsonArray out;
    for (const QJsonValue &one : group.value("transformations"_L1).toArray()) {
        QJsonObject entry = one.toObject().value("spec"_L1).toObject();
        const QString kind = textOf(one.toObject().value("kind"_L1));
        const QString named = textOf(one.toObject().value("group"_L1), kind);
        setIfAbsent(entry, "id"_L1, named);
        out.append(entry);
    }
    return out;
}

} // namespace

QJsonObject panelOfElement(const QJsonObject &element, const QString &path)
{
    const QString kind = textOf(element.value("kind"_L1));
    const QJsonObject spec = element.value("spec"_L1).toObject();
    QJsonObject out = spec;
    out.insert(pathKey, path);
    if (kind == "LibraryPanel"_L1) {
        setIfAbsent(out, "type"_L1, u"library-panel-ref"_s);
        return out;
    }
    if (kind != "Panel"_L1)
        return {};
    for (const auto &key : {"data"_L1, "vizConfig"_L1})
        out.remove(key);
    const QJsonObject viz = spec.value("vizConfig"_L1).toObject(), vizSpec = viz.value("spec"_L1).toObject();
    const QString vizKind = textOf(viz.value("kind"_L1));
    out.insert("type"_L1, textOf(viz.value("group"_L1), vizKind == "VizConfig"_L1 ? QString() : vizKind));
    out.insert("pluginVersion"_L1, textOf(viz.value("version"_L1), textOf(vizSpec.value("pluginVersion"_L1))));
    out.insert("options"_L1, vizSpec.value("options"_L1).toObject());
    out.insert("fieldConfig"_L1, vizSpec.value("fieldConfig"_L1).toObject());
    const QJsonObject group = spec.value("data"_L1).toObject().value("spec"_L1).toObject();
    out.insert("targets"_L1, targetsOf(group));
    if (const QJsonArray list = transformationsOf(group); !list.isEmpty())
        out.insert("transformations"_L1, list);
    const QJsonObject query = group.value("queryOptions"_L1).toObject();
    for (const auto &key :
         {"interval"_L1, "maxDataPoints"_L1, "timeFrom"_L1, "timeShift"_L1, "hideTimeOverride"_L1, "cacheTimeout"_L1})
        if (query.contains(key))
            out.insert(key, query.value(key));
    return out;
}

QJsonObject variableOfElement(const QJsonObject &variable, const QString &path)
{
    static constexpr std::array kinds{
        std::pair{"QueryVariable"_L1, "query"_L1},       std::pair{"CustomVariable"_L1, "custom"_L1},
        std::pair{"IntervalVariable"_L1, "interval"_L1}, std::pair{"ConstantVariable"_L1, "constant"_L1},
        std::pair{"TextVariable"_L1, "textbox"_L1},      std::pair{"DatasourceVariable"_L1, "datasource"_L1},
        std::pair{"AdhocVariable"_L1, "adhoc"_L1},       std::pair{"GroupByVariable"_L1, "groupby"_L1},
        std::pair{"SwitchVariable"_L1, "switch"_L1}};
    const auto indexIn = [](const auto &words, const QJsonValue &value) {
        const auto it = std::find(words.begin(), words.end(), textOf(value));
        return it == words.end() ? 0 : static_cast<int>(it - words.begin());
    };
    const QString kind = textOf(variable.value("kind"_L1));
    QJsonObject out = variable.value("spec"_L1).toObject();
    out.insert(pathKey, path);
    out.insert("type"_L1, kind);
    for (const auto &[from, to] : kinds)
        if (kind == from)
            out.insert("type"_L1, to);
    out.insert("hide"_L1, indexIn(words::hides, out.value("hide"_L1)));
    if (out.contains("refresh"_L1))
        out.insert("refresh"_L1, indexIn(words::refreshes, out.value("refresh"_L1)));
    if (out.contains("sort"_L1))
        out.insert("sort"_L1, indexIn(words::sorts, out.value("sort"_L1)));
    if (const QJsonObject query = out.value("query"_L1).toObject(); query.contains("spec"_L1)) {
        if (const QJsonValue ds = dataSourceOf(query, out); !ds.isNull())
            out.insert("datasource"_L1, ds);
        const QJsonObject spec = query.value("spec"_L1).toObject();
        out.insert("query"_L1,
                   spec.contains("__legacyStringValue"_L1) ? spec.value("__legacyStringValue"_L1) : QJsonValue(spec));
    }
    if (out.contains("pluginId"_L1))
        out.insert("query"_L1, out.value("pluginId"_L1));
    return out;
}

} // namespace wf::wire::grafana
