// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/rawseries.h"
#include "models/station/rules/core/promqlquery.h"
#include "models/station/rules/core/rulegroup.h"

#include <optional>
#include <unordered_map>

namespace wf::app::demo {

// Rules over a past that is already there: what reads nothing that rules give is worked out for many evaluations at
// once, as a range, and answered from there; everything else at its moment, as ever. One thread.
class AheadQuery final : public station::RuleQuery {
public:
    explicit AheadQuery(const query::SampleReader &samples) : m_samples(samples), m_atOnce(samples) {}

    // The rules that ask next; they stay until they are replaced by others.
    void follow(const std::vector<station::RuleGroup> &groups);
    // Every rule is evaluated so many times next, in order of time, the step apart.
    void begin(qint64 evaluations, qint64 stepMs);

    [[nodiscard]] base::Result<std::vector<station::VectorElement>> evaluate(const query::Expr &expr, qint64 timeMs,
                                                                             std::stop_token stop) const override;
    [[nodiscard]] const query::SampleReader &samples() const override { return m_samples; }

private:
    struct Ahead {
        bool isTried = false;
        std::optional<std::vector<signals::RawSeries>> series; // without: the range failed, each moment may not
    };

    const query::SampleReader &m_samples;
    station::PromqlQuery m_atOnce;
    qint64 m_evaluations = 0;
    qint64 m_stepMs = 0;
    mutable std::unordered_map<const query::Expr *, Ahead> m_ahead;
};

} // namespace wf::app::demo
