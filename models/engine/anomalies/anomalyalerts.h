// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/anomalies/anomaliessnapshot.h"
#include "models/signals/alert.h"

namespace wf::engine {

// The runs worth an alert, as one local rule: those that are a warning or worse and have lasted for the dwell
// (anomalyDwellNs). Labels: alertname, severity, service, region, instance, metric. Pure.
[[nodiscard]] signals::Rule anomalyRule(const AnomaliesSnapshot &anomalies, qint64 nowNs);

} // namespace wf::engine
