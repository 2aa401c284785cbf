// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/completeness.h"
#include "models/engine/rules/replay/firings.h"
#include "models/engine/rules/replay/landmarks.h"

#include <memory>
#include <optional>

namespace wf::engine {

// What is held against the past.
struct ReplayRule {
    QString name;
    QString expr;
    RuleWaits waits;
    base::Labels labels; // the rule's own
};

struct JudgedFiring {
    ReplayFiring firing;
    base::Labels labels; // of the alert: the series without its name, and the rule's own labels that are no templates
    FiringContext context;
};

// One change that would have been quieter and missed nothing that is known to matter.
struct ReplaySuggestion {
    std::optional<qint64> forNs;
    std::optional<qint64> keepFiringForNs;
    std::optional<double> threshold;
    QString expr; // with that threshold; empty: the expression stays
    int dropped = 0, kept = 0;
    qint64 laterNs = 0; // how much later, at most, what is kept would have fired
    QString words;      // "A `for` of 5m would drop firing 1 and keep 2 and 3, 4 min later at most."
};

// Immutable; shared with views.
struct Replay {
    ReplayRule rule;
    base::TimeRange range;             // on multiples of the step
    qint64 stepNs = 0;                 // how often it was evaluated
    qint64 askedStepNs = 0;            // how often the rule is; less: the past was looked at more coarsely
    std::vector<JudgedFiring> firings; // by start
    int series = 0;                    // that the expression gave at some time
    int flaps = 0;                     // firings within flapGapNs of the end of one of the same series
    qint64 firingNs = 0;               // all together
    int useful = 0, likelyNoise = 0, duringIncidents = 0;
    std::optional<ReplaySuggestion> suggestion;
    // Nothing that the expression reads is kept from before; 0: it is, or nobody knows.
    qint64 keptSinceNs = 0;
    base::Completeness completeness;
    qint64 tookNs = 0;
};
using ReplayPtr = std::shared_ptr<const Replay>;

inline constexpr qint64 flapGapNs = 10 * base::nsPerMinute;

struct ReplayInput {
    ReplayRule rule;
    base::TimeRange range;
    qint64 stepNs = 0;
    qint64 askedStepNs = 0;
    std::vector<signals::Series> matrix; // what the expression gave
    std::vector<Landmark> landmarks;
    qint64 watchedSinceNs = 0; // since when the alert log has anything; 0: it is empty
    qint64 keptSinceNs = 0;
    base::Completeness completeness;
};
// Pure; any thread.
[[nodiscard]] std::shared_ptr<Replay> replayed(const ReplayInput &input);

// "Fires 3 times, 1.7 h in all, 2 of 3 during incidents."
[[nodiscard]] QString summaryOf(const Replay &replay);

} // namespace wf::engine
