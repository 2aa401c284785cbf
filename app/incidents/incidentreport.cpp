// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/incidentreport.h"

#include "models/base/timetext.h"

#include <algorithm>
#include <cmath>

namespace wf::app {

using namespace Qt::StringLiterals;
using engine::Incident;
using engine::IncidentAlert;

namespace {

QString stateOf(const Incident &incident)
{
    if (!incident.isOpen())
        return u"closed"_s;
    return incident.needed > 0 ? u"open"_s : u"held"_s;
}

QString timeOrNothing(qint64 ns)
{
    return ns > 0 ? base::isoTime(ns) : QString();
}

QString becauseOf(const Incident &incident, const IncidentAlert &alert)
{
    const auto joined = std::ranges::find(incident.alerts, alert.joinedTo, &IncidentAlert::key);
    const QString evidence = evidenceWords(alert.evidence);
    if (alert.joinedTo == 0 || joined == incident.alerts.end())
        return evidence;
    return u"%1 %2: %3"_s.arg(joined->name, joined->service, evidence);
}

QJsonObject asJson(const analysis::Evidence &evidence)
{
    QJsonObject out;
    for (std::size_t i = 0; i < analysis::evidenceKinds; ++i) {
        const auto kind = static_cast<analysis::EvidenceKind>(i);
        if (evidence[kind] != 0)
            out.insert(analysis::evidenceName(kind), static_cast<double>(evidence[kind]));
    }
    return out;
}

} // namespace

QString evidenceWords(const analysis::Evidence &evidence)
{
    std::vector<std::pair<float, QString>> kinds;
    for (std::size_t i = 0; i < analysis::evidenceKinds; ++i) {
        const auto kind = static_cast<analysis::EvidenceKind>(i);
        if (evidence[kind] != 0)
            kinds.emplace_back(evidence[kind], analysis::evidenceName(kind));
    }
    std::ranges::stable_sort(kinds, std::greater{}, [](const auto &one) { return std::abs(one.first); });
    QStringList out;
    for (const auto &[weight, name] : kinds)
        out << u"%1 %2"_s.arg(name, QString::number(static_cast<double>(weight), 'f', 1));
    return out.join(u", "_s);
}

std::vector<QStringList> incidentTable(const engine::IncidentSnapshot &incidents)
{
    std::vector<QStringList> out{
        {u"ID"_s, u"SEVERITY"_s, u"STATE"_s, u"OWNER"_s, u"ALERTS"_s, u"SINCE"_s, u"UNTIL"_s, u"TITLE"_s}};
    for (const auto *list : {&incidents.open, &incidents.closed})
        for (const auto &one : *list)
            out.push_back({one->id(), signals::severityName(one->severity), stateOf(*one), one->owner,
                           QString::number(one->alerts.size()), timeOrNothing(one->openedNs),
                           timeOrNothing(one->closedNs), one->title});
    return out;
}

QJsonObject incidentAsJson(const Incident &incident)
{
    QJsonArray alerts;
    for (const auto &alert : incident.alerts) {
        const auto joined = std::ranges::find(incident.alerts, alert.joinedTo, &IncidentAlert::key);
        QJsonObject one{{u"fingerprint"_s, alert.fingerprint},
                        {u"name"_s, alert.name},
                        {u"service"_s, alert.service},
                        {u"region"_s, alert.region},
                        {u"instance"_s, alert.instance},
                        {u"summary"_s, alert.summary},
                        {u"severity"_s, signals::severityName(alert.severity)},
                        {u"state"_s, alert.fires() ? engine::handlingName(alert.handling) : u"over"_s},
                        {u"owner"_s, alert.owner},
                        {u"since"_s, timeOrNothing(alert.startNs)},
                        {u"until"_s, timeOrNothing(alert.endNs)},
                        {u"evidence"_s, asJson(alert.evidence)}};
        if (alert.joinedTo != 0 && joined != incident.alerts.end())
            one.insert(u"joined_to"_s, joined->fingerprint);
        alerts.append(one);
    }
    return {{u"id"_s, incident.id()},
            {u"title"_s, incident.title},
            {u"severity"_s, signals::severityName(incident.severity)},
            {u"reasons"_s, QJsonArray::fromStringList(incident.reasons)},
            {u"decided_by"_s, incident.isLearned ? u"trees"_s : u"rules"_s},
            {u"severity_of_rules"_s, signals::severityName(incident.ofRules)},
            {u"outcome"_s, incident.outcome ? QJsonValue(engine::outcomeName(*incident.outcome)) : QJsonValue()},
            {u"state"_s, stateOf(incident)},
            {u"owner"_s, incident.owner},
            {u"needed"_s, incident.needed},
            {u"opened"_s, timeOrNothing(incident.openedNs)},
            {u"closed"_s, timeOrNothing(incident.closedNs)},
            {u"service"_s, incident.service},
            {u"services"_s, QJsonArray::fromStringList(incident.services)},
            {u"regions"_s, QJsonArray::fromStringList(incident.regions)},
            {u"alerts"_s, alerts}};
}

QJsonArray incidentsAsJson(const engine::IncidentSnapshot &incidents)
{
    QJsonArray out;
    for (const auto *list : {&incidents.open, &incidents.closed})
        for (const auto &one : *list)
            out.append(incidentAsJson(*one));
    return out;
}

std::vector<QStringList> incidentFacts(const Incident &incident)
{
    std::vector<QStringList> out{{incident.id(), incident.title},
                                 {u"severity"_s, signals::severityName(incident.severity)}};
    for (const auto &reason : incident.reasons)
        out.push_back({u"because"_s, reason});
    out.push_back({u"decided by"_s, incident.isLearned ? u"trees"_s : u"rules"_s});
    out.push_back({u"its rules say"_s, signals::severityName(incident.ofRules)});
    if (incident.outcome)
        out.push_back({u"outcome"_s, engine::outcomeName(*incident.outcome)});
    if (!incident.outcomeNote.isEmpty())
        out.push_back({u"outcome note"_s, incident.outcomeNote});
    out.push_back({u"state"_s, stateOf(incident)});
    if (!incident.owner.isEmpty())
        out.push_back({u"owner"_s, incident.owner});
    out.push_back({u"opened"_s, timeOrNothing(incident.openedNs)});
    if (!incident.isOpen())
        out.push_back({u"closed"_s, timeOrNothing(incident.closedNs)});
    out.push_back({u"begins at"_s, incident.service});
    out.push_back({u"services"_s, incident.services.join(u", "_s)});
    out.push_back({u"regions"_s, incident.regions.join(u", "_s)});
    return out;
}

std::vector<QStringList> incidentAlerts(const Incident &incident)
{
    std::vector<QStringList> out{
        {u"SINCE"_s, u"UNTIL"_s, u"SEVERITY"_s, u"ALERT"_s, u"SERVICE"_s, u"STATE"_s, u"BECAUSE"_s}};
    for (const auto &alert : incident.alerts)
        out.push_back({timeOrNothing(alert.startNs), timeOrNothing(alert.endNs), signals::severityName(alert.severity),
                       alert.name, alert.service, alert.fires() ? engine::handlingName(alert.handling) : u"over"_s,
                       becauseOf(incident, alert)});
    return out;
}

int incidentExitCode(const engine::IncidentSnapshot &incidents)
{
    int out = 0;
    for (const auto &one : incidents.open)
        if (one->needed > 0)
            out = std::max(out, one->severity == signals::Severity::Critical ? 2 : 1);
    return out;
}

} // namespace wf::app
