// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/alerts/port/silencestore.h"

#include "models/store/ledger.h"

#include <QJsonArray>

namespace wf::station {

using namespace Qt::StringLiterals;

namespace {

QString keyOf(const QString &id)
{
    return u"station.silence/"_s + id;
}

// Nanoseconds do not fit into a JSON number.
QString timeText(qint64 ns)
{
    return QString::number(ns);
}

} // namespace

QJsonObject toJson(const KeptSilence &kept)
{
    const signals::Silence &silence = kept.silence;
    QJsonArray matchers;
    for (const auto &m : silence.matchers)
        matchers.append(QJsonObject{
            {u"name"_s, m.name}, {u"value"_s, m.value}, {u"isRegex"_s, m.isRegex}, {u"isEqual"_s, m.isEqual}});
    QJsonObject annotations;
    for (const auto &[name, value] : silence.annotations)
        annotations.insert(QString::fromStdString(name), QString::fromStdString(value));
    return {{u"id"_s, silence.id},
            {u"matchers"_s, matchers},
            {u"starts"_s, timeText(silence.startsNs)},
            {u"ends"_s, timeText(silence.endsNs)},
            {u"updated"_s, timeText(silence.updatedNs)},
            {u"by"_s, silence.createdBy},
            {u"comment"_s, silence.comment},
            {u"annotations"_s, annotations},
            {u"replaces"_s, kept.replaces}};
}

std::optional<KeptSilence> keptSilenceOf(const QJsonObject &json)
{
    KeptSilence kept;
    signals::Silence &silence = kept.silence;
    silence.id = json[u"id"].toString();
    for (const auto &one : json[u"matchers"].toArray()) {
        const QJsonObject m = one.toObject();
        silence.matchers.push_back(
            {m[u"name"].toString(), m[u"value"].toString(), m[u"isRegex"].toBool(), m[u"isEqual"].toBool(true)});
    }
    silence.startsNs = json[u"starts"].toString().toLongLong();
    silence.endsNs = json[u"ends"].toString().toLongLong();
    silence.updatedNs = json[u"updated"].toString().toLongLong();
    silence.createdBy = json[u"by"].toString();
    silence.comment = json[u"comment"].toString();
    std::vector<base::Labels::Pair> annotations;
    const QJsonObject texts = json[u"annotations"].toObject();
    for (auto it = texts.begin(); it != texts.end(); ++it)
        annotations.emplace_back(it.key().toStdString(), it->toString().toStdString());
    silence.annotations = base::Labels(std::move(annotations));
    kept.replaces = json[u"replaces"].toString();
    if (silence.id.isEmpty() || silence.matchers.empty() || silence.endsNs <= 0)
        return std::nullopt;
    return kept;
}

async::Request LedgerSilences::load(sources::Reply<std::vector<KeptSilence>> reply)
{
    return m_ledger.settings(keyOf({}),
                             [reply = std::move(reply)](const base::Result<QHash<QString, QJsonValue>> &found) {
                                 if (!found) {
                                     reply(found.error());
                                     return;
                                 }
                                 std::vector<KeptSilence> out;
                                 for (const QJsonValue &value : *found)
                                     if (auto kept = keptSilenceOf(value.toObject()))
                                         out.push_back(std::move(*kept));
                                 reply(std::move(out));
                             });
}

async::Request LedgerSilences::save(const KeptSilence &silence, sources::Reply<base::Done> reply)
{
    return m_ledger.setSetting(keyOf(silence.silence.id), toJson(silence), std::move(reply));
}

void LedgerSilences::remove(const QString &id)
{
    // Dropping the Request of a write forgets the answer, never the write.
    (void)m_ledger.setSetting(keyOf(id), {}, [](const base::Result<base::Done> &) {});
}

} // namespace wf::station
