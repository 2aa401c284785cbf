// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/recall/servicesjson.h"

#include <QJsonArray>
#include <QJsonObject>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

QStringList wordsOf(const QJsonValue &value)
{
    QStringList out;
    for (const auto &one : value.toArray())
        out << one.toString();
    return out;
}

QJsonObject toJson(const ServiceInfo &s)
{
    return {{u"name"_s, s.name},
            {u"label"_s, s.metricLabel},
            {u"value"_s, s.metricValue},
            {u"regionLabel"_s, s.regionLabel},
            {u"regions"_s, QJsonArray::fromStringList(s.regions)},
            {u"instances"_s, QJsonArray::fromStringList(s.instances)},
            {u"versions"_s, QJsonArray::fromStringList(s.versions)},
            {u"traced"_s, s.traced}};
}

ServiceInfo infoOf(const QJsonObject &o)
{
    ServiceInfo s;
    s.name = o[u"name"_s].toString();
    s.metricLabel = o[u"label"_s].toString();
    s.metricValue = o[u"value"_s].toString();
    s.regionLabel = o[u"regionLabel"_s].toString();
    s.regions = wordsOf(o[u"regions"_s]);
    s.instances = wordsOf(o[u"instances"_s]);
    s.versions = wordsOf(o[u"versions"_s]);
    s.traced = o[u"traced"_s].toBool();
    return s;
}

// Nanoseconds do not fit the numbers of JSON.
QJsonArray toJson(const signals::Deploy &d)
{
    return {d.service,
            d.region,
            d.fromVersion,
            d.toVersion,
            d.revision,
            QString::number(d.timeNs),
            QString::number(d.finishedNs)};
}

signals::Deploy deployOf(const QJsonArray &a)
{
    return {a.at(0).toString(),
            a.at(1).toString(),
            a.at(2).toString(),
            a.at(3).toString(),
            a.at(4).toString(),
            a.at(5).toString().toLongLong(),
            a.at(6).toString().toLongLong()};
}

} // namespace

QJsonDocument servicesToJson(const ServicesSnapshot &services)
{
    QJsonArray infos, deploys, calls;
    for (const auto &s : services.services)
        infos.append(toJson(s));
    for (const auto &d : services.deploys)
        deploys.append(toJson(d));
    for (const auto &c : services.calls)
        calls.append(QJsonArray{c.caller, c.callee, QString::number(c.count)});
    return QJsonDocument(QJsonObject{{u"services"_s, infos},
                                     {u"deploys"_s, deploys},
                                     {u"calls"_s, calls},
                                     {u"asOf"_s, QString::number(services.asOfNs)}});
}

ServicesPtr servicesFromJson(const QJsonDocument &json)
{
    const auto root = json.object();
    auto out = std::make_shared<ServicesSnapshot>();
    out->asOfNs = root[u"asOf"_s].toString().toLongLong();
    for (const auto &value : root[u"services"_s].toArray())
        if (auto info = infoOf(value.toObject()); !info.name.isEmpty())
            out->services.push_back(std::move(info));
    for (const auto &value : root[u"deploys"_s].toArray())
        out->deploys.push_back(deployOf(value.toArray()));
    for (const auto &value : root[u"calls"_s].toArray()) {
        const auto a = value.toArray();
        out->calls.push_back({a.at(0).toString(), a.at(1).toString(), a.at(2).toString().toLongLong()});
    }
    return out->asOfNs > 0 && !out->services.empty() ? out : nullptr;
}

} // namespace wf::engine
