// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/agreements/agreementjudge.h"
#include "models/engine/objectives/compute/slisource.h"
#include "models/signals/objective.h"

#include <map>
#include <set>
#include <stop_token>
#include <tuple>

// What a source of samples says about the clauses of a contract. Pure; any thread.
namespace wf::engine {

// A server that answers later: measure once to learn what would be asked, have it answered, and measure again. Unlike
// AskedSource also for steps of time. One thread.
class QuestionSource final : public SliSource {
public:
    struct Question {
        QString expr;
        qint64 firstNs = 0;
        qint64 stepNs = 0; // 0: one instant
        std::size_t steps = 1;
        friend bool operator==(const Question &, const Question &) = default;
        friend bool operator<(const Question &a, const Question &b)
        {
            return std::tie(a.expr, a.firstNs, a.stepNs, a.steps) < std::tie(b.expr, b.firstNs, b.stepNs, b.steps);
        }
    };
    using Values = base::Result<std::vector<double>>; // as many as there are steps
    [[nodiscard]] base::Result<double> instant(const QString &expr, qint64 atNs) const override;
    [[nodiscard]] base::Result<std::vector<double>> range(const QString &expr, qint64 firstNs, qint64 stepNs,
                                                          std::size_t steps) const override;
    [[nodiscard]] const query::SampleReader *samples() const override { return nullptr; }

    // Without an answer yet, each once.
    [[nodiscard]] std::vector<Question> open() const { return {m_open.begin(), m_open.end()}; }
    void answer(const Question &question, Values values);

private:
    [[nodiscard]] Values known(const Question &question) const;

    mutable std::map<Question, Values> m_answers;
    mutable std::set<Question> m_open;
};

struct MeasureOptions {
    std::size_t mostSteps = 1500; // of one window, at least a minute each; 0: only the figures that decide
};

// One clause over its window that holds atNs (or ends there), from what its objective's queries say; `exclusions`
// beside those of the contract. What cannot be measured is said in the evidence, and is then not known. Errors:
// Cancelled.
[[nodiscard]] base::Result<analysis::ClauseMeasurement>
measureClause(const signals::Agreement &agreement, const signals::AgreementClause &clause,
              const signals::Objective &objective, const SliSource &source, qint64 atNs,
              const std::vector<signals::AgreementExclusion> &exclusions, const MeasureOptions &options,
              std::stop_token stop);

// All clauses of a contract that speak of an objective; of an objective that is not there the evidence says so.
[[nodiscard]] base::Result<std::map<QString, analysis::ClauseMeasurement>>
measureAgreement(const signals::Agreement &agreement, const std::vector<signals::Objective> &objectives,
                 const SliSource &source, qint64 atNs, const std::vector<signals::AgreementExclusion> &exclusions,
                 const MeasureOptions &options, std::stop_token stop);

} // namespace wf::engine
