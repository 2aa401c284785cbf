// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/compute/budgetreport.h"

namespace wf::engine {

// Good and bad within one stretch of time, as the source counts them.
struct Counted {
    double total = 0;
    double bad = 0;
    bool isKnown = false;
    bool lacksPart = false;   // the query for good or bad events never had an answer
    bool contradicts = false; // more bad ones than there were, or fewer than none
};

// Asks the samples an objective's questions.
class SliCounter {
public:
    SliCounter(const signals::Objective &objective, const SliSource &source, const ComputeOptions &options)
        : m_objective(objective), m_source(source), m_options(options)
    {
    }

    // All of the stretches together, each asked by itself; by events or by slices, as the objective says.
    [[nodiscard]] base::Result<Counted> count(const std::vector<base::TimeRange> &stretches) const;
    // One count a step; what touches an excluded range is not known. Bounded by the steps of the grid.
    [[nodiscard]] base::Result<analysis::EventCounts> history(base::TimeRange window, qint64 stepNs,
                                                              const std::vector<base::TimeRange> &kept) const;

private:
    [[nodiscard]] base::Result<Counted> countEvents(base::TimeRange stretch) const;
    [[nodiscard]] base::Result<Counted> countSlices(const std::vector<base::TimeRange> &stretches) const;
    void judgeSlice(const Counted &slice, Counted &sum) const;
    [[nodiscard]] Counted joined(double total, double part, bool hasTotal, bool hasPart, const SliQueries &queries,
                                 qint64 lengthNs) const;

    const signals::Objective &m_objective;
    const SliSource &m_source;
    const ComputeOptions &m_options;
};

} // namespace wf::engine
