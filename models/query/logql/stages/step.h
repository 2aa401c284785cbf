// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/query/logql/stages/linelabels.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace wf::query::logql {

// A line on its way. `text` stays valid until the labels are reset.
struct LineState {
    qint64 timeNs = 0;
    std::string_view text;
    LineLabels labels;
    std::string scratch; // for whoever runs, never across steps
};

// One compiled stage. Immutable: any number of threads, each with a LineState of its own.
class Step {
public:
    virtual ~Step() = default;
    // False: the line is dropped.
    [[nodiscard]] virtual bool process(LineState &line) const = 0;
    // Labels it reads that a parser before it must extract.
    virtual void addNeeds(std::vector<std::string> &) const {}
};
using StepPtr = std::shared_ptr<const Step>;

} // namespace wf::query::logql
