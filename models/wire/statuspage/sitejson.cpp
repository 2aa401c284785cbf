// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/timetext.h"
#include "models/wire/statuspage/siteparts_p.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <functional>

// The public API of statuspage.io (v2), as far as a page without a server can have it.
namespace wf::wire {

using namespace Qt::StringLiterals;
using signals::StatusIncident;
using signals::StatusPage;
using signals::StatusPhase;

namespace {

QJsonObject pageObject(const StatusPage &page)
{
    return {{u"id"_s, u"watchfloor"_s},
            {u"name"_s, page.organisation},
            {u"url"_s, page.address},
            {u"time_zone"_s, page.timeZone},
            {u"updated_at"_s, base::isoTime(page.atNs)}};
}

QJsonObject statusObject(const StatusPage &page)
{
    const Headline headline = headlineOf(page);
    return {{u"indicator"_s, headline.isKnown ? indicatorOf(headline.state) : u"unknown"_s},
            {u"description"_s, headline.words}};
}

QString groupId(const QString &name)
{
    QString out = u"group-"_s;
    for (const QChar c : name.toLower())
        out += c.isLetterOrNumber() ? c : u'-';
    return out;
}

QJsonObject componentObject(const StatusPage &page, const signals::StatusComponent &c, int position)
{
    QJsonObject out{{u"id"_s, c.id},
                    {u"name"_s, c.name},
                    {u"description"_s, c.description.isEmpty() ? QJsonValue() : QJsonValue(c.description)},
                    {u"status"_s, c.isKnown ? signals::componentStateName(c.state) : u"unknown"_s},
                    {u"position"_s, position},
                    {u"group"_s, false},
                    {u"group_id"_s, c.group.isEmpty() ? QJsonValue() : QJsonValue(groupId(c.group))},
                    {u"showcase"_s, true},
                    {u"only_show_if_degraded"_s, false},
                    {u"page_id"_s, u"watchfloor"_s},
                    {u"updated_at"_s, base::isoTime(page.atNs)}};
    QJsonArray days;
    for (const auto &day : c.days)
        days.append(QJsonObject{{u"date"_s, day.day.toString(Qt::ISODate)},
                                {u"uptime"_s, day.uptime ? QJsonValue(*day.uptime) : QJsonValue()},
                                {u"status"_s, day.uptime ? signals::componentStateName(day.worst) : u"unknown"_s}});
    out[u"uptime"_s] = c.uptime ? QJsonValue(*c.uptime) : QJsonValue();
    out[u"days"_s] = days;
    return out;
}

QJsonArray components(const StatusPage &page)
{
    QJsonArray out;
    QStringList groups;
    int position = 0;
    for (const auto &c : page.components) {
        out.append(componentObject(page, c, ++position));
        if (!c.group.isEmpty() && !groups.contains(c.group))
            groups << c.group;
    }
    for (const QString &group : groups) {
        QJsonArray members;
        signals::ComponentState worst = signals::ComponentState::Operational;
        for (const auto &c : page.components)
            if (c.group == group) {
                members.append(c.id);
                worst = std::max(worst, c.state);
            }
        out.append(QJsonObject{{u"id"_s, groupId(group)},
                               {u"name"_s, group},
                               {u"status"_s, signals::componentStateName(worst)},
                               {u"position"_s, ++position},
                               {u"group"_s, true},
                               {u"components"_s, members},
                               {u"page_id"_s, u"watchfloor"_s}});
    }
    return out;
}

QJsonObject incidentObject(const StatusPage &page, const StatusIncident &incident)
{
    QJsonArray updates, affected;
    for (const auto &update : incident.updates)
        updates.append(QJsonObject{{u"status"_s, signals::statusPhaseName(update.phase)},
                                   {u"body"_s, update.text},
                                   {u"created_at"_s, base::isoTime(update.atNs)},
                                   {u"display_at"_s, base::isoTime(update.atNs)},
                                   {u"incident_id"_s, incident.id}});
    for (const QString &id : incident.components)
        affected.append(QJsonObject{{u"id"_s, id}, {u"name"_s, nameOfComponent(page, id)}});
    QJsonObject out{
        {u"id"_s, incident.id},
        {u"name"_s, incident.title},
        {u"status"_s, signals::statusPhaseName(incident.updates.front().phase)},
        {u"impact"_s, incident.isMaintenance ? u"maintenance"_s : indicatorOf(incident.impact)},
        {u"created_at"_s, base::isoTime(incident.updates.back().atNs)},
        {u"started_at"_s, base::isoTime(incident.range.startNs)},
        {u"updated_at"_s, base::isoTime(incident.updates.front().atNs)},
        {u"resolved_at"_s, incident.isOpen ? QJsonValue() : QJsonValue(base::isoTime(incident.range.endNs))},
        {u"shortlink"_s, incidentAddress(page, incident)},
        {u"page_id"_s, u"watchfloor"_s},
        {u"components"_s, affected},
        {u"incident_updates"_s, updates}};
    if (incident.isMaintenance) {
        out[u"scheduled_for"_s] = base::isoTime(incident.range.startNs);
        out[u"scheduled_until"_s] = base::isoTime(incident.range.endNs);
    }
    return out;
}

QJsonArray incidents(const StatusPage &page, const std::function<bool(const StatusIncident &)> &wanted)
{
    QJsonArray out;
    for (const auto &incident : page.incidents)
        if (wanted(incident))
            out.append(incidentObject(page, incident));
    return out;
}

} // namespace

void addJson(const StatusPage &page, std::vector<SiteFile> &files)
{
    const auto phase = [](const StatusIncident &i) { return i.updates.front().phase; };
    const QJsonArray all = components(page);
    const QJsonArray open = incidents(page, [](const StatusIncident &i) { return !i.isMaintenance && i.isOpen; });
    const QJsonArray ahead = incidents(page, [](const StatusIncident &i) { return i.isMaintenance && i.isOpen; });
    const auto add = [&](const QString &name, QJsonObject body) {
        body[u"page"_s] = pageObject(page);
        files.push_back({u"api/v2/"_s + name, QJsonDocument(body).toJson(QJsonDocument::Indented)});
    };
    add(u"summary.json"_s, {{u"status"_s, statusObject(page)},
                            {u"components"_s, all},
                            {u"incidents"_s, open},
                            {u"scheduled_maintenances"_s, ahead}});
    add(u"status.json"_s, {{u"status"_s, statusObject(page)}});
    add(u"components.json"_s, {{u"components"_s, all}});
    add(u"incidents.json"_s,
        {{u"incidents"_s, incidents(page, [](const StatusIncident &i) { return !i.isMaintenance; })}});
    add(u"incidents/unresolved.json"_s, {{u"incidents"_s, open}});
    add(u"scheduled-maintenances.json"_s,
        {{u"scheduled_maintenances"_s, incidents(page, [](const StatusIncident &i) { return i.isMaintenance; })}});
    add(u"scheduled-maintenances/upcoming.json"_s,
        {{u"scheduled_maintenances"_s, incidents(page, [&](const StatusIncident &i) {
              return i.isMaintenance && phase(i) == StatusPhase::Scheduled;
          })}});
    add(u"scheduled-maintenances/active.json"_s,
        {{u"scheduled_maintenances"_s, incidents(page, [&](const StatusIncident &i) {
              return i.isMaintenance && phase(i) == StatusPhase::InProgress;
          })}});
}

} // namespace wf::wire
