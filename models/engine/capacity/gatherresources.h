// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/capacity/resource/resource.h"
#include "models/signals/deploy.h"
#include "models/signals/series.h"

namespace wf::engine {

// A stretch of time in which something was broken: what was used then is not learned from.
struct BrokenTime {
    QString service;
    base::TimeRange range;
};

// What is known of the past beside the measured values.
struct KnownPast {
    std::vector<BrokenTime> broken;
    std::vector<signals::Deploy> deploys;
};

// Joins the answers of one question by their labels. `used` holds hours up to `endNs`. At most `most` resources. Pure.
[[nodiscard]] std::vector<FiniteHistory> historiesOf(std::shared_ptr<const FiniteQuestion> question,
                                                     const signals::QueryAnswer &used,
                                                     const signals::QueryAnswer &limits, const SubjectRules &rules,
                                                     const KnownPast &past, qint64 endNs, std::size_t most);

} // namespace wf::engine
