// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/alert.h"
#include "models/signals/objective.h"

#include <QStringList>

#include <vector>

namespace wf::engine {

// Objectives that a server's recording rules keep already, by the names Sloth (slo:sli_error:ratio_rate5m with
// sloth_id, slo:objective:ratio, slo:time_period:days), Pyrra (…:burnrate5m with slo) and Grafana
// (grafana_slo_success_rate_5m and grafana_slo_total_rate_5m with grafana_slo_uuid, grafana_slo_objective,
// grafana_slo_objective_window_seconds) give them. Their queries are those of the rules, so that they are counted here
// as well. Those the environment defines itself (by id) are left out.
struct RecordedSlos {
    std::vector<signals::Objective> objectives; // by id
    QStringList problems;                       // of rules that look like it and cannot be used
};
[[nodiscard]] RecordedSlos recordedSlos(const std::vector<signals::Rule> &rules, const QStringList &known);

} // namespace wf::engine
