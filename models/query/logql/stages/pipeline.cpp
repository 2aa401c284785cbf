// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/stages/pipeline.h"

#include "models/query/logql/stages/filtersteps.h"
#include "models/query/logql/stages/formatsteps.h"
#include "models/query/logql/stages/parsersteps.h"

namespace wf::query::logql {

base::Result<Pipeline> Pipeline::compile(std::span<const Stage> stages, qint64 nowNs)
{
    Pipeline pipeline;
    for (const auto &stage : stages) {
        auto step = std::visit(
            [nowNs](const auto &one) {
                if constexpr (requires { compileStep(one, nowNs); })
                    return compileStep(one, nowNs);
                else
                    return compileStep(one);
            },
            stage);
        if (!step)
            return step.error();
        pipeline.m_steps.push_back(std::move(*step));
    }
    return pipeline;
}

base::Result<Pipeline> Pipeline::compile(std::span<const LabelFilterPtr> filters)
{
    Pipeline pipeline;
    for (const auto &filter : filters) {
        auto step = compileStep(filter);
        if (!step)
            return step.error();
        pipeline.m_steps.push_back(std::move(*step));
    }
    return pipeline;
}

} // namespace wf::query::logql
