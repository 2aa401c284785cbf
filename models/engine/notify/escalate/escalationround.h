// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/escalation/escalation.h"
#include "models/analysis/escalation/oncall.h"
#include "models/engine/incidents/incident.h"
#include "models/engine/notify/deliver/order.h"
#include "models/wire/notifysettings/notifysettings.h"

#include <QJsonArray>

#include <functional>

// What is to be told of an incident now. Pure: asked twice, it gives the same orders under the same keys.
namespace wf::engine {

// Where a message goes: a channel, and of text messages the number.
struct ToldPlace {
    QString channel, to;
    friend bool operator==(const ToldPlace &, const ToldPlace &) = default;
};

// What is kept of an incident's escalation over a restart.
struct KeptEscalation {
    QString key; // of its messages, the same as long as it is kept
    analysis::EscalationProgress progress;
    std::vector<ToldPlace> told;                             // who has heard of it
    signals::Severity severity = signals::Severity::Unknown; // as they have heard it
    int held = 0;                                            // how often somebody took it
    int byHand = 0;                                          // how often somebody escalated it
    QString title;                                           // as last told
    friend bool operator==(const KeptEscalation &, const KeptEscalation &) = default;
};
[[nodiscard]] QJsonObject toJson(const KeptEscalation &kept);
[[nodiscard]] std::optional<KeptEscalation> keptEscalationFrom(const QJsonObject &json);

struct EscalationWorld {
    const wire::NotifySettings &settings;
    QString environment;
    std::function<analysis::OnCallNow(const signals::OnCallRota &)> onCall; // pointers into settings.people
    std::function<bool(const QStringList &services)> burns;                 // an objective of one of them
    qint64 nowNs = 0;
    bool isRun = true; // false: no step comes by itself; who was told still hears what becomes of it
};

struct EscalationRound {
    KeptEscalation kept; // when all orders have been laid down
    std::vector<DeliveryOrder> orders;
    QStringList problems; // "Nobody is on call in primary: …"
};
// For an incident that is open. Nothing when no escalation is for it and none has begun.
[[nodiscard]] std::optional<EscalationRound>
escalate(const Incident &incident, const std::optional<KeptEscalation> &before, const EscalationWorld &world);
// Somebody escalates it by hand: the next step is told at once, held or not, and those after it come as long after it
// as they would; when all were told, the last is told again. Invalid: no escalation is for it.
[[nodiscard]] base::Result<EscalationRound> escalateByHand(const Incident &incident,
                                                           const std::optional<KeptEscalation> &before,
                                                           const QString &who, const QString &note,
                                                           const EscalationWorld &world);
// Once it is closed, or is no longer known: who has heard of it hears that it is over.
[[nodiscard]] EscalationRound endEscalation(const Incident *incident, qint64 number, const KeptEscalation &before,
                                            const EscalationWorld &world);

// Where a target's messages go now; empty when nobody can be reached by it.
[[nodiscard]] std::vector<ToldPlace> placesOf(const signals::NotifyTarget &target, const EscalationWorld &world);

} // namespace wf::engine
