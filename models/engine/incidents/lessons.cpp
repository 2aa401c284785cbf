// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/incidents/lessons.h"

#include <QJsonArray>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

QJsonArray asArray(const AlertKindName &kind)
{
    return {kind.name, kind.service, kind.instance};
}

std::optional<AlertKindName> kindFrom(const QJsonValue &value)
{
    const QJsonArray array = value.toArray();
    if (array.size() != 3 || !std::ranges::all_of(array, [](const auto &v) { return v.isString(); }))
        return std::nullopt;
    return AlertKindName{array[0].toString(), array[1].toString(), array[2].toString()};
}

// 64 bits do not fit into a JSON number.
QString text(qint64 number)
{
    return QString::number(number);
}

} // namespace

AlertKindName kindOf(const IncidentAlert &alert)
{
    return {alert.name, alert.service, alert.instance};
}

std::vector<Lesson> lessonsBetween(const std::vector<std::vector<AlertKindName>> &groups, bool together)
{
    std::vector<Lesson> out;
    const auto add = [&out, together](const AlertKindName &one, const AlertKindName &other) {
        const Lesson lesson{one, other, together}, reversed{other, one, together};
        if (one != other && std::ranges::find(out, lesson) == out.end() &&
            std::ranges::find(out, reversed) == out.end())
            out.push_back(lesson);
    };
    for (std::size_t i = 0; i < groups.size(); ++i)
        for (std::size_t j = i + 1; j < groups.size(); ++j) {
            const auto &one = groups[i], &other = groups[j];
            if (one.empty() || other.empty())
                continue;
            add(one.front(), other.front());
            for (std::size_t k = 1; !together && k < std::min(one.size(), mostKindsTaught); ++k)
                add(one[k], other.front());
            for (std::size_t k = 1; !together && k < std::min(other.size(), mostKindsTaught); ++k)
                add(one.front(), other[k]);
        }
    return out;
}

QJsonObject toJson(const Lesson &lesson)
{
    return {{u"one"_s, asArray(lesson.one)}, {u"other"_s, asArray(lesson.other)}, {u"together"_s, lesson.together}};
}

std::optional<Lesson> lessonFrom(const QJsonObject &json)
{
    const auto one = kindFrom(json.value(u"one"_s));
    const auto other = kindFrom(json.value(u"other"_s));
    if (!one || !other || !json.value(u"together"_s).isBool())
        return std::nullopt;
    return Lesson{*one, *other, json.value(u"together"_s).toBool()};
}

KeptIncident kept(const Incident &incident)
{
    KeptIncident out{incident.number, incident.closedNs, {}};
    for (const auto &alert : incident.alerts) {
        if (out.firings.size() == KeptIncident::mostKept)
            break;
        out.firings.push_back({alert.fingerprint, alert.startNs});
    }
    return out;
}

QJsonObject toJson(const KeptIncident &incident)
{
    QJsonArray firings;
    for (const auto &firing : incident.firings)
        firings.append(QJsonArray{firing.fingerprint, text(firing.startNs)});
    return {{u"number"_s, text(incident.number)}, {u"closed_ns"_s, text(incident.closedNs)}, {u"firings"_s, firings}};
}

std::optional<KeptIncident> keptIncidentFrom(const QJsonObject &json)
{
    KeptIncident out;
    bool ok = false;
    out.number = json.value(u"number"_s).toString().toLongLong(&ok);
    if (!ok || out.number <= 0)
        return std::nullopt;
    out.closedNs = json.value(u"closed_ns"_s).toString().toLongLong();
    for (const auto &value : json.value(u"firings"_s).toArray()) {
        const QJsonArray pair = value.toArray();
        const qint64 startNs = pair.at(1).toString().toLongLong(&ok);
        if (ok && out.firings.size() < KeptIncident::mostKept)
            out.firings.push_back({pair.at(0).toString(), startNs});
    }
    return out;
}

} // namespace wf::engine
