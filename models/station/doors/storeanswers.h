// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/ports/linefeed.h"
#include "models/station/serve/answers/answers.h"
#include "models/station/stores/stationstores.h"

// The read APIs' answers from the station's own stores; what comes from elsewhere (rules, targets) is left empty. The
// stores live as long as the answers.
namespace wf::station {

[[nodiscard]] MetricAnswers metricAnswers(const std::shared_ptr<const StationStores> &stores);
[[nodiscard]] LogAnswers logAnswers(const std::shared_ptr<const StationStores> &stores,
                                    const std::shared_ptr<LineFeed> &feed = {});
[[nodiscard]] TraceAnswers traceAnswers(const std::shared_ptr<const StationStores> &stores);

} // namespace wf::station
