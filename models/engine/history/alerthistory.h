// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/severity.h"
#include "models/store/alertlog.h"

#include <QDate>

#include <optional>
#include <vector>

namespace wf::engine {

// One firing of the past. Texts are outside text.
struct PastAlert {
    QString name, service, fingerprint, summary;
    base::Labels labels;
    signals::Severity severity = signals::Severity::Unknown;
    qint64 symptomNs = 0; // since when its expression held; 0: not known
    qint64 startNs = 0;
    qint64 endNs = 0;  // 0: it still fires
    qint64 seenNs = 0; // when a console saw it first; 0: none did
    qint64 ackNs = 0;  // 0: nobody acknowledged it
    QString ackBy, ackNote;
    QStringList knownFrom; // "console", "recorder of am-0", and names of metric sources that tell it
};
[[nodiscard]] PastAlert pastAlert(const store::AlertSighting &sighting);
// One firing that several sources tell is one; newest start first.
[[nodiscard]] std::vector<PastAlert> pastAlerts(const std::vector<store::AlertSighting> &sightings);

// How fast somebody came, in seconds; none without a case. To detect: from the first symptom until it fired, or until a
// console saw it when one watched (seen within `watchedWithinNs`); from its beginning where no symptom is known, of
// what was watched. To acknowledge, to repair: from its beginning.
struct ResponseTimes {
    int fired = 0;
    int critical = 0;
    int acknowledged = 0;
    int over = 0;
    std::optional<double> toDetect, toAcknowledge, toRepair;
};
inline constexpr qint64 watchedWithinNs = 15 * base::nsPerMinute;
[[nodiscard]] ResponseTimes responseTimes(const std::vector<PastAlert> &alerts);

// The same by service and week (its Monday, UTC): newest week first, then by how often.
struct WeekOfService {
    QDate monday;
    QString service;
    ResponseTimes times;
    int incidents = 0; // that began there and then
};
// `incidents` as asFirings() has them.
[[nodiscard]] std::vector<WeekOfService> weeksOfServices(const std::vector<PastAlert> &alerts,
                                                         const std::vector<PastAlert> &incidents = {});

// Firings that began on a day (UTC).
struct DayCount {
    QDate day;
    int fired = 0;
    int critical = 0;
};
// Every day from the first to the last of the range, also those without any; at most ten years.
[[nodiscard]] std::vector<DayCount> dayCounts(const std::vector<PastAlert> &alerts, base::TimeRange range);

} // namespace wf::engine
