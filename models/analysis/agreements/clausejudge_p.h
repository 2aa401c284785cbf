// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/agreements/agreementjudge.h"

namespace wf::analysis {

// Everything one clause is judged by.
struct ClauseCase {
    const AgreementInput &input;
    const signals::AgreementClause &clause;
    const ClauseMeasurement &measurement;
    base::TimeRange window;
    qint64 untilNs = 0;                          // measured up to here
    std::vector<base::TimeRange> counted;        // of the whole window, without gaps that are left out
    std::vector<base::TimeRange> measured;       // of it, so far
    std::vector<const IncidentFact *> incidents; // that concern the clause and touch the window

    [[nodiscard]] bool isFinal() const { return untilNs >= window.endNs; }
    [[nodiscard]] signals::Decimal rounded(const signals::Decimal &percent) const
    {
        return percent.rounded(input.agreement.measuredDecimals, input.agreement.measuredRounding);
    }
    // The share of time kept, in percent, as the contract rounds it.
    [[nodiscard]] signals::Decimal percentOf(qint64 usedNs, qint64 ofNs) const;
};

// How much of what was promised was missed, and by what.
struct Tally {
    bool isKnown = false;
    signals::Decimal percent; // so far
    qint64 usedNs = 0;
    double recentShare = 0; // of bad in the last hour of counted time
    // Parts of the usage, in order; their sum is usedNs but for rounding.
    struct Part {
        base::TimeRange range;
        qint64 usedNs = 0;
        double total = 0;
        double bad = 0;
    };
    std::vector<Part> parts;
    int counted = 0, late = 0; // Response
};
[[nodiscard]] Tally tallyEvents(const ClauseCase &one);
[[nodiscard]] Tally tallySlices(const ClauseCase &one);
[[nodiscard]] Tally tallyDowntime(const ClauseCase &one);
[[nodiscard]] Tally tallyResponses(const ClauseCase &one);

// Violations, days and the curve of a clause.
void attribute(const ClauseCase &one, const Tally &tally, signals::ClauseResult &out);

// Tiers reached, those ahead, and from when on.
void applyTiers(const ClauseCase &one, double recentShare, signals::ClauseResult &out);
// Lines, caps and sums of the whole period.
void compensate(const AgreementInput &input, signals::AgreementPeriod &out);

// Of everything the clause's figures came from.
[[nodiscard]] QString measurementHash(const ClauseCase &one);

} // namespace wf::analysis
