// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/analysis/budget/outlook.h"
#include "models/base/result.h"
#include "models/base/timerange.h"
#include "models/engine/objectives/compute/slisource.h"
#include "models/engine/objectives/sli/sliqueries.h"

#include <QStringList>

#include <limits>
#include <stop_token>
#include <vector>

// The budget of one objective at one instant, from samples alone: every number with the questions, the time and the
// data it came from. Pure; any thread.
namespace wf::engine {

// Slices and windows without data: they do not count, or count as good or bad. Occurrences without data cannot count.
enum class NoDataPolicy { Ignore, Good, Bad };
// Windows with so few events that one bad event alone burns too fast: alert as Prometheus rules do, or hold.
enum class LowTrafficPolicy { Alert, Hold };

struct Excluded {
    base::TimeRange range;
    QString name, reason, approvedBy;
};

struct ComputeOptions {
    std::vector<analysis::BurnRule> rules{analysis::burnRules.begin(), analysis::burnRules.end()};
    NoDataPolicy noData = NoDataPolicy::Ignore;
    LowTrafficPolicy lowTraffic = LowTrafficPolicy::Alert;
    std::vector<Excluded> corrections; // of this objective
    std::size_t historySteps = 500;    // of the window, at least a minute each; 0: no history, no recovery
    qint64 recentNs = 0;               // a finer history of that long up to the instant; 0: none
    qint64 distanceNs = 0;             // between samples; 0: a source whose samples cannot be looked at is asked
    bool onlyHistory = false;          // nothing but the history is counted
    bool asksForSamples = false;       // such a source is also asked how many samples, series and resets there are
    // Long windows are asked in pieces, so that kept answers go on serving: for those who ask again and again. What a
    // counter gained between the samples beside a seam is extrapolated, as at the ends of any window.
    bool inPieces = false;
};

// What was asked about one stretch of time, and what came back: the answers as they are, NaN when there was none. Of
// slices how many there were, and their counts.
struct AskedPiece {
    base::TimeRange range;
    QString totalQuery, partQuery;
    double total = 0, part = 0;
    qint64 slices = 0;
};

// What happened in one stretch of time. NaN where nothing is known.
struct WindowFigure {
    qint64 lengthNs = 0;
    double total = 0; // events, or slices; NaN when only a share is known
    double bad = 0;
    double errorRatio = 0; // bad of all
    double burn = 0;       // times the allowed speed
    bool isKnown = false;
    bool hasFewEvents = false; // see LowTrafficPolicy; of the strictest rule that looks at this window
    bool lacksPart = false;    // the query for good or bad events had no answer
    std::vector<AskedPiece> pieces{};
};

struct BurnAlert {
    analysis::BurnRule rule;
    bool isKnown = false; // both windows have data
    bool fires = false;
    bool isHeld = false; // would fire but for LowTrafficPolicy::Hold
};

// How the samples behind the numbers look.
struct DataHealth {
    bool isKnown = false;   // the samples could be looked at, or else the steps of the history
    bool isOfSteps = false; // only those: coverage and gaps are as fine as they are, counts need asksForSamples
    double coverage = 0;    // share of the window, without what is excluded, with samples no farther apart than usual
    qint64 samples = 0;     // of all events' series
    qint64 distanceNs = 0;  // between neighbours, as most have it
    int series = 0;
    int resets = 0;   // counters that began anew
    int born = 0;     // series that began within the window: what they counted before their first sample is not known
    int ended = 0;    // series that ended within it
    int negative = 0; // samples below zero
    std::vector<base::TimeRange> gaps; // the longest, at most 100, in order
};

enum class BudgetState { Ok, Burning, Ticket, Spent, NoData, Contradictory };

struct BudgetReport {
    base::TimeRange window; // from the start up to the instant asked for
    base::TimeRange period; // the whole window: of a calendar window its end lies ahead
    BudgetState state = BudgetState::NoData;
    WindowFigure whole; // over the window
    static constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    double compliance = unknown; // share of good
    double left = unknown;       // of the budget: 1 untouched, 0 spent, below 0 overspent
    double leftEvents = unknown, allowedEvents = unknown;
    double leftMinutes = unknown; // of complete failure
    bool countsSlices = false;
    bool countsSamples = false;        // events are samples
    std::vector<WindowFigure> windows; // of the rules, short ones first
    std::vector<BurnAlert> alerts;
    std::optional<qint64> exhaustedInNs; // at the burn of the first rule's long window
    std::optional<analysis::Interval> exhaustedBetweenNs;
    std::optional<qint64> recoveredInNs; // of an overspent budget
    std::optional<double> leftAtEnd;     // if it goes on as in the longest rule's short window
    analysis::EventCounts history;       // of a source that is asked its steps end at whole multiples of their length
    analysis::EventCounts recent;
    std::vector<double> burnDown; // parallel to it
    DataHealth data;
    std::vector<Excluded> corrections; // those that touch the window
    SliQueries queries;                // of the whole window
    QStringList problems;              // why numbers are missing or cannot be trusted
    QStringList notes;                 // what one should know of them
};

// Errors: Invalid (window, indicator), TooLarge, Cancelled and what the reader says. Data that is missing or
// contradicts itself is no error: the report says so and leaves the numbers out.
[[nodiscard]] base::Result<BudgetReport> computeBudget(const signals::Objective &objective,
                                                       const query::SampleReader &samples, qint64 atNs,
                                                       const ComputeOptions &options, std::stop_token stop);
// The same from a source of answers. Of one that has no samples nothing is known of the data's health.
[[nodiscard]] base::Result<BudgetReport> computeBudget(const signals::Objective &objective, const SliSource &source,
                                                       qint64 atNs, const ComputeOptions &options,
                                                       std::stop_token stop);

} // namespace wf::engine
