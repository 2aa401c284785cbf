// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"
#include "models/base/result.h"
#include "models/query/promql/parse/expr.h"
#include "models/query/promql/samplereader.h"
#include "models/signals/nativehistogram.h"

#include <stop_token>
#include <string>
#include <vector>

namespace wf::station {

// One element of the vector a rule's expression gives; of a scalar the only one, without labels.
struct VectorElement {
    base::Labels labels;
    double value = 0;
    signals::NativeHistogramPtr histogram; // when set, value does not count
};

// What rules ask. Any thread.
class RuleQuery {
public:
    virtual ~RuleQuery() = default;
    // Errors: those of the evaluation; Invalid when the result is neither vector nor scalar.
    [[nodiscard]] virtual base::Result<std::vector<VectorElement>> evaluate(const query::Expr &expr, qint64 timeMs,
                                                                            std::stop_token stop) const = 0;
    // Raw samples, for restoring the state of alerts.
    [[nodiscard]] virtual const query::SampleReader &samples() const = 0;
};

} // namespace wf::station
