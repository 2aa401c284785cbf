// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/eval/evaluate.h"
#include "models/station/rules/core/rulequery.h"

namespace wf::station {

// Rules over the samples of a reader, which outlives it.
class PromqlQuery final : public RuleQuery {
public:
    explicit PromqlQuery(const query::SampleReader &samples, query::EvalOptions options = {})
        : m_samples(samples), m_options(options)
    {
    }
    [[nodiscard]] base::Result<std::vector<VectorElement>> evaluate(const query::Expr &expr, qint64 timeMs,
                                                                    std::stop_token stop) const override;
    [[nodiscard]] const query::SampleReader &samples() const override { return m_samples; }

private:
    const query::SampleReader &m_samples;
    query::EvalOptions m_options;
};

} // namespace wf::station
