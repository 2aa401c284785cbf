// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"
#include "models/signals/agreements/agreement.h"

#include <QStringList>

#include <optional>
#include <vector>

// What came of an agreement in one settlement period, or in several together: computed values, ready for reports. Times
// of allowances are counted time: service hours without exclusions. Decimal::unknown() and nothing where nothing is
// known.
namespace wf::signals {

enum class ClauseState {
    Met,
    AtRisk,   // kept if nothing more happens, but not at the present rate, or below its target so far
    Breached, // even the best end of the window is below the target
    NoData,
    Contradictory, // the measurements contradict each other: no figure is given
    NotDue,        // its window has not begun, or the contract was not valid yet
};

// A stretch in which the promise was not kept, with what is known of it.
struct ClauseViolation {
    base::TimeRange range;
    bool isOngoing = false;
    QString incident; // its number; empty: background, outside any incident
    QString title;
    QString cause;
    qint64 usedNs = 0; // of the allowance: time of complete failure it is equal to
    double total = 0;  // events, slices; NaN when only time is known
    double bad = 0;
};

// One incident of the period and what it used of each clause's allowance, in the order of the clauses.
struct PeriodIncident {
    QString id;
    QString title;
    QString cause;
    base::TimeRange range;
    bool isOpen = false;
    std::optional<qint64> acknowledgedNs;
    std::vector<qint64> usedNs;
};

// An exclusion that touches the period, whether it holds or not.
struct AppliedExclusion {
    QString id;
    ExclusionKind kind = ExclusionKind::Other;
    QString section;
    QString reason;
    Approval approval;
    QStringList clauses;                 // empty: all
    std::vector<base::TimeRange> ranges; // within the period
    qint64 excludedNs = 0;               // of counted time; 0 when it does not hold
    bool holds = false;
    QString whyNot; // "not approved", "announced 2 h before instead of 5 d" …
};

// How one knows.
struct ClauseEvidence {
    QStringList queries;
    double total = 0; // events or slices or incidents; NaN when only a share is known
    double bad = 0;
    double coverage = 0; // share of the counted time with samples; NaN when it is not known
    qint64 samples = 0;  // looked at; 0: not known
    std::vector<base::TimeRange> gaps;
    QString sha256;       // of all measurements of the clause, hexadecimal
    QStringList problems; // why figures are missing
    QStringList notes;
};

// One day of the window in the contract's zone.
struct ClauseDay {
    base::TimeRange range;
    Decimal percent; // unknown without data
    qint64 usedNs = 0;
};
// The allowance used up to a moment, within the window.
struct AllowancePoint {
    qint64 atNs = 0;
    qint64 usedNs = 0;
};

// A tier that is not reached yet.
struct TierAhead {
    std::size_t tier = 0;            // index into the clause's tiers
    qint64 afterMoreNs = 0;          // of complete failure
    std::optional<qint64> reachedNs; // when, if it goes on as in the last hour
    Decimal amount;                  // in all, once it is reached
};

struct ClauseResult {
    QString clause; // its id
    ClauseState state = ClauseState::NoData;
    base::TimeRange window;   // whole
    base::TimeRange measured; // of it, up to the moment looked at
    qint64 windowNs = 0;      // counted time of the whole window
    qint64 measuredNs = 0;    // counted time so far
    Decimal percent;          // so far, rounded as the contract wants it
    Decimal bestPercent;      // at the window's end when nothing more happens
    Decimal projectedPercent; // at its end if it goes on as in the last hour
    qint64 allowedNs = 0;     // of complete failure, over the whole window
    qint64 usedNs = 0;
    std::optional<qint64> spentNs; // when the allowance is spent, if it goes on as in the last hour
    int counted = 0;               // Response: incidents
    int late = 0;
    std::optional<std::size_t> tier;          // reached for certain, index into the clause's tiers
    std::optional<std::size_t> projectedTier; // if it goes on
    std::vector<TierAhead> ahead;             // deeper ones, nearest first
    std::vector<ClauseViolation> violations;  // in order; background last
    std::vector<ClauseDay> days;
    std::vector<AllowancePoint> curve;
    ClauseEvidence evidence;
};

struct CompensationLine {
    QString clause;
    std::size_t tier = 0;
    CompensationKind kind = CompensationKind::Credit;
    Decimal percent; // the figure that decides
    std::optional<Decimal> feePercent;
    Decimal amount;
    bool isAtRisk = false; // only if it goes on
};

struct AgreementPeriod {
    QString agreement; // its id
    int version = 0;
    QString contractSha256;
    base::TimeRange period;                // settlement period, whole
    int settlements = 1;                   // more: the sum of so many periods, each judged by itself
    base::TimeRange measured;              // of it, up to the moment looked at
    bool isFinal = false;                  // the period is over
    std::vector<ClauseResult> clauses;     // in the order of the contract
    std::vector<PeriodIncident> incidents; // in order
    std::vector<AppliedExclusion> exclusions;
    std::vector<CompensationLine> lines; // due ones first, then those at risk
    Decimal fee;                         // that holds for this period
    Decimal uncapped;                    // sum of what is due
    std::optional<Decimal> cap;          // that holds for this period
    bool isCapReached = false;
    Decimal due;
    Decimal atRisk; // in addition, if it goes on
    QString sha256; // of the contract's hash and all clauses' measurements, hexadecimal
    QStringList problems;
    [[nodiscard]] int count(ClauseState state) const
    {
        int n = 0;
        for (const ClauseResult &one : clauses)
            n += one.state == state;
        return n;
    }
};

// The worst first.
[[nodiscard]] ClauseState worstOf(const AgreementPeriod &period);

// Earlier periods, for trends: oldest first.
struct AgreementPast {
    struct One {
        base::TimeRange period;
        int version = 0;
        std::vector<std::pair<QString, ClauseState>> clauses;
        std::vector<std::pair<QString, Decimal>> percents;
        Decimal due;
    };
    std::vector<One> periods;
};

// A credit on its way: every step is signed and stays.
enum class CreditState { Proposed, Approved, Issued, Withdrawn };
struct CreditStep {
    CreditState state = CreditState::Proposed;
    QString by;
    QString reason;
    qint64 atNs = 0;
    QString sha256; // of the audit record, hexadecimal
};
struct Credit {
    QString id; // "SPA-114/2026-05"
    QString agreement;
    int version = 0;
    base::TimeRange period;
    CompensationKind kind = CompensationKind::Credit;
    Decimal amount;
    QString currency;
    QString measurementsSha256; // AgreementPeriod::sha256
    std::vector<CompensationLine> lines;
    std::vector<CreditStep> steps; // oldest first, never empty
    [[nodiscard]] CreditState state() const { return steps.back().state; }
};

// Stable names, for files and output: "at_risk", "planned-maintenance" …
[[nodiscard]] QString clauseStateName(ClauseState state);
[[nodiscard]] QString creditStateName(CreditState state);
[[nodiscard]] QString exclusionKindName(ExclusionKind kind);
[[nodiscard]] QString approvalStateName(ApprovalState state);
[[nodiscard]] QString clauseMeasureName(ClauseMeasure measure);
[[nodiscard]] QString agreementWindowName(AgreementWindow window); // "month"
[[nodiscard]] QString noticeOccasionName(NoticeOccasion occasion);
[[nodiscard]] QString roundingName(Rounding rounding);

} // namespace wf::signals
