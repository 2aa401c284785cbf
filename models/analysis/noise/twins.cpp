// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/noise/twins.h"

namespace wf::analysis {

base::Labels twinLabels(const base::Labels &labels)
{
    // The names that Prometheus Operator, Thanos, Cortex, Mimir and VictoriaMetrics give their replicas.
    return labels.without({"prometheus_replica", "replica", "__replica__", "thanos_ruler_replica", "rule_replica",
                           "receive_replica", "vmalert_replica", "alertmanager_replica"});
}

} // namespace wf::analysis
