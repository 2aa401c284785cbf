// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/ask/budgetasker.h"

namespace wf::engine {

namespace {

// How far apart samples lie must be known before the rest can be asked.
constexpr int mostRounds = 3;

// Samples come late: targets are read once in a while, and writers send them on.
constexpr qint64 lateNs = 2 * base::nsPerMinute;

QuestionPlan planOf(const AskedBudgets &budgets)
{
    std::vector<const AskedSource *> sources;
    for (const AskedBudget &one : budgets)
        sources.push_back(&one.source);
    return planOf(sources);
}

} // namespace

void BudgetAsker::compute(std::shared_ptr<AskedBudgets> budgets, qint64 atNs, std::function<void()> done)
{
    m_budgets = std::move(budgets);
    const qint64 settledNs = m_atNs - lateNs;
    m_atNs = atNs;
    m_done = std::move(done);
    for (AskedBudget &one : *m_budgets) {
        one.source.nextRound(settledNs);
        one.completeness = {};
    }
    round(mostRounds);
}

void BudgetAsker::round(int left)
{
    struct Computed {
        bool isComplete = false;
        QuestionPlan open;
    };
    const auto computed = [this, left](Computed done) {
        if (!done.isComplete)
            return;
        if (left == 0 || done.open.questions.empty()) {
            const auto reply = std::move(m_done); // which may ask anew, or end this
            return reply();
        }
        std::vector<AskedSource *> sources;
        for (AskedBudget &one : *m_budgets)
            sources.push_back(&one.source);
        m_asker.ask(std::move(sources), std::move(done.open),
                    [this, left](const std::vector<base::Completeness> &whole) {
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
                    return Computed();
                one.report = computeBudget(one.objective, one.source, at, one.options, stop);
            }
            return Computed{true, planOf(*budgets)};
        },
        computed);
}

} // namespace wf::engine
