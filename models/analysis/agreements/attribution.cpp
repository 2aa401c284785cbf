// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/agreements/clausejudge_p.h"
#include "models/analysis/agreements/servicetime.h"

#include <QTimeZone>

#include <algorithm>

namespace wf::analysis {

using base::TimeRange;
using signals::ClauseViolation;

namespace {

qint64 overlap(TimeRange a, TimeRange b)
{
    return std::max<qint64>(0, std::min(a.endNs, b.endNs) - std::max(a.startNs, b.startNs));
}

// So much of a part lies within the range.
double shareWithin(const Tally::Part &part, TimeRange range)
{
    const qint64 length = part.range.lengthNs();
    return length > 0 ? static_cast<double>(overlap(part.range, range)) / static_cast<double>(length) : 0;
}

ClauseViolation violationOf(const IncidentFact &incident)
{
    return {incident.range, incident.isOpen, incident.id, incident.title, incident.cause, 0, 0, 0};
}

void add(const Tally::Part &part, double share, ClauseViolation &violation)
{
    violation.usedNs += std::llround(static_cast<double>(part.usedNs) * share);
    violation.total += part.total * share;
    violation.bad += part.bad * share;
}

// Runs of parts that missed the target, outside all incidents; what is left is background.
void addBackground(const ClauseCase &one, const std::vector<Tally::Part> &rest, std::vector<ClauseViolation> &out)
{
    constexpr std::size_t most = 100;
    const double allowed = 1 - one.clause.target.approximate() / 100;
    std::vector<ClauseViolation> runs;
    ClauseViolation background{{one.window.startNs, one.untilNs}, false, {}, {}, {}, 0, 0, 0};
    for (const Tally::Part &part : rest) {
        const double length = static_cast<double>(part.range.lengthNs());
        const bool isMissed =
            part.total > 0 ? part.bad / part.total > allowed : static_cast<double>(part.usedNs) > allowed * length;
        if (part.usedNs <= 0 || !isMissed) {
            add(part, 1, background);
            continue;
        }
        if (runs.empty() || runs.back().range.endNs < part.range.startNs)
            runs.push_back({part.range, false, {}, {}, {}, 0, 0, 0});
        runs.back().range.endNs = part.range.endNs;
        add(part, 1, runs.back());
    }
    if (!runs.empty() && runs.back().range.endNs >= one.untilNs && !one.isFinal())
        runs.back().isOngoing = true;
    if (runs.size() > most) {
        std::ranges::stable_sort(runs, std::ranges::greater{}, &ClauseViolation::usedNs);
        for (std::size_t i = most; i < runs.size(); ++i) {
            background.usedNs += runs[i].usedNs;
            background.total += runs[i].total;
            background.bad += runs[i].bad;
        }
        runs.resize(most);
        std::ranges::sort(runs, {}, [](const ClauseViolation &run) { return run.range.startNs; });
    }
    out.insert(out.end(), runs.begin(), runs.end());
    if (background.usedNs > 0)
        out.push_back(background);
}

void fillViolations(const ClauseCase &one, const Tally &tally, std::vector<ClauseViolation> &out)
{
    std::vector<Tally::Part> rest = tally.parts;
    for (const IncidentFact *incident : one.incidents) {
        ClauseViolation violation = violationOf(*incident);
        for (Tally::Part &part : rest) {
            const double share = shareWithin(part, incident->range);
            if (share <= 0)
                continue;
            add(part, share, violation);
            // No other incident gets the same again.
            part.usedNs -= std::llround(static_cast<double>(part.usedNs) * share);
            part.total -= part.total * share;
            part.bad -= part.bad * share;
        }
        if (violation.usedNs > 0 || violation.bad > 0)
            out.push_back(std::move(violation));
    }
    std::ranges::stable_sort(out, {}, [](const ClauseViolation &v) { return v.range.startNs; });
    if (one.clause.measure != signals::ClauseMeasure::Response)
        addBackground(one, rest, out);
}

void fillDays(const ClauseCase &one, const Tally &tally, std::vector<signals::ClauseDay> &out)
{
    std::size_t first = 0;
    for (const TimeRange &day : localDays(one.input.agreement.timeZone, {one.window.startNs, one.untilNs})) {
        signals::ClauseDay result{day, signals::Decimal::unknown(), 0};
        double used = 0, total = 0, bad = 0;
        while (first < tally.parts.size() && tally.parts[first].range.endNs <= day.startNs)
            ++first;
        for (std::size_t i = first; i < tally.parts.size() && tally.parts[i].range.startNs < day.endNs; ++i) {
            const Tally::Part &part = tally.parts[i];
            const double share = shareWithin(part, day);
            used += static_cast<double>(part.usedNs) * share;
            total += part.total * share;
            bad += part.bad * share;
        }
        result.usedNs = std::llround(used);
        const qint64 counted = lengthOf(common(one.measured, {day}));
        if (total > 0)
            result.percent = one.rounded(signals::Decimal::nearest(100 * (1 - bad / total), 9));
        else if (one.clause.measure == signals::ClauseMeasure::Downtime && counted > 0)
            result.percent = one.percentOf(std::min(result.usedNs, counted), counted);
        out.push_back(result);
    }
}

// Few points: where it changes, and thinned when it changes all the time.
void fillCurve(const ClauseCase &one, const Tally &tally, std::vector<signals::AllowancePoint> &out)
{
    constexpr std::size_t most = 500;
    out.push_back({one.window.startNs, 0});
    qint64 used = 0;
    for (const Tally::Part &part : tally.parts) {
        if (part.usedNs == 0)
            continue;
        if (out.back().atNs < part.range.startNs)
            out.push_back({part.range.startNs, used});
        used += part.usedNs;
        out.push_back({part.range.endNs, used});
    }
    if (out.size() > most) {
        std::vector<signals::AllowancePoint> thinned;
        const std::size_t every = out.size() / most + 1;
        for (std::size_t i = 0; i < out.size(); i += every)
            thinned.push_back(out[i]);
        out = std::move(thinned);
    }
    if (out.back().atNs < one.untilNs)
        out.push_back({one.untilNs, tally.usedNs});
    else
        out.back().usedNs = tally.usedNs;
}

} // namespace

void attribute(const ClauseCase &one, const Tally &tally, signals::ClauseResult &out)
{
    fillViolations(one, tally, out.violations);
    fillDays(one, tally, out.days);
    if (one.clause.measure != signals::ClauseMeasure::Response)
        fillCurve(one, tally, out.curve);
}

} // namespace wf::analysis
