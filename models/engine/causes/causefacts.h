// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/causes/causes.h"
#include "models/engine/causes/causesignals.h"
#include "models/engine/incidents/incident.h"
#include "models/engine/services/servicecatalog.h"

#include <map>

namespace wf::engine {

// One figure as it is judged: what it was before the incident and the value that lies farthest from that.
struct JudgedMeasure {
    analysis::Deviation deviation;
    double usual = 0;
    double now = 0;
    QString title;                 // of a resource
    std::optional<qint64> onsetNs; // since when it is unusual
};

// What is known of one service, beside the numbers of the question: what the words are made of.
struct CauseDetails {
    std::map<CauseMeasure, JudgedMeasure> measures; // the worst of each, for the worse only
    signals::Deploy change;                         // timeNs 0: none
    CauseAnomaly anomaly;                           // startNs 0: none
    bool isAlarming = false;
};

struct CauseFacts {
    analysis::CauseQuestion question;
    CauseMeasure symptom = CauseMeasure::Latency; // what the question compares
    QHash<QString, CauseDetails> details;
    bool isMeasured = false; // some figure of some service is known
};

// What all services have to do with an incident. Its alarm is where most of what alarms can be reached by calls
// (nearest to users), its first symptom the earliest of the alert there and the onset of what is measured there;
// anomalies count that go on then or began up to an hour before,
// figures are judged against those before `quietBeforeNs` ahead of the first alert. `services` must not be null. May
// take some hundred milliseconds for thousands of services: not on the GUI thread.
inline constexpr qint64 quietBeforeNs = 15 * base::nsPerMinute;
[[nodiscard]] CauseFacts causeFacts(const Incident &incident, const ServicesSnapshot &services,
                                    const CauseSignals &gathered, const QHash<QString, int> &timesCause,
                                    const std::vector<CauseAnomaly> &anomalies = {});

} // namespace wf::engine
