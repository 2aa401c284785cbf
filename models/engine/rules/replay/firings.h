// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/signals/series.h"

#include <QString>

#include <functional>
#include <optional>
#include <vector>

// When a rule would have fired, from what its expression gave at each evaluation. Pure; any thread.
namespace wf::engine {

// How long a rule waits, as in its file.
struct RuleWaits {
    qint64 forNs = 0;
    qint64 keepFiringForNs = 0;
    friend bool operator==(const RuleWaits &, const RuleWaits &) = default;
};

// A stricter threshold than the one in the expression: only elements whose value holds against it count.
struct StricterThreshold {
    QString comparison; // > >= < <=
    double value = 0;
    [[nodiscard]] bool holds(double element) const;
    friend bool operator==(const StricterThreshold &, const StricterThreshold &) = default;
};

// One time the alert of one series would have fired.
struct ReplayFiring {
    std::size_t series = 0; // in the matrix
    qint64 activeNs = 0;    // since when the expression held
    qint64 startNs = 0;     // fired: it had held for long enough
    qint64 endNs = 0; // the first evaluation at which it no longer fired; the end of the range when it is not over
    bool beganBefore = false; // it held already when the range began: it may have fired earlier
    bool isOver = true;
    double lowest = 0, highest = 0; // of the elements from activeNs on
    [[nodiscard]] qint64 lengthNs() const { return endNs - startNs; }
};

// The state machine of Prometheus' alerting rules (rules/alerting.go; also models/station/rules/core), for evaluations
// on multiples of the step. `matrix`: what the expression gave, absent where it did not hold. By start, then series.
[[nodiscard]] std::vector<ReplayFiring> firingsOf(const std::vector<signals::Series> &matrix, base::TimeRange range,
                                                  qint64 stepNs, const RuleWaits &waits,
                                                  const std::optional<StricterThreshold> &threshold = {});

// Firings that began within `gapNs` after the end of one of the same series.
[[nodiscard]] int flapsIn(const std::vector<ReplayFiring> &firings, qint64 gapNs);

} // namespace wf::engine
