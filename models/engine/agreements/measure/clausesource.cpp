// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/agreements/measure/clausesource.h"

#include "models/analysis/agreements/exclusionrules.h"
#include "models/analysis/agreements/servicetime.h"
#include "models/analysis/budget/calendar.h"
#include "models/engine/objectives/compute/budgetreport.h"
#include "models/engine/objectives/compute/slisteps.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace wf::engine {

using analysis::ClauseMeasurement;
using base::TimeRange;
using signals::ClauseMeasure;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Agreements", text);
}

// The contract's target and window in place of the objective's own.
signals::Objective asTheClauseWants(signals::Objective o, const signals::AgreementClause &clause, TimeRange measured)
{
    o.target = clause.target.approximate() / 100;
    o.rolling = true;
    o.windowNs = measured.lengthNs();
    o.method = signals::BudgetMethod::Occurrences;
    o.timeslices = false;
    return o;
}

void addSteps(const analysis::EventCounts &counts, bool withMissing, ClauseMeasurement &out)
{
    for (std::size_t i = 0; i < counts.total.size(); ++i) {
        const qint64 end = counts.startNs + counts.stepNs * static_cast<qint64>(i);
        if (withMissing || std::isfinite(counts.total[i]))
            out.steps.push_back({{end - counts.stepNs, end}, counts.total[i], counts.bad[i]});
    }
}

// A whole number of minutes that divides a day's worth of steps evenly enough, and gives no more than so many.
qint64 stepFor(TimeRange measured, std::size_t most)
{
    const qint64 least = measured.lengthNs() / static_cast<qint64>(most);
    for (const qint64 minutes : {1, 2, 5, 10, 15, 30, 60, 120, 240, 360})
        if (minutes * base::nsPerMinute >= least)
            return minutes * base::nsPerMinute;
    return base::nsPerDay;
}

// Slices that lie within the counted time: those without an answer are there as missing.
base::Status measureSlices(const signals::AgreementClause &clause, const signals::Objective &objective,
                           const SliSource &source, const std::vector<TimeRange> &counted, ClauseMeasurement &out)
{
    constexpr qint64 most = 500'000;
    if (analysis::lengthOf(counted) / clause.sliceNs > most)
        return base::makeError(base::ErrorKind::TooLarge, tr("The window holds more than %1 slices").arg(most));
    const auto counts = countSteps(objective, source, clause.sliceNs, counted);
    if (!counts)
        return counts.error();
    analysis::EventCounts within = *counts;
    ClauseMeasurement all;
    addSteps(within, true, all);
    for (const auto &step : all.steps)
        if (std::ranges::any_of(counted, [&](const TimeRange &one) {
                return one.startNs <= step.range.startNs && step.range.endNs <= one.endNs;
            }))
            out.steps.push_back(step);
    out.isKnown = std::ranges::any_of(out.steps, [](const auto &step) { return std::isfinite(step.total); });
    out.total = static_cast<double>(out.steps.size());
    return base::Done{};
}

void takeReport(const BudgetReport &report, ClauseMeasurement &out)
{
    out.isContradictory = report.state == BudgetState::Contradictory;
    out.gaps = report.data.gaps;
    auto &evidence = out.evidence;
    evidence.queries = {report.queries.total, report.queries.part};
    evidence.coverage = report.data.isKnown ? report.data.coverage : std::nan("");
    evidence.gaps = report.data.gaps;
    evidence.problems = report.problems;
    evidence.notes = report.notes;
    evidence.total = report.whole.total;
    evidence.bad = report.whole.bad;
}

} // namespace

base::Result<ClauseMeasurement> measureClause(const signals::Agreement &agreement,
                                              const signals::AgreementClause &clause,
                                              const signals::Objective &objective, const SliSource &source, qint64 atNs,
                                              const std::vector<signals::AgreementExclusion> &exclusions,
                                              const MeasureOptions &options, std::stop_token stop)
{
    ClauseMeasurement out;
    const auto fail = [&](const base::Error &error) -> base::Result<ClauseMeasurement> {
        if (error.kind == base::ErrorKind::Cancelled)
            return error;
        out.isKnown = false;
        out.evidence.problems << error.summary + (error.detail.isEmpty() ? QString() : u' ' + error.detail.left(500));
        return out;
    };
    const auto window = analysis::clauseWindowAt(agreement, clause, atNs);
    if (!window)
        return fail(window.error());
    const TimeRange measured{window->startNs, std::min(atNs, window->endNs)};
    const auto counted = analysis::common(
        analysis::countedTime(agreement, clause, analysis::appliedExclusions(agreement, exclusions, *window), *window),
        {measured});
    if (counted.empty())
        return out;
    const signals::Objective asked = asTheClauseWants(objective, clause, measured);
    ComputeOptions compute;
    compute.rules.clear();
    compute.historySteps = 0;
    for (const TimeRange &range : analysis::remaining(counted, measured))
        compute.corrections.push_back({range, {}, {}, {}});
    const auto report = computeBudget(asked, source, measured.endNs, compute, stop);
    if (!report)
        return fail(report.error());
    takeReport(*report, out);
    if (clause.measure == ClauseMeasure::Slices) {
        const auto status = measureSlices(clause, asked, source, counted, out);
        return status ? base::Result<ClauseMeasurement>(std::move(out)) : fail(status.error());
    }
    out.isKnown = report->whole.isKnown;
    // A share alone counts as much as the time it holds for.
    const bool isShare = report->queries.isShare;
    out.total = isShare ? 1 : report->whole.total;
    out.bad = isShare ? report->whole.errorRatio : report->whole.bad;
    if (options.mostSteps > 0 && out.isKnown) {
        const auto steps = countSteps(asked, source, stepFor(measured, options.mostSteps), counted);
        if (!steps)
            return fail(steps.error());
        addSteps(*steps, false, out);
    } else if (options.mostSteps > 0 && !source.samples()) {
        // Asks, so that the answers are there the next time.
        (void)countSteps(asked, source, stepFor(measured, options.mostSteps), counted);
    }
    return out;
}

base::Result<std::map<QString, ClauseMeasurement>>
measureAgreement(const signals::Agreement &agreement, const std::vector<signals::Objective> &objectives,
                 const SliSource &source, qint64 atNs, const std::vector<signals::AgreementExclusion> &exclusions,
                 const MeasureOptions &options, std::stop_token stop)
{
    std::map<QString, ClauseMeasurement> out;
    for (const signals::AgreementClause &clause : agreement.clauses) {
        if (clause.objective.isEmpty())
            continue;
        const auto objective = std::ranges::find(objectives, clause.objective, &signals::Objective::id);
        if (objective == objectives.end()) {
            out[clause.id].evidence.problems << tr("There is no objective %1").arg(clause.objective);
            continue;
        }
        auto measured = measureClause(agreement, clause, *objective, source, atNs, exclusions, options, stop);
        if (!measured)
            return measured.error();
        out[clause.id] = std::move(*measured);
    }
    return out;
}

} // namespace wf::engine
