// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"

#include <QDate>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

// What customers are told about a service: a status page as a value. Nothing in it is internal: names come from
// settings, words from people who approved them.
namespace wf::signals {

// From good to bad; as statuspage.io names them.
enum class ComponentState { Operational, Maintenance, Degraded, PartialOutage, MajorOutage };

struct StatusDay {
    QDate day;
    std::optional<double> uptime;                       // share of the day, 0..1; none: nothing is known
    ComponentState worst = ComponentState::Operational; // of the day
    qint64 downNs = 0;
    qint64 degradedNs = 0;
    friend bool operator==(const StatusDay &, const StatusDay &) = default;
};

struct StatusComponent {
    QString id; // of the settings: lower case, digits and dashes
    QString name;
    QString description;
    QString group; // empty: none
    ComponentState state = ComponentState::Operational;
    bool isKnown = true;          // false: nobody could look; shown as not known, never as good
    std::vector<StatusDay> days;  // oldest first, the last is today
    std::optional<double> uptime; // over the days that are known
    friend bool operator==(const StatusComponent &, const StatusComponent &) = default;
};

enum class StatusPhase { Investigating, Identified, Monitoring, Resolved, Scheduled, InProgress, Completed };

struct StatusUpdate {
    qint64 atNs = 0;
    StatusPhase phase = StatusPhase::Investigating;
    QString text;
    friend bool operator==(const StatusUpdate &, const StatusUpdate &) = default;
};

// An incident, or maintenance that was announced.
struct StatusIncident {
    QString id;
    QString title;
    bool isMaintenance = false;
    ComponentState impact = ComponentState::Degraded; // on its components
    QStringList components;                           // ids
    base::TimeRange range;                            // end: when it was over, or is planned to be
    bool isOpen = false;                              // going on, or ahead
    std::vector<StatusUpdate> updates;                // newest first, never empty
    friend bool operator==(const StatusIncident &, const StatusIncident &) = default;
};

struct StatusPage {
    QString title;
    QString organisation;
    QString address; // where it is published, "https://status.example.com"; empty: links are relative
    QString contact; // an address for people, "https://…" or "mailto:…"; empty: none
    QString timeZone;
    QString colour;                          // #RRGGBB of the heading's mark
    qint64 atNs = 0;                         // all of it is as of then
    std::vector<StatusComponent> components; // in the order of the settings
    std::vector<StatusIncident> incidents;   // newest first, maintenance too
    friend bool operator==(const StatusPage &, const StatusPage &) = default;
};

[[nodiscard]] QString componentStateName(ComponentState state);  // "degraded_performance"
[[nodiscard]] QString componentStateWords(ComponentState state); // "Degraded performance"
[[nodiscard]] std::optional<ComponentState> componentStateOf(const QString &name);
[[nodiscard]] QString statusPhaseName(StatusPhase phase);  // "in_progress"
[[nodiscard]] QString statusPhaseWords(StatusPhase phase); // "In progress"
[[nodiscard]] std::optional<StatusPhase> statusPhaseOf(const QString &name);

} // namespace wf::signals
