// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/ask/budgetasker.h"

#include <algorithm>

namespace wf::engine {

namespace {

// How far apart samples lie must be known before the rest can be asked.
constexpr int mostRounds = 3;

bool isOpen(const AskedBudgets &budgets)
{
    return std::ranges::any_of(budgets, [](const AskedBudget &one) { return !one.source.open().empty(); });
}

} // namespace

void BudgetAsker::compute(std::shared_ptr<AskedBudgets> budgets, qint64 atNs, std::function<void()> done)
{
    m_budgets = std::move(budgets);
    m_atNs = atNs;
    m_done = std::move(done);
    for (AskedBudget &one : *m_budgets) {
        one.source.nextRound();
        one.completeness = {};
    }
    round(mostRounds);
}

void BudgetAsker::round(int left)
{
    const auto computed = [this, left](bool isComplete) {
        if (!isComplete)
            return;
        if (left == 0 || !isOpen(*m_budgets)) {
            const auto done = std::move(m_done); // which may ask anew, or end this
            return done();
        }
        std::vector<AskedSource *> sources;
        for (AskedBudget &one : *m_budgets)
            sources.push_back(&one.source);
        m_asker.ask(std::move(sources), [this, left](const std::vector<base::Completeness> &whole) {
            for (std::size_t i = 0; i < whole.size(); ++i)
                (*m_budgets)[i].completeness.merge(whole[i]);
            round(left - 1);
        });
    };
    m_jobs.runLatest(
        QStringLiteral("budgets"), m_pool,
        [budgets = m_budgets, at = m_atNs](std::stop_token stop) {
            for (AskedBudget &one : *budgets) {
                if (stop.stop_requested())
                    return false;
                one.report = computeBudget(one.objective, one.source, at, one.options, stop);
            }
            return true;
        },
        computed);
}

} // namespace wf::engine
