// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/grafana/container/container.h"

#include "models/wire/grafana/container/loose.h"
#include "models/wire/grafana/container/perses.h"
#include "models/wire/json.h"

#include <QJsonDocument>

namespace wf::wire::grafana {

using namespace Qt::StringLiterals;

namespace {

base::Error refused(base::ErrorKind kind, const QString &why)
{
    return base::makeError(kind, u"This is not a dashboard that can be read: "_s + why);
}

bool looksLikeDashboard(const QJsonObject &o)
{
    return o.contains("panels"_L1) || o.contains("rows"_L1) || o.contains("elements"_L1) ||
           o.contains("schemaVersion"_L1) || (o.contains("title"_L1) && o.contains("templating"_L1));
}

base::Result<Container> unwrapped(const QJsonObject &outer, const QString &path)
{
    Container found;
    found.outer = outer;
    found.path = path;
    if (outer.value("dashboard"_L1).isObject() && !looksLikeDashboard(outer)) {
        found.kind = Container::Wrapped;
        found.path += ".dashboard"_L1;
        found.dashboard = outer.value("dashboard"_L1).toObject();
    } else if (isPerses(outer)) {
        found.kind = Container::Perses;
        found.name = textOf(outer.value("metadata"_L1).toObject().value("name"_L1));
        found.dashboard = persesToClassic(outer, path);
    } else if (outer.value("spec"_L1).isObject() && outer.contains("apiVersion"_L1)) {
        found.kind = Container::Resource;
        found.path += ".spec"_L1;
        found.apiVersion = textOf(outer.value("apiVersion"_L1));
        found.name = textOf(outer.value("metadata"_L1).toObject().value("name"_L1));
        found.dashboard = outer.value("spec"_L1).toObject();
    } else {
        found.dashboard = outer;
    }
    if (!looksLikeDashboard(found.dashboard))
        return refused(
            base::ErrorKind::NotUnderstood,
            u"%1 has neither panels nor rows nor elements. Export the dashboard as JSON and try again."_s.arg(
                found.path));
    for (const auto &list : {"panels"_L1, "rows"_L1})
        if (const QJsonValue v = found.dashboard.value(list); !v.isUndefined() && !v.isNull() && !v.isArray())
            return refused(base::ErrorKind::NotUnderstood,
                           u"%1.%2 should be a list and is %3."_s.arg(found.path, list,
                                                                      v.isObject() ? u"an object"_s : u"a value"_s));
    return found;
}

} // namespace

bool Container::isElements() const
{
    return dashboard.contains("elements"_L1) && dashboard.value("elements"_L1).isObject();
}

base::Result<std::vector<Container>> openContainers(const QByteArray &bytes)
{
    Limits limits;
    limits.bytes = static_cast<std::size_t>(mostBytes);
    limits.depth = mostDepth;
    QByteArray body = bytes;
    if (body.startsWith("\xEF\xBB\xBF"))
        body.remove(0, 3);
    const auto checked = JsonDocument::parse({body.constData(), static_cast<std::size_t>(body.size())}, limits);
    if (!checked.ok()) // says what, and stops before a tree is built
        return refused(checked.error().kind,
                       checked.error().detail.isEmpty() ? checked.error().summary : checked.error().detail);
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(body, &problem);
    if (document.isNull())
        return refused(base::ErrorKind::NotUnderstood,
                       u"%1 at byte %2."_s.arg(problem.errorString()).arg(problem.offset));
    std::vector<Container> out;
    const QJsonArray list = document.array();
    if (document.isArray() && (list.isEmpty() || static_cast<std::size_t>(list.size()) > mostDashboards))
        return refused(base::ErrorKind::NotUnderstood,
                       list.isEmpty() ? u"the list in it is empty."_s
                                      : u"it lists more than %1 dashboards."_s.arg(mostDashboards));
    for (qsizetype i = 0; i < list.size(); ++i) {
        auto one = unwrapped(list[i].toObject(), u"$[%1]"_s.arg(i));
        if (!one.ok())
            return one.error();
        out.push_back(std::move(*one));
    }
    if (document.isObject()) {
        auto one = unwrapped(document.object(), u"$"_s);
        if (!one.ok())
            return one.error();
        out.push_back(std::move(*one));
    }
    return out;
}

} // namespace wf::wire::grafana
