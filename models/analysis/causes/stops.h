// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/trace.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <vector>

namespace wf::analysis {

// One request as the service that handled it saw it.
struct HandledRequest {
    QString service;
    QString operation;
    QStringList callees; // services in the order they were called; the same one again and again counts once
    bool failed = false;
    bool failedBelow = false; // something it called failed too: it is no more than a witness
};

// What the services of a trace handled. A request has failed when a span of its service says so, or, in traces without
// tags, when its error handler ran (an operation that names an error).
[[nodiscard]] std::vector<HandledRequest> handledRequests(const signals::Trace &trace);

// Where requests stop now that used to go on, in powers of ten by service. A failed request says that the service which
// could not be called next is missing, or that the one called last, or its own, broke it; each stop counts by how much
// likelier it is now than usual (log-likelihood ratio). Empty without usual requests: there is nothing to compare with.
[[nodiscard]] QHash<QString, double> stopStrengths(const std::vector<HandledRequest> &usual,
                                                   const std::vector<HandledRequest> &now);

} // namespace wf::analysis
