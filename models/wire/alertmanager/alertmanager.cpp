// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/alertmanager/alertmanager.h"

#include "models/wire/json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <type_traits>

namespace wf::wire::alertmanager {

using signals::Alert;
using signals::AlertState;
using signals::Matcher;
using signals::Silence;
using signals::SilenceState;

namespace {

AlertState stateOf(std::string_view text)
{
    if (text == "suppressed")
        return AlertState::Suppressed;
    return text == "unprocessed" ? AlertState::Unprocessed : AlertState::Firing;
}

QJsonObject jsonOf(const base::Labels &labels)
{
    QJsonObject out;
    for (const auto &[name, value] : labels)
        out.insert(QString::fromStdString(name), QString::fromStdString(value));
    return out;
}

QStringList namesOf(const Json &list)
{
    QStringList names;
    list.forEach([&](const Json &one) {
        const QString name = one.isString() ? one.string() : one["name"].string();
        if (!name.isEmpty())
            names << name;
    });
    return names;
}

// The object says what the labels say, in their order; false also where it might.
bool saysTheSame(const Json &object, const base::Labels &labels)
{
    const auto &pairs = labels.pairs();
    std::size_t at = 0;
    bool same = true;
    object.forEachField([&](std::string_view key, const Json &value) {
        same =
            same && at < pairs.size() && value.isString() && pairs[at].first == key && pairs[at].second == value.text();
        ++at;
    });
    return same && at == pairs.size();
}

} // namespace

namespace {

// FNV-1a; of ASCII the same for both kinds of text, and nothing is looked for by others.
template<class Text>
quint64 numberOf(const Text &fingerprint)
{
    quint64 out = 14695981039346656037U;
    for (const auto c : fingerprint) {
        if constexpr (std::is_same_v<Text, QString>)
            out = (out ^ c.unicode()) * 1099511628211U;
        else
            out = (out ^ static_cast<unsigned char>(c)) * 1099511628211U;
    }
    return out;
}

} // namespace

AlertTexts::AlertTexts(const std::vector<Alert> &alerts)
{
    m_of.reserve(alerts.size());
    for (const Alert &alert : alerts)
        m_of.try_emplace(numberOf(alert.fingerprint), Texts{alert.fingerprint, alert.generatorUrl, alert.labels,
                                                            alert.annotations, alert.receivers});
}

const AlertTexts::Texts *AlertTexts::find(std::string_view fingerprint) const
{
    const auto known = m_of.find(numberOf(fingerprint));
    const bool isIt =
        known != m_of.end() &&
        known->second.fingerprint == QLatin1StringView(fingerprint.data(), static_cast<qsizetype>(fingerprint.size()));
    return isIt ? &known->second : nullptr;
}

class AlertDecoder {
public:
    explicit AlertDecoder(const AlertTexts &before) : m_before(before) {}

    [[nodiscard]] Alert alertOf(const Json &one) const
    {
        const auto *before = m_before.find(one["fingerprint"].text());
        Alert alert;
        const Json labels = one["labels"], annotations = one["annotations"];
        alert.labels = before && saysTheSame(labels, before->labels) ? before->labels : labels.labels();
        alert.annotations =
            before && saysTheSame(annotations, before->annotations) ? before->annotations : annotations.labels();
        alert.fingerprint = before ? before->fingerprint : one["fingerprint"].string();
        if (alert.fingerprint.isEmpty())
            alert.fingerprint = QStringLiteral("%1").arg(alert.labels.fingerprint(), 16, 16, QLatin1Char('0'));
        alert.startsNs = one["startsAt"].time();
        alert.endsNs = one["endsAt"].time();
        alert.updatedNs = one["updatedAt"].time();
        alert.generatorUrl = one["generatorURL"].string();
        alert.receivers = namesOf(one["receivers"]);
        if (before && alert.generatorUrl == before->generatorUrl)
            alert.generatorUrl = before->generatorUrl;
        if (before && alert.receivers == before->receivers)
            alert.receivers = before->receivers;
        const Json status = one["status"];
        alert.state = stateOf(status["state"].text());
        alert.silencedBy = stringsOf(status["silencedBy"]);
        alert.inhibitedBy = stringsOf(status["inhibitedBy"]);
        alert.mutedBy = stringsOf(status["mutedBy"]);
        return alert;
    }

private:
    const AlertTexts &m_before;
};

namespace {

Silence silenceOf(const Json &one)
{
    Silence silence;
    silence.id = one["id"].string();
    const auto state = one["status"]["state"].text();
    silence.state = state == "expired"   ? SilenceState::Expired
                    : state == "pending" ? SilenceState::Pending
                                         : SilenceState::Active;
    one["matchers"].forEach([&](const Json &m) {
        silence.matchers.push_back(
            Matcher{m["name"].string(), m["value"].string(), m["isRegex"].truth(), m["isEqual"].truth(true)});
    });
    silence.startsNs = one["startsAt"].time();
    silence.endsNs = one["endsAt"].time();
    silence.updatedNs = one["updatedAt"].time();
    silence.createdBy = one["createdBy"].string();
    silence.comment = one["comment"].string();
    silence.annotations = one["annotations"].labels();
    return silence;
}

base::Result<JsonDocument> listIn(std::string_view body, const Limits &limits)
{
    auto document = JsonDocument::parse(body, limits);
    if (!document)
        return document;
    if (!document->root().isArray())
        return notUnderstood(QStringLiteral("the answer is not a list"));
    if (document->root().size() > limits.entries)
        return tooLarge(Bound::Entries, limits.entries);
    return document;
}

base::Result<JsonDocument> objectIn(std::string_view body)
{
    auto document = JsonDocument::parse(body);
    if (document && !document->root().isObject())
        return notUnderstood(QStringLiteral("the answer is not an object"));
    return document;
}

} // namespace

base::Result<signals::AlertAnswer> decodeAlerts(std::string_view body, const Limits &limits, const AlertTexts &before,
                                                const Spread &spread)
{
    constexpr std::size_t worthSpreading = 2000;
    constexpr std::size_t parts = 8;
    const auto document = listIn(body, limits);
    if (!document)
        return document.error();
    signals::AlertAnswer out;
    std::vector<Json> told;
    told.reserve(document->root().size());
    document->root().forEach([&told](const Json &one) { told.push_back(one); });
    const AlertDecoder decoder(before);
    if (!spread || told.size() < worthSpreading) {
        out.alerts.reserve(told.size());
        for (const Json &one : told)
            out.alerts.push_back(decoder.alertOf(one));
        return out;
    }
    out.alerts.resize(told.size());
    spread(static_cast<int>(parts), [&](int part) {
        const auto at = static_cast<std::size_t>(part);
        for (std::size_t i = told.size() * at / parts; i < told.size() * (at + 1) / parts; ++i)
            out.alerts[i] = decoder.alertOf(told[i]);
    });
    return out;
}

base::Result<std::vector<Group>> decodeGroups(std::string_view body, const Limits &limits)
{
    const auto document = listIn(body, limits);
    if (!document)
        return document.error();
    std::vector<Group> out;
    const AlertTexts nothing;
    const AlertDecoder decoder(nothing);
    std::size_t entries = 0;
    document->root().forEach([&](const Json &one) {
        entries += one["alerts"].size();
        if (entries > limits.entries)
            return;
        Group group{one["labels"].labels(), one["receiver"]["name"].string(), {}};
        one["alerts"].forEach([&](const Json &alert) { group.alerts.push_back(decoder.alertOf(alert)); });
        out.push_back(std::move(group));
    });
    if (entries > limits.entries)
        return tooLarge(Bound::Entries, limits.entries);
    return out;
}

base::Result<std::vector<Silence>> decodeSilences(std::string_view body, const Limits &limits)
{
    const auto document = listIn(body, limits);
    if (!document)
        return document.error();
    std::vector<Silence> out;
    document->root().forEach([&](const Json &one) { out.push_back(silenceOf(one)); });
    return out;
}

base::Result<Silence> decodeSilence(std::string_view body)
{
    const auto document = objectIn(body);
    if (!document)
        return document.error();
    return silenceOf(document->root());
}

base::Result<QString> decodeSilenceId(std::string_view body)
{
    const auto document = objectIn(body);
    if (!document)
        return document.error();
    const QString id = document->root()["silenceID"].string();
    if (id.isEmpty())
        return notUnderstood(QStringLiteral("no silenceID in the answer"));
    return id;
}

base::Result<signals::AlertmanagerStatus> decodeStatus(std::string_view body)
{
    const auto document = objectIn(body);
    if (!document)
        return document.error();
    const Json root = document->root();
    if (!root["versionInfo"].isObject() && !root["cluster"].isObject())
        return notUnderstood(QStringLiteral("neither versionInfo nor cluster in the status"));
    signals::AlertmanagerStatus out;
    out.version = root["versionInfo"]["version"].string();
    out.clusterStatus = root["cluster"]["status"].string();
    out.peers = namesOf(root["cluster"]["peers"]);
    out.startedNs = root["uptime"].time();
    out.configYaml = root["config"]["original"].string();
    return out;
}

base::Result<QStringList> decodeReceivers(std::string_view body)
{
    const auto document = listIn(body, {});
    if (!document)
        return document.error();
    return namesOf(document->root());
}

QByteArray encodeAlerts(const std::vector<signals::Alert> &alerts)
{
    QJsonArray list;
    for (const auto &alert : alerts) {
        QJsonObject one{{QStringLiteral("labels"), jsonOf(alert.labels)},
                        {QStringLiteral("annotations"), jsonOf(alert.annotations)}};
        if (alert.startsNs != 0)
            one.insert(QStringLiteral("startsAt"), QString::fromStdString(formatRfc3339(alert.startsNs)));
        if (alert.endsNs != 0)
            one.insert(QStringLiteral("endsAt"), QString::fromStdString(formatRfc3339(alert.endsNs)));
        if (!alert.generatorUrl.isEmpty())
            one.insert(QStringLiteral("generatorURL"), alert.generatorUrl);
        list.append(one);
    }
    return QJsonDocument(list).toJson(QJsonDocument::Compact);
}

QByteArray encodeSilence(const Silence &silence, bool withAnnotations)
{
    QJsonArray matchers;
    for (const auto &m : silence.matchers)
        matchers.append(QJsonObject{{QStringLiteral("name"), m.name},
                                    {QStringLiteral("value"), m.value},
                                    {QStringLiteral("isRegex"), m.isRegex},
                                    {QStringLiteral("isEqual"), m.isEqual}});
    QJsonObject body{{QStringLiteral("matchers"), matchers},
                     {QStringLiteral("startsAt"), QString::fromStdString(formatRfc3339(silence.startsNs))},
                     {QStringLiteral("endsAt"), QString::fromStdString(formatRfc3339(silence.endsNs))},
                     {QStringLiteral("createdBy"), silence.createdBy},
                     {QStringLiteral("comment"), silence.comment}};
    if (!silence.id.isEmpty())
        body.insert(QStringLiteral("id"), silence.id);
    if (withAnnotations && !silence.annotations.isEmpty())
        body.insert(QStringLiteral("annotations"), jsonOf(silence.annotations));
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

} // namespace wf::wire::alertmanager
