// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/bundle/bundlejson_p.h"

#include <algorithm>
#include <array>

namespace wf::engine::bundlejson {

using namespace Qt::StringLiterals;
using signals::Alert;

namespace {

QJsonObject toJson(const base::Labels &labels)
{
    QJsonObject out;
    for (const auto &[name, value] : labels)
        out.insert(QString::fromStdString(name), QString::fromStdString(value));
    return out;
}

base::Labels labelsFrom(const QJsonValue &value)
{
    const auto json = value.toObject();
    std::vector<base::Labels::Pair> pairs;
    for (auto it = json.begin(); it != json.end(); ++it)
        pairs.emplace_back(it.key().toStdString(), it.value().toString().toStdString());
    return base::Labels(std::move(pairs));
}

QString nsText(qint64 ns)
{
    return QString::number(ns);
}

qint64 nsFrom(const QJsonValue &value)
{
    return std::max<qint64>(0, value.toString().toLongLong());
}

QStringList textsFrom(const QJsonValue &value)
{
    QStringList out;
    for (const auto &one : value.toArray())
        if (out.size() < mostEntries)
            out << one.toString();
    return out;
}

template<class T, class Read>
std::vector<T> listFrom(const QJsonArray &json, Read read)
{
    std::vector<T> out;
    for (qsizetype i = 0; i < std::min(json.size(), mostEntries); ++i)
        if (std::optional<T> one = read(json.at(i).toObject()))
            out.push_back(std::move(*one));
    return out;
}

QJsonObject alertJson(const Alert &alert)
{
    QJsonObject out{{u"fingerprint"_s, alert.fingerprint},
                    {u"labels"_s, toJson(alert.labels)},
                    {u"annotations"_s, toJson(alert.annotations)},
                    {u"state"_s, static_cast<int>(alert.state)},
                    {u"starts"_s, nsText(alert.startsNs)},
                    {u"ends"_s, nsText(alert.endsNs)},
                    {u"updated"_s, nsText(alert.updatedNs)},
                    {u"generator"_s, alert.generatorUrl},
                    {u"silenced_by"_s, QJsonArray::fromStringList(alert.silencedBy)},
                    {u"inhibited_by"_s, QJsonArray::fromStringList(alert.inhibitedBy)},
                    {u"muted_by"_s, QJsonArray::fromStringList(alert.mutedBy)},
                    {u"receivers"_s, QJsonArray::fromStringList(alert.receivers)},
                    {u"source"_s, alert.source}};
    if (alert.value)
        out.insert(u"value"_s, *alert.value);
    return out;
}

std::optional<Alert> alertFrom(const QJsonObject &json)
{
    Alert out;
    out.fingerprint = json[u"fingerprint"_s].toString();
    out.labels = labelsFrom(json[u"labels"_s]);
    if (out.fingerprint.isEmpty() || out.labels.isEmpty())
        return std::nullopt;
    out.annotations = labelsFrom(json[u"annotations"_s]);
    out.state = static_cast<signals::AlertState>(
        std::clamp(json[u"state"_s].toInt(), 0, static_cast<int>(signals::AlertState::Unprocessed)));
    out.startsNs = nsFrom(json[u"starts"_s]);
    out.endsNs = nsFrom(json[u"ends"_s]);
    out.updatedNs = nsFrom(json[u"updated"_s]);
    out.generatorUrl = json[u"generator"_s].toString();
    out.silencedBy = textsFrom(json[u"silenced_by"_s]);
    out.inhibitedBy = textsFrom(json[u"inhibited_by"_s]);
    out.mutedBy = textsFrom(json[u"muted_by"_s]);
    out.receivers = textsFrom(json[u"receivers"_s]);
    out.source = json[u"source"_s].toString();
    if (json[u"value"_s].isDouble())
        out.value = json[u"value"_s].toDouble();
    return out;
}

} // namespace

QJsonArray toJson(const std::vector<Alert> &alerts)
{
    QJsonArray out;
    for (const auto &alert : alerts)
        out.append(alertJson(alert));
    return out;
}

std::vector<Alert> alertsFrom(const QJsonArray &json)
{
    return listFrom<Alert>(json, alertFrom);
}

QJsonArray toJson(const std::vector<store::AlertSighting> &firings)
{
    QJsonArray out;
    for (const auto &one : firings)
        out.append(QJsonObject{{u"source"_s, one.source},
                               {u"service"_s, one.service},
                               {u"alert"_s, alertJson(one.alert)},
                               {u"first_seen"_s, nsText(one.firstSeenNs)},
                               {u"last_seen"_s, nsText(one.lastSeenNs)},
                               {u"ended"_s, nsText(one.endedNs)},
                               {u"ack_by"_s, one.ackBy},
                               {u"ack"_s, nsText(one.ackNs)},
                               {u"ack_note"_s, one.ackNote}});
    return out;
}

std::vector<store::AlertSighting> firingsFrom(const QJsonArray &json)
{
    return listFrom<store::AlertSighting>(json, [](const QJsonObject &o) -> std::optional<store::AlertSighting> {
        auto alert = alertFrom(o[u"alert"_s].toObject());
        if (!alert)
            return std::nullopt;
        store::AlertSighting out;
        out.source = o[u"source"_s].toString();
        out.service = o[u"service"_s].toString();
        out.alert = std::move(*alert);
        out.firstSeenNs = nsFrom(o[u"first_seen"_s]);
        out.lastSeenNs = nsFrom(o[u"last_seen"_s]);
        out.endedNs = nsFrom(o[u"ended"_s]);
        out.ackBy = o[u"ack_by"_s].toString();
        out.ackNs = nsFrom(o[u"ack"_s]);
        out.ackNote = o[u"ack_note"_s].toString();
        return out;
    });
}

QJsonArray toJson(const std::vector<signals::Rule> &rules)
{
    QJsonArray out;
    for (const auto &rule : rules)
        out.append(QJsonObject{{u"alert"_s, rule.kind == signals::RuleKind::Alerting},
                               {u"name"_s, rule.name},
                               {u"group"_s, rule.group},
                               {u"file"_s, rule.file},
                               {u"expr"_s, rule.query},
                               {u"for"_s, nsText(rule.forNs)},
                               {u"keep_firing_for"_s, nsText(rule.keepFiringForNs)},
                               {u"interval"_s, nsText(rule.intervalNs)},
                               {u"labels"_s, toJson(rule.labels)},
                               {u"annotations"_s, toJson(rule.annotations)},
                               {u"health"_s, rule.health},
                               {u"last_error"_s, rule.lastError},
                               {u"last_evaluation"_s, nsText(rule.lastEvaluationNs)}});
    return out;
}

std::vector<signals::Rule> rulesFrom(const QJsonArray &json)
{
    return listFrom<signals::Rule>(json, [](const QJsonObject &o) -> std::optional<signals::Rule> {
        signals::Rule out;
        out.kind = o[u"alert"_s].toBool(true) ? signals::RuleKind::Alerting : signals::RuleKind::Recording;
        out.name = o[u"name"_s].toString();
        out.query = o[u"expr"_s].toString();
        if (out.name.isEmpty() || out.query.isEmpty())
            return std::nullopt;
        out.group = o[u"group"_s].toString();
        out.file = o[u"file"_s].toString();
        out.forNs = nsFrom(o[u"for"_s]);
        out.keepFiringForNs = nsFrom(o[u"keep_firing_for"_s]);
        out.intervalNs = nsFrom(o[u"interval"_s]);
        out.labels = labelsFrom(o[u"labels"_s]);
        out.annotations = labelsFrom(o[u"annotations"_s]);
        out.health = o[u"health"_s].toString();
        out.lastError = o[u"last_error"_s].toString();
        out.lastEvaluationNs = nsFrom(o[u"last_evaluation"_s]);
        return out;
    });
}

QJsonObject ledgerJson(const IncidentBundle &bundle)
{
    QJsonObject settings;
    for (auto it = bundle.settings.cbegin(); it != bundle.settings.cend(); ++it)
        settings.insert(it.key(), it.value());
    QJsonArray trail;
    for (const auto &one : bundle.trail)
        trail.append(QJsonObject{{u"time"_s, nsText(one.timeNs)},
                                 {u"actor"_s, one.note.actor},
                                 {u"action"_s, one.note.action},
                                 {u"subject"_s, one.note.subject},
                                 {u"detail"_s, one.note.detail}});
    QJsonArray notes;
    for (const auto &one : bundle.notes)
        notes.append(QJsonObject{{u"service"_s, one.service},
                                 {u"subject_kind"_s, one.subjectKind},
                                 {u"subject"_s, one.subjectId},
                                 {u"time"_s, nsText(one.timeNs)},
                                 {u"author"_s, one.author},
                                 {u"text"_s, one.text},
                                 {u"created"_s, nsText(one.createdNs)}});
    return {{u"settings"_s, settings}, {u"trail"_s, trail}, {u"notes"_s, notes}};
}

// Of what the ledger keeps of an incident; a bundle sets nothing else.
constexpr std::array keptRoots{"incident/"_L1, "causes/"_L1, "attached/"_L1, "review/"_L1};

void ledgerFrom(const QJsonObject &json, IncidentBundle &bundle)
{
    const auto settings = json[u"settings"_s].toObject();
    for (auto it = settings.begin(); it != settings.end() && bundle.settings.size() < mostEntries; ++it)
        if (std::ranges::any_of(keptRoots, [&it](QLatin1StringView root) { return it.key().startsWith(root); }))
            bundle.settings.insert(it.key(), it.value());
    bundle.trail = listFrom<store::AuditRecord>(
        json[u"trail"_s].toArray(), [](const QJsonObject &o) -> std::optional<store::AuditRecord> {
            store::AuditRecord out;
            out.timeNs = nsFrom(o[u"time"_s]);
            out.note = {o[u"actor"_s].toString(), o[u"action"_s].toString(), o[u"subject"_s].toString(),
                        o[u"detail"_s].toObject()};
            return out.note.action.isEmpty() ? std::nullopt : std::optional(out);
        });
    bundle.notes = listFrom<store::OperatorNote>(json[u"notes"_s].toArray(),
                                                 [](const QJsonObject &o) -> std::optional<store::OperatorNote> {
                                                     store::OperatorNote out;
                                                     out.service = o[u"service"_s].toString();
                                                     out.subjectKind = o[u"subject_kind"_s].toString();
                                                     out.subjectId = o[u"subject"_s].toString();
                                                     out.timeNs = nsFrom(o[u"time"_s]);
                                                     out.author = o[u"author"_s].toString();
                                                     out.text = o[u"text"_s].toString();
                                                     out.createdNs = nsFrom(o[u"created"_s]);
                                                     return out.text.isEmpty() ? std::nullopt : std::optional(out);
                                                 });
}

} // namespace wf::engine::bundlejson
