// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/agreements/agreementperiod.h"

#include <limits>
#include <map>
#include <vector>

// What came of a contract, from measurements alone. Pure; any thread.
namespace wf::analysis {

// What happened in one stretch of time. NaN without data.
struct MeasuredStep {
    base::TimeRange range;
    double total = 0;
    double bad = 0;
};

// What a source said about one clause, over the counted time of its window up to the moment looked at.
struct ClauseMeasurement {
    bool isKnown = false;
    bool isContradictory = false;
    // Events: over all counted time. A share alone has weights for events.
    double total = std::numeric_limits<double>::quiet_NaN();
    double bad = std::numeric_limits<double>::quiet_NaN();
    // In order, without overlaps, whole within the counted time. Slices: one step is a slice, and these decide.
    std::vector<MeasuredStep> steps;
    std::vector<base::TimeRange> gaps; // without samples, in order
    signals::ClauseEvidence evidence;  // queries, coverage, samples, problems, notes
};

// An incident as it is known, with what it is about.
struct IncidentFact {
    QString id;
    QString title;
    QString cause;
    QString service;
    QString severity;
    base::TimeRange range; // ends at the moment looked at while it is open
    bool isOpen = false;
    std::optional<qint64> acknowledgedNs;
};

struct AgreementInput {
    const signals::Agreement &agreement;
    qint64 atNs = 0; // the moment looked at; the settlement period is the one that holds it …
    // … or ended there: asked at the very end of a period, that one is meant.
    std::map<QString, ClauseMeasurement> measurements{}; // by clause; of Downtime and Response none are needed
    std::vector<IncidentFact> incidents{};
    bool incidentsAreKnown = true;                         // false: nobody could be asked
    std::vector<signals::AgreementExclusion> exclusions{}; // beside those of the contract
    signals::Decimal creditedThisYear{};                   // in earlier periods of the year, for the cap of the year
    qint64 incidentsSinceNs = 0;                           // of earlier ones nobody kept anything; 0: all are known
};

// When to look: the moment is cut to the end of the settlement period that ends there.
[[nodiscard]] base::Result<base::TimeRange> settlementPeriodAt(const signals::Agreement &agreement, qint64 atNs);
// The window of a clause that holds the end of what is measured.
[[nodiscard]] base::Result<base::TimeRange> clauseWindowAt(const signals::Agreement &agreement,
                                                           const signals::AgreementClause &clause, qint64 atNs);

// The fee of a time, be it a settlement period or a year of so many: whole, or, when the contract has it so, the share
// of the local days it is valid on, rounded as every amount.
[[nodiscard]] signals::Decimal feeOf(const signals::Agreement &agreement, base::TimeRange time, int settlements = 1);

// Errors: Invalid (zone). What is missing or contradicts itself is no error: the result says so and leaves figures out.
[[nodiscard]] base::Result<signals::AgreementPeriod> judgeAgreement(const AgreementInput &input);

} // namespace wf::analysis
