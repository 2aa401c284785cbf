// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/capacity/scaling/scalability.h"
#include "models/base/clock.h"
#include "models/engine/services/subjectrules.h"
#include "models/signals/series.h"

#include <vector>

namespace wf::engine {

// What is asked to learn how services scale: each gives a series for each service.
struct ScalingQuestion {
    QString id;        // "scaling http_request_duration_seconds_bucket"
    QString load;      // requests a second of one instance, on average over the instances
    QString latency;   // seconds an answer takes on average
    QString instances; // how many there are
};
// Of every convention that measures durations. Pure.
[[nodiscard]] std::vector<ScalingQuestion> scalingQuestions(const QStringList &metricNames, const SubjectRules &rules);

inline constexpr qint64 scalingStepNs = 10 * base::nsPerMinute;
inline constexpr qint64 scalingHistoryNs = 7 * base::nsPerDay;

// How far one service scales.
struct ServiceScaling {
    signals::Subject subject;
    analysis::Scalability law; // of one instance
    double busiest = 0;        // requests a second of one instance: 99 % of the steps had less
    int instances = 1;
    std::optional<double> share; // of the knee, at the busiest; nothing: no knee is in sight
    // So many more keep the busiest under seven tenths of the knee; 0: none are needed.
    int moreInstances = 0;
    QString text; // "An instance answers at most 84 a second …"
};
// Joins the answers by labels. Services whose points the law does not fit (analysis::fitScalability) are left out.
// Pure.
[[nodiscard]] std::vector<ServiceScaling> scalingOf(const signals::QueryAnswer &load,
                                                    const signals::QueryAnswer &latency,
                                                    const signals::QueryAnswer &instances, const SubjectRules &rules);

} // namespace wf::engine
