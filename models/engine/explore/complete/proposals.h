// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/engine/explore/complete/querycontext.h"
#include "models/engine/explore/index/metricshape.h"
#include "models/signals/expression.h"

#include <stop_token>

namespace wf::engine {

// What proposals are made from: values, so that a pool may use them.
struct ProposalFacts {
    MetricIndexPtr index;               // not null
    std::vector<MetricShapePtr> shapes; // of the context's metrics, or of everything; what is known
    qint64 scrapeNs = 15 * base::nsPerSecond;
    bool isForced = false;  // asked for: also where nothing was typed yet
    bool namesOnly = false; // of operands: metrics alone, their names as they are
};

// What may be written at this place, best first. Pure; any thread.
[[nodiscard]] signals::Completion proposalsAt(const QueryContext &context, const ProposalFacts &facts,
                                              std::stop_token stop = {});

// Of each kind.
inline constexpr std::size_t mostProposals = 50;

} // namespace wf::engine
