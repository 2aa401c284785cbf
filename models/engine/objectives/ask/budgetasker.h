// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/engine/objectives/ask/sliasker.h"
#include "models/engine/objectives/compute/budgetreport.h"

namespace wf::engine {

// A budget on its way: what is asked about, what was answered (kept from round to round), and what came of it.
struct AskedBudget {
    signals::Objective objective;
    ComputeOptions options;
    AskedSource source;
    base::Completeness completeness;
    std::optional<base::Result<BudgetReport>> report; // there once it was computed
};
using AskedBudgets = std::vector<AskedBudget>;

// Computes budgets from what the environment's metric sources answer: on a pool, asking in between until nothing is
// open, three times at most. The one path of window and command line. GUI thread; the budgets are not touched by
// anybody else meanwhile.
class BudgetAsker {
public:
    BudgetAsker(MetricReader &metrics, QThreadPool &pool) : m_asker(metrics), m_pool(pool) {}
    BudgetAsker(const BudgetAsker &) = delete;
    BudgetAsker &operator=(const BudgetAsker &) = delete;

    // `done` is always called later, and not after this is gone or asked anew.
    void compute(std::shared_ptr<AskedBudgets> budgets, qint64 atNs, std::function<void()> done);

private:
    void round(int left);

    SliAsker m_asker;
    QThreadPool &m_pool;
    std::shared_ptr<AskedBudgets> m_budgets;
    std::function<void()> m_done;
    qint64 m_atNs = 0;
    async::JobScope m_jobs;
};

} // namespace wf::engine
