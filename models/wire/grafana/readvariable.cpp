// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/grafana/container/loose.h"
#include "models/wire/grafana/read.h"

#include <algorithm>
#include <array>

namespace wf::wire::grafana {

using namespace Qt::StringLiterals;
using signals::BoardVariable;

namespace {

constexpr qsizetype mostOptions = 20'000;

BoardVariable::Kind kindOf(const QString &type)
{
    using K = BoardVariable::Kind;
    static constexpr std::array kinds{std::pair{"query"_L1, K::Query},       std::pair{"custom"_L1, K::Custom},
                                      std::pair{"interval"_L1, K::Interval}, std::pair{"constant"_L1, K::Constant},
                                      std::pair{"textbox"_L1, K::Text},      std::pair{"datasource"_L1, K::DataSource},
                                      std::pair{"adhoc"_L1, K::AdHoc},       std::pair{"groupby"_L1, K::GroupBy},
                                      std::pair{"switch"_L1, K::Switch},     std::pair{"snapshot"_L1, K::Snapshot}};
    for (const auto &[name, kind] : kinds)
        if (type == name)
            return kind;
    return K::Unknown;
}

// A query is text, or an object that says it among other things.
QString queryOf(const QJsonObject &variable)
{
    const QJsonValue query = variable.value("query"_L1);
    if (!query.isObject())
        return textOf(query);
    const QJsonObject o = query.toObject();
    if (o.contains("query"_L1))
        return textOf(o.value("query"_L1));
    if (o.contains("expr"_L1))
        return textOf(o.value("expr"_L1));
    if (o.contains("label"_L1)) { // Loki: 0 names, 1 values
        const QString stream = textOf(o.value("stream"_L1)), label = textOf(o.value("label"_L1));
        if (intOf(o.value("type"_L1)) == 0)
            return u"label_names()"_s;
        return stream.isEmpty() ? u"label_values(%1)"_s.arg(label) : u"label_values(%1, %2)"_s.arg(stream, label);
    }
    return textOf(variable.value("definition"_L1));
}

} // namespace

BoardVariable readVariable(const QJsonObject &variable)
{
    BoardVariable out;
    out.path = textOf(variable.value(pathKey));
    out.type = textOf(variable.value("type"_L1), u"query"_s);
    out.kind = kindOf(out.type);
    out.name = textOf(variable.value("name"_L1));
    out.label = textOf(variable.value("label"_L1));
    out.description = textOf(variable.value("description"_L1));
    const QJsonValue hide = variable.value("hide"_L1);
    out.hide = hide.isBool() ? (hide.toBool() ? 2 : 0) : intOf(hide);
    out.dataSource = readDataSource(variable.value("datasource"_L1));
    out.query = queryOf(variable);
    out.regex = textOf(variable.value("regex"_L1));
    const QJsonValue refresh = variable.value("refresh"_L1);
    out.refresh = refresh.isBool() ? refresh.toBool() : intOf(refresh);
    out.sort = intOf(variable.value("sort"_L1));
    out.multi = truthOf(variable.value("multi"_L1));
    out.includeAll = truthOf(variable.value("includeAll"_L1));
    out.allValue = textOf(variable.value("allValue"_L1));
    const QJsonObject current = variable.value("current"_L1).toObject();
    out.currentText = textsOf(current.value("text"_L1));
    out.currentValue = textsOf(current.value("value"_L1));
    const QJsonArray options = variable.value("options"_L1).toArray();
    for (qsizetype i = 0; i < std::min(options.size(), mostOptions); ++i) {
        const QJsonObject o = options[i].toObject();
        out.options.push_back(
            {textOf(o.value("text"_L1)), textOf(o.value("value"_L1)), truthOf(o.value("selected"_L1))});
    }
    out.isAuto = truthOf(variable.value("auto"_L1));
    out.autoCount = std::clamp(intOf(variable.value("auto_count"_L1), 30), 1, 10'000);
    out.autoMin = textOf(variable.value("auto_min"_L1));
    for (const QJsonValue &f : variable.value("filters"_L1).toArray())
        out.filters.push_back({textOf(f.toObject().value("key"_L1)), textOf(f.toObject().value("operator"_L1)),
                               textOf(f.toObject().value("value"_L1))});
    out.source = variable;
    out.source.remove(pathKey);
    return out;
}

signals::BoardAnnotation readAnnotation(const QJsonObject &annotation)
{
    return {textOf(annotation.value("name"_L1)),
            readDataSource(annotation.value("datasource"_L1)),
            truthOf(annotation.value("enable"_L1), true),
            truthOf(annotation.value("builtIn"_L1)),
            textOf(annotation.value("expr"_L1)),
            textOf(annotation.value("iconColor"_L1)),
            annotation};
}

} // namespace wf::wire::grafana
