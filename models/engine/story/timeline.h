// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/incidents/incident.h"
#include "models/engine/services/servicecatalog.h"
#include "models/engine/story/attachment.h"
#include "models/store/records.h"

namespace wf::engine {

// Something that happened in an incident. Texts are outside text.
struct TimelineEntry {
    enum class Kind { Deploy, Alert, AlertOver, Opened, Closed, Acknowledged, Silenced, Note, Deed, Outcome, Attached };
    qint64 ns = 0;
    Kind kind = Kind::Alert;
    QString who; // empty: it happened by itself
    QString text;
    signals::Severity severity = signals::Severity::Unknown; // of alerts
    QString attachment = {};                                 // Attached: its id
    friend bool operator==(const TimelineEntry &, const TimelineEntry &) = default;
};
// Stable lower-case name, for JSON and the command line ("alert-over").
[[nodiscard]] QString timelineKindName(TimelineEntry::Kind kind);

// What a timeline is made of, beside the incident.
struct TimelineSources {
    std::vector<store::AuditRecord> trail;  // in any order; what is about other things is left out
    std::vector<store::OperatorNote> notes; // likewise
    std::vector<signals::Deploy> deploys;   // likewise
    std::vector<Attachment> attachments;    // likewise
};
// Oldest first: deploys of its services within two hours before and during it, its alerts (`mostAlerts` of them, then
// how many more), what people did with it and its alerts, notes, and its beginning and end.
inline constexpr std::size_t mostTimelineAlerts = 200;
[[nodiscard]] std::vector<TimelineEntry> incidentTimeline(const Incident &incident, const TimelineSources &sources);

} // namespace wf::engine
