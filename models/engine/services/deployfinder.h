// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/services/subjectrules.h"
#include "models/signals/deploy.h"
#include "models/signals/series.h"

#include <vector>

namespace wf::engine {

// PromQL of how many instances run which version, for findDeploys().
[[nodiscard]] QString deployQuery(const SubjectRules &rules);

// Deploys read from how many instances run which version over time: one series for each service, region and version
// (count by (…) of a build-info metric). A version that was there at the first step is not a deploy. Pure.
// Returned newest first.
[[nodiscard]] std::vector<signals::Deploy> findDeploys(const signals::QueryAnswer &versionCounts,
                                                       const SubjectRules &rules);

// When the new version of a deploy was first seen, from counts with finer steps around it; the deploy's own time where
// they say nothing. Pure. In UTC nanoseconds.
[[nodiscard]] qint64 firstSeenNs(const signals::Deploy &deploy, const signals::QueryAnswer &fineCounts,
                                 const SubjectRules &rules);

} // namespace wf::engine
