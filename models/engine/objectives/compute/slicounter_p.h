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
    std::vector<AskedPiece> pieces;
};

// Asks the samples an objective's questions.
class SliCounter {
public:
    SliCounter(const signals::Objective &objective, const SliSource &source, const ComputeOptions &options)
        : m_objective(objective), m_source(source), m_options(options)
    {
    }

    // Between samples; the pieces of a long stretch hold several.
    void setDistance(qint64 ns) { m_distanceNs = ns; }
    // All of the stretches together, each asked by itself; by events or by slices, as the objective says.
    [[nodiscard]] base::Result<Counted> count(const std::vector<base::TimeRange> &stretches) const;
    // One count a step; what touches an excluded range is not known. Bounded by the steps of the grid.
    [[nodiscard]] base::Result<analysis::EventCounts> history(base::TimeRange window, qint64 stepNs,
                                                              const std::vector<base::TimeRange> &kept) const;

private:
    [[nodiscard]] std::vector<base::TimeRange> piecesOf(base::TimeRange stretch) const;
    [[nodiscard]] base::Result<std::vector<Counted>> slicesOf(base::TimeRange stretch, qint64 &firstEndNs) const;
    [[nodiscard]] base::Status addSlices(base::TimeRange stretch, analysis::EventCounts &counts) const;
    [[nodiscard]] base::Result<Counted> countEvents(base::TimeRange stretch) const;
    [[nodiscard]] base::Result<Counted> countSlices(const std::vector<base::TimeRange> &stretches) const;
    void judgeSlice(const Counted &slice, Counted &sum) const;
    // NaN: no answer.
    [[nodiscard]] static Counted joined(double total, double part, const SliQueries &queries, qint64 lengthNs);

    const signals::Objective &m_objective;
    const SliSource &m_source;
    const ComputeOptions &m_options;
    qint64 m_distanceNs = base::nsPerMinute;
};

} // namespace wf::engine
