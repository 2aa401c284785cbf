// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/logql/stages/step.h"
#include "models/query/logql/syntax/expr.h"

#include <span>

namespace wf::query::logql {

// The compiled stages of a selector. Immutable; any number of threads, each with a LineState of its own.
class Pipeline {
public:
    [[nodiscard]] static base::Result<Pipeline> compile(std::span<const Stage> stages, qint64 nowNs);
    [[nodiscard]] static base::Result<Pipeline> compile(std::span<const LabelFilterPtr> filters);

    // False: the line is dropped.
    [[nodiscard]] bool process(LineState &line) const
    {
        for (const auto &step : m_steps)
            if (!step->process(line))
                return false;
        return true;
    }
    // Labels that parsers must extract for the steps.
    void addNeeds(std::vector<std::string> &names) const
    {
        for (const auto &step : m_steps)
            step->addNeeds(names);
    }
    [[nodiscard]] bool isEmpty() const { return m_steps.empty(); }

private:
    std::vector<StepPtr> m_steps;
};

} // namespace wf::query::logql
