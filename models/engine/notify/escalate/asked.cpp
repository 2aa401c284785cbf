// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/notify/escalate/asked.h"

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 giveUpAfterNs = base::nsPerHour; // who is asked now is not asked tomorrow

} // namespace

std::vector<DeliveryOrder> ordersTo(const signals::NotifyTarget &target, const Incident &incident,
                                    const EscalationWorld &world, const QString &who, const QString &note)
{
    const IncidentAlert first = incident.alerts.empty() ? IncidentAlert() : incident.alerts.front();
    signals::Notification what;
    what.step = signals::NotifyStep::Trigger;
    // As escalations call it: services that fold messages by key fold these too.
    what.key = u"watchfloor/"_s + orderKey({first.fingerprint, QString::number(first.startNs), incident.id()});
    what.incident = incident.id();
    what.environment = world.environment;
    what.severity = incident.severity;
    what.title = incident.title;
    what.lines = {u"%1 asks for you now."_s.arg(who)};
    what.service = incident.service;
    what.others = incident.services;
    what.others.removeAll(incident.service);
    what.firing = static_cast<int>(std::ranges::count_if(incident.alerts, &IncidentAlert::fires));
    what.who = who;
    what.note = note;
    what.openedNs = incident.openedNs;
    what.atNs = world.nowNs;
    std::vector<DeliveryOrder> out;
    for (const ToldPlace &place : placesOf(target, world))
        out.push_back({orderKey({u"asked"_s, incident.id(), place.channel, place.to, QString::number(world.nowNs)}),
                       place.channel, place.to, what, world.nowNs + giveUpAfterNs});
    return out;
}

} // namespace wf::engine
