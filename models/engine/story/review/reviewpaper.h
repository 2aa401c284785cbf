// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/causes/causereport.h"
#include "models/engine/services/servicecatalog.h"
#include "models/engine/story/timeline.h"
#include "models/signals/series.h"
#include "models/wire/review/review.h"

namespace wf::engine {

// The paper of a review without its chart. `causes` may be null. Pure.
[[nodiscard]] wire::ReviewPaper reviewPaper(const Incident &incident, const std::vector<TimelineEntry> &timeline,
                                            const CauseReport *causes, const ServicesSnapshot &services, qint64 nowNs);

// The charts among these, as they were attached.
[[nodiscard]] std::vector<wire::ReviewPaper::Attached> attachedCharts(const std::vector<Attachment> &attachments);
// The rule whose measure is drawn: of the worst alert, of these the first to begin. Null: none of them is known.
[[nodiscard]] const signals::Rule *worstRule(const Incident &incident, const std::vector<signals::Rule> &rules);
// What was measured by it around the incident: series of its services first, the highest first, six at most. None
// without a sample.
[[nodiscard]] std::optional<wire::ReviewPaper::Chart> reviewChart(const Incident &incident, const signals::Rule &rule,
                                                                  const signals::QueryAnswer &answer);

} // namespace wf::engine
