// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/history/pastincidents.h"

#include <QHash>
#include <QJsonArray>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

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
        out << one.toString();
    return out;
}

FiringVerdict verdictOf(const PastIncident &incident)
{
    if (incident.outcome)
        switch (*incident.outcome) {
        case OutcomeKind::Real:
            return FiringVerdict::Acted;
        case OutcomeKind::Noise:
            return FiringVerdict::FalseAlarm;
        case OutcomeKind::Healed:
            return FiringVerdict::Healed;
        }
    return incident.takenNs > 0 ? FiringVerdict::Acted : FiringVerdict::NotSaid;
}

} // namespace

QJsonObject toJson(const PastIncident &incident)
{
    QJsonArray firings;
    for (const auto &one : incident.firings)
        firings.append(QJsonArray{one.fingerprint, nsText(one.startNs)});
    return {{u"number"_s, nsText(incident.number)},
            {u"title"_s, incident.title},
            {u"service"_s, incident.service},
            {u"services"_s, QJsonArray::fromStringList(incident.services)},
            {u"regions"_s, QJsonArray::fromStringList(incident.regions)},
            {u"owner"_s, incident.owner},
            {u"note"_s, incident.outcomeNote},
            {u"severity"_s, signals::severityName(incident.severity)},
            {u"symptom"_s, nsText(incident.symptomNs)},
            {u"opened"_s, nsText(incident.openedNs)},
            {u"taken"_s, nsText(incident.takenNs)},
            {u"taken_by"_s, incident.takenBy},
            {u"closed"_s, nsText(incident.closedNs)},
            {u"outcome"_s, incident.outcome ? QJsonValue(outcomeName(*incident.outcome)) : QJsonValue()},
            {u"firings"_s, firings}};
}

std::optional<PastIncident> pastIncidentFrom(const QJsonObject &json)
{
    PastIncident out;
    out.number = nsFrom(json[u"number"_s]);
    out.openedNs = nsFrom(json[u"opened"_s]);
    if (out.number == 0 || out.openedNs == 0)
        return std::nullopt;
    out.title = json[u"title"_s].toString();
    out.service = json[u"service"_s].toString();
    out.services = textsFrom(json[u"services"_s]);
    out.regions = textsFrom(json[u"regions"_s]);
    out.owner = json[u"owner"_s].toString();
    out.outcomeNote = json[u"note"_s].toString();
    out.severity = signals::severityFromLabel(json[u"severity"_s].toString());
    out.symptomNs = nsFrom(json[u"symptom"_s]);
    out.takenNs = nsFrom(json[u"taken"_s]);
    out.takenBy = json[u"taken_by"_s].toString();
    out.closedNs = nsFrom(json[u"closed"_s]);
    out.outcome = outcomeFromName(json[u"outcome"_s].toString());
    for (const auto &value : json[u"firings"_s].toArray())
        if (const auto one = value.toArray(); out.firings.size() < PastIncident::mostFirings)
            out.firings.push_back({one.at(0).toString(), nsFrom(one.at(1))});
    return out;
}

VerdictOf verdictsOf(const std::vector<PastIncident> &incidents)
{
    auto verdicts = std::make_shared<QHash<std::pair<QString, qint64>, FiringVerdict>>();
    for (const auto &incident : incidents)
        if (const auto verdict = verdictOf(incident); verdict != FiringVerdict::NotSaid)
            for (const auto &firing : incident.firings)
                verdicts->insert({firing.fingerprint, firing.startNs}, verdict);
    return [verdicts](const PastAlert &alert) {
        return verdicts->value({alert.fingerprint, alert.startNs}, FiringVerdict::NotSaid);
    };
}

std::vector<PastAlert> asFirings(const std::vector<PastIncident> &incidents, base::TimeRange range)
{
    std::vector<PastAlert> out;
    for (const auto &one : incidents)
        if (range.contains(one.openedNs)) {
            PastAlert as;
            as.name = one.title;
            as.service = one.service;
            as.fingerprint = one.id();
            as.summary = one.title;
            as.severity = one.severity;
            as.symptomNs = one.symptomNs;
            as.startNs = one.openedNs;
            as.endNs = one.closedNs;
            as.ackNs = one.takenNs;
            as.ackBy = one.takenBy;
            out.push_back(std::move(as));
        }
    std::ranges::stable_sort(out, std::greater{}, &PastAlert::startNs);
    return out;
}

} // namespace wf::engine
