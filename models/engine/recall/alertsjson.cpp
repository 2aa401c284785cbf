// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/recall/alertsjson.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::Silence;
using signals::SilenceState;

namespace {

QJsonObject toJson(const Silence &s)
{
    QJsonArray matchers;
    for (const auto &m : s.matchers)
        matchers.append(QJsonArray{m.name, m.value, m.isRegex, m.isEqual});
    QJsonObject annotations;
    for (const auto &[name, value] : s.annotations)
        annotations.insert(QString::fromStdString(name), QString::fromStdString(value));
    // Nanoseconds do not fit the numbers of JSON.
    return {{u"id"_s, s.id},
            {u"state"_s, static_cast<int>(s.state)},
            {u"matchers"_s, matchers},
            {u"starts"_s, QString::number(s.startsNs)},
            {u"ends"_s, QString::number(s.endsNs)},
            {u"updated"_s, QString::number(s.updatedNs)},
            {u"by"_s, s.createdBy},
            {u"comment"_s, s.comment},
            {u"annotations"_s, annotations},
            {u"source"_s, s.source}};
}

Silence silenceOf(const QJsonObject &o)
{
    Silence s;
    s.id = o[u"id"_s].toString();
    s.state = static_cast<SilenceState>(std::clamp(o[u"state"_s].toInt(), 0, static_cast<int>(SilenceState::Expired)));
    for (const auto &value : o[u"matchers"_s].toArray()) {
        const auto m = value.toArray();
        s.matchers.push_back({m.at(0).toString(), m.at(1).toString(), m.at(2).toBool(), m.at(3).toBool(true)});
    }
    s.startsNs = o[u"starts"_s].toString().toLongLong();
    s.endsNs = o[u"ends"_s].toString().toLongLong();
    s.updatedNs = o[u"updated"_s].toString().toLongLong();
    s.createdBy = o[u"by"_s].toString();
    s.comment = o[u"comment"_s].toString();
    std::vector<base::Labels::Pair> annotations;
    const auto object = o[u"annotations"_s].toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        annotations.emplace_back(it.key().toStdString(), it.value().toString().toStdString());
    s.annotations = base::Labels(std::move(annotations));
    s.source = o[u"source"_s].toString();
    return s;
}

} // namespace

QJsonDocument alertMemoryToJson(const AlertMemory &memory)
{
    QJsonArray silences;
    for (const auto &silence : memory.silences)
        silences.append(toJson(silence));
    QJsonObject sources;
    for (const auto &[source, ns] : memory.lastGoodNs)
        sources.insert(source, QString::number(ns));
    return QJsonDocument(QJsonObject{{u"silences"_s, silences}, {u"sources"_s, sources}});
}

AlertMemory alertMemoryFromJson(const QJsonDocument &json)
{
    AlertMemory out;
    for (const auto &value : json.object()[u"silences"_s].toArray())
        if (auto silence = silenceOf(value.toObject()); !silence.id.isEmpty())
            out.silences.push_back(std::move(silence));
    const auto sources = json.object()[u"sources"_s].toObject();
    for (auto it = sources.begin(); it != sources.end(); ++it)
        if (const qint64 ns = it.value().toString().toLongLong(); ns > 0)
            out.lastGoodNs[it.key()] = ns;
    return out;
}

} // namespace wf::engine
