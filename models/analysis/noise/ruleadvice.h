// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace wf::analysis {

// One time that a rule fired, as history has it.
struct RuleFiring {
    qint64 startNs = 0;
    qint64 endNs = 0;
    bool acted = false;      // somebody acknowledged, fixed or escalated it
    bool falseAlarm = false; // somebody said that nothing was wrong
};

struct RuleRecord {
    int fired = 0;
    int acted = 0;
    int falseAlarms = 0;
    [[nodiscard]] double actionableRate() const { return fired > 0 ? static_cast<double>(acted) / fired : 0; }
    [[nodiscard]] double falsePositiveRate() const { return fired > 0 ? static_cast<double>(falseAlarms) / fired : 0; }
};
[[nodiscard]] RuleRecord recordOf(const std::vector<RuleFiring> &firings);

// What would have been quieter without missing anything that mattered.
struct RuleAdvice {
    RuleRecord record;
    qint64 longerForNs = 0; // to add to the rule's `for`
    int kept = 0;           // firings that would have been left
    // "fired 41 times, never acted on: a `for` longer by 10m would have kept 3"
    [[nodiscard]] QString words() const;
};
// The shortest of 1, 2, 5, 10, 15, 30 and 60 minutes that leaves at most half of the firings and all that were acted
// on. None with fewer than ten firings, when every second one was acted on, or when no length would do.
[[nodiscard]] std::optional<RuleAdvice> adviceFor(const std::vector<RuleFiring> &firings);

} // namespace wf::analysis
