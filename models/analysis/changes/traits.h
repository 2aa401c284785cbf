// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/trace.h"

#include <QString>

#include <vector>

namespace wf::analysis {

// Something a trace has or has not.
struct Trait {
    enum Kind { Operation, Failed, Service, Tag } kind = Tag;
    QString text;                // "payment", "http.status_code = 503"; outside text; empty for Failed
    double chosen = 0, rest = 0; // shares of the traces that have it, 0…1
    double p = 1;                // that chance alone separates the two so (Fisher 1922, one-sided)
};

// What the chosen traces have more often than the rest, most separating first; all of them, however little.
[[nodiscard]] std::vector<Trait> separatingTraits(const std::vector<const signals::TraceSummary *> &chosen,
                                                  const std::vector<const signals::TraceSummary *> &rest);

// Which traces are slow: longer than nine tenths of the `usual` ones of the same service and operation, or than nine
// tenths of all when fewer than twenty of those are known.
[[nodiscard]] std::vector<const signals::TraceSummary *> slowOnes(const std::vector<signals::TraceSummary> &traces,
                                                                  const std::vector<signals::TraceSummary> &usual);

} // namespace wf::analysis
