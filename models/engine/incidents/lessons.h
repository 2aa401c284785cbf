// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/incidents/incident.h"

#include <QJsonObject>

#include <optional>

namespace wf::engine {

// What fires under this name at this place: the part of an alert that a lesson speaks of.
struct AlertKindName {
    QString name, service, instance;
    friend bool operator==(const AlertKindName &, const AlertKindName &) = default;
};
[[nodiscard]] AlertKindName kindOf(const IncidentAlert &alert);

// What an operator taught: two kinds of alerts never or always belong together.
struct Lesson {
    AlertKindName one, other;
    bool together = false;
    friend bool operator==(const Lesson &, const Lesson &) = default;
};
// What to teach so that these groups of kinds never, or always, belong together: the first of a group (it opened its
// incident) stands for it, and never holds for the first `mostKindsTaught` of its others too. Each pair once.
[[nodiscard]] std::vector<Lesson> lessonsBetween(const std::vector<std::vector<AlertKindName>> &groups, bool together);
inline constexpr std::size_t mostKindsTaught = 32;
[[nodiscard]] QJsonObject toJson(const Lesson &lesson);
[[nodiscard]] std::optional<Lesson> lessonFrom(const QJsonObject &json);

// Which firings one incident has, as it is kept over a restart.
struct KeptIncident {
    struct Firing {
        QString fingerprint;
        qint64 startNs = 0;
        friend bool operator==(const Firing &, const Firing &) = default;
    };
    qint64 number = 0;
    qint64 closedNs = 0;
    std::vector<Firing> firings; // the first `mostKept` by onset
    static constexpr std::size_t mostKept = 500;
    friend bool operator==(const KeptIncident &, const KeptIncident &) = default;
};
[[nodiscard]] KeptIncident kept(const Incident &incident);
[[nodiscard]] QJsonObject toJson(const KeptIncident &incident);
[[nodiscard]] std::optional<KeptIncident> keptIncidentFrom(const QJsonObject &json);

} // namespace wf::engine
