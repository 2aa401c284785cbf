// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/dashboards/panels/servicemetrics.h"
#include "models/signals/objective.h"

#include <vector>

namespace wf::engine {

// What an objective can be about. The last four are those of services built of commands, events, queries and
// projections.
enum class ObjectiveTemplate {
    HttpAvailability,
    HttpLatency,
    GrpcAvailability,
    GrpcLatency,
    Freshness,
    Throughput,
    QueueAge,
    JobSuccess,
    Correctness,
    CommandSuccess,
    EventDelay,
    QueryLatency,
    ProjectionLag,
};
[[nodiscard]] QString templateName(ObjectiveTemplate kind);        // translated
[[nodiscard]] QString templateDescription(ObjectiveTemplate kind); // what counts as good, one sentence
[[nodiscard]] const std::vector<ObjectiveTemplate> &allTemplates();

// An objective that could be made of what a service exposes: 28 days rolling, ready to be computed and written.
struct ObjectiveProposal {
    ObjectiveTemplate kind = ObjectiveTemplate::HttpAvailability;
    QString metric; // it is made of
    signals::Objective objective;
};
// Best first: what users feel before what machines do, more series before fewer; at most three of a kind. Pure.
[[nodiscard]] std::vector<ObjectiveProposal> proposals(const ServiceMetrics &service);

} // namespace wf::engine
