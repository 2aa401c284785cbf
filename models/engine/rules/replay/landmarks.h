// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/alerts/alertsnapshot.h"
#include "models/engine/history/alerthistory.h"
#include "models/engine/incidents/outcomes.h"

#include <QHash>
#include <QJsonValue>
#include <QStringList>

#include <optional>
#include <vector>

namespace wf::engine {

// Something that was the matter in the past: an incident, or an alert of no incident that is kept.
struct Landmark {
    QString title; // "INC-2431", or the name of the alert; outside text
    bool isIncident = false;
    qint64 startNs = 0;
    qint64 endNs = 0;                   // 0: it is not over
    QStringList services;               // empty: nobody knows
    QStringList alerts;                 // names of the alerts in it
    std::optional<OutcomeKind> outcome; // what an operator said that it was
    bool wasActedOn = false;            // somebody acknowledged one of its alerts
};

// From the alert log and the incidents that the ledger keeps (settings below incidentRoot). By start.
[[nodiscard]] std::vector<Landmark> landmarksOf(const std::vector<PastAlert> &alerts,
                                                const QHash<QString, QJsonValue> &incidentSettings);

// What became of a firing. NotWatched: no console kept a history then.
enum class FiringWorth { Useful, LikelyNoise, NotKnown, NotWatched };
// "useful", "likely noise", "not known", "not watched".
[[nodiscard]] QString firingWorthName(FiringWorth worth);

struct FiringContext {
    FiringWorth worth = FiringWorth::NotWatched;
    QString near; // "INC-2431, 4 min later", "nothing else fired"
    bool isDuringIncident = false;
};

// What a firing of the alert `name` with these labels is worth, by what lies within half an hour of it and does not
// belong to another service. Useful: an incident that was real, or something that somebody acted on. Likely noise: what
// was said to be noise, what healed itself unseen, or nothing at all. Not known: something else fired, and nobody ever
// said what it was.
[[nodiscard]] FiringContext contextOf(base::TimeRange firing, const QString &name, const QString &service,
                                      const std::vector<Landmark> &landmarks, qint64 watchedSinceNs);

inline constexpr qint64 nearNs = 30 * base::nsPerMinute;

} // namespace wf::engine
