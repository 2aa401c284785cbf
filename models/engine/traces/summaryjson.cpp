// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/traces/summaryjson.h"

#include <QJsonArray>
#include <QJsonObject>

namespace wf::engine {

using namespace Qt::StringLiterals;

QJsonDocument summariesToJson(const std::vector<signals::TraceSummary> &traces)
{
    QJsonArray out;
    for (const auto &t : traces) {
        QJsonArray services;
        for (const auto &s : t.services)
            services.append(QJsonArray{s.service, s.spans, s.errors});
        QJsonObject tags;
        for (const auto &[name, value] : t.rootTags)
            tags.insert(QString::fromStdString(name), QString::fromStdString(value));
        // Nanoseconds do not fit the numbers of JSON.
        out.append(QJsonObject{{u"id"_s, t.traceId},
                               {u"service"_s, t.rootService},
                               {u"operation"_s, t.rootOperation},
                               {u"start"_s, QString::number(t.startNs)},
                               {u"duration"_s, QString::number(t.durationNs)},
                               {u"spans"_s, t.spanCount},
                               {u"errors"_s, t.errorCount},
                               {u"services"_s, services},
                               {u"tags"_s, tags}});
    }
    return QJsonDocument(out);
}

std::vector<signals::TraceSummary> summariesFromJson(const QJsonDocument &json)
{
    std::vector<signals::TraceSummary> out;
    for (const auto &value : json.array()) {
        const auto o = value.toObject();
        signals::TraceSummary t;
        t.traceId = o[u"id"_s].toString();
        if (t.traceId.isEmpty())
            continue;
        t.rootService = o[u"service"_s].toString();
        t.rootOperation = o[u"operation"_s].toString();
        t.startNs = o[u"start"_s].toString().toLongLong();
        t.durationNs = o[u"duration"_s].toString().toLongLong();
        t.spanCount = o[u"spans"_s].toInt();
        t.errorCount = o[u"errors"_s].toInt();
        for (const auto &s : o[u"services"_s].toArray())
            t.services.push_back({s.toArray().at(0).toString(), s.toArray().at(1).toInt(), s.toArray().at(2).toInt()});
        std::vector<base::Labels::Pair> tags;
        const auto object = o[u"tags"_s].toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            tags.emplace_back(it.key().toStdString(), it.value().toString().toStdString());
        t.rootTags = base::Labels(std::move(tags));
        out.push_back(std::move(t));
    }
    return out;
}

} // namespace wf::engine
