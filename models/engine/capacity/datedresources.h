// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/capacity/resource/resource.h"
#include "models/engine/objectives/objectivekeeper.h"
#include "models/signals/series.h"

namespace wf::engine {

// Certificates and licences, from an answer that gives Unix seconds of their ends; at most `most`. Pure.
[[nodiscard]] std::vector<ResourceForecastPtr> endingAtDate(const std::shared_ptr<const FiniteQuestion> &question,
                                                            const signals::QueryAnswer &answer,
                                                            const SubjectRules &rules, qint64 nowNs, std::size_t most);
// The error budgets that are known, with the date at which they are spent at the present burn. Pure.
[[nodiscard]] std::vector<ResourceForecastPtr> budgetsOf(const ObjectivesSnapshot &objectives, qint64 nowNs);

} // namespace wf::engine
