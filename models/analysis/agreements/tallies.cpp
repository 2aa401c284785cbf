// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/agreements/clausejudge_p.h"
#include "models/analysis/agreements/servicetime.h"
#include "models/analysis/budget/calendar.h"

#include <algorithm>
#include <cmath>

namespace wf::analysis {

using base::TimeRange;
using signals::Decimal;
using signals::MissingData;
using signals::Rounding;

namespace {

qint64 share(qint64 lengthNs, double part)
{
    return std::llround(static_cast<double>(lengthNs) * std::clamp(part, 0.0, 1.0));
}

// Where the last hour of counted time begins.
qint64 recentFrom(const ClauseCase &one)
{
    qint64 left = base::nsPerHour;
    for (auto range = one.measured.rbegin(); range != one.measured.rend(); ++range) {
        if (range->lengthNs() >= left)
            return range->endNs - left;
        left -= range->lengthNs();
    }
    return one.window.startNs;
}

bool isCountedNow(const ClauseCase &one)
{
    return !one.measured.empty() && one.measured.back().endNs == one.untilNs;
}

} // namespace

Decimal ClauseCase::percentOf(qint64 usedNs, qint64 ofNs) const
{
    // A year of nanoseconds times 100 is within 63 bits.
    return rounded(Decimal::quotient((ofNs - usedNs) * 100, ofNs, Decimal::mostDecimals, Rounding::HalfEven));
}

Tally tallyEvents(const ClauseCase &one)
{
    const ClauseMeasurement &m = one.measurement;
    Tally out;
    const qint64 measuredNs = lengthOf(one.measured);
    if (!m.isKnown || !(m.total > 0) || measuredNs == 0)
        return out;
    out.isKnown = true;
    // Gaps that count stand for their time, the events for all the rest.
    const auto gaps = common(m.gaps, one.measured);
    const qint64 gapNs = lengthOf(gaps);
    const double badShare = m.bad / m.total;
    qint64 missedNs = 0;
    const qint64 eventsNs = measuredNs - gapNs;
    for (const TimeRange &gap : gaps)
        if (one.clause.missing == MissingData::Missed && gap.lengthNs() >= one.clause.keptGapsUnderNs) {
            missedNs += gap.lengthNs();
            out.parts.push_back({gap, gap.lengthNs(), 0, 0});
        }
    out.usedNs = share(eventsNs, badShare) + missedNs;
    // Without gaps nothing is rounded to time before it is compared.
    out.percent = gapNs == 0 ? one.rounded(Decimal::nearest(100 * (1 - badShare), Decimal::mostDecimals))
                             : one.percentOf(out.usedNs, measuredNs);
    double stepsBad = 0, recentBad = 0, recentTotal = 0;
    const qint64 from = recentFrom(one);
    for (const MeasuredStep &step : m.steps)
        stepsBad += std::isfinite(step.bad) ? step.bad : 0;
    for (const MeasuredStep &step : m.steps) {
        if (!std::isfinite(step.total) || !std::isfinite(step.bad))
            continue;
        const double part = stepsBad > 0 ? step.bad / stepsBad : 0;
        out.parts.push_back({step.range, share(share(eventsNs, badShare), part), step.total, step.bad});
        if (step.range.endNs > from) {
            recentBad += step.bad;
            recentTotal += step.total;
        }
    }
    out.recentShare = recentTotal > 0 ? std::clamp(recentBad / recentTotal, 0.0, 1.0) : 0;
    std::ranges::stable_sort(out.parts, {}, [](const Tally::Part &part) { return part.range.startNs; });
    return out;
}

Tally tallySlices(const ClauseCase &one)
{
    Tally out;
    const double least = one.clause.sliceTarget.approximate() / 100;
    const qint64 from = recentFrom(one);
    qint64 counted = 0, missed = 0, recent = 0, recentMissed = 0;
    const auto isMissing = [](const MeasuredStep &step) { return !(step.total > 0) || !std::isfinite(step.bad); };
    const auto take = [&](const MeasuredStep &step, bool isBad) {
        ++counted;
        missed += isBad ? 1 : 0;
        out.parts.push_back({step.range, isBad ? step.range.lengthNs() : 0, 1, isBad ? 1.0 : 0.0});
        if (step.range.endNs > from) {
            ++recent;
            recentMissed += isBad ? 1 : 0;
        }
    };
    const auto &steps = one.measurement.steps;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (!isMissing(steps[i])) {
            // Shares of bad ones are compared, so that 0.95 of 20 is reached by 19.
            take(steps[i], steps[i].bad / steps[i].total > 1 - least + 1e-12);
            continue;
        }
        std::size_t end = i + 1;
        while (end < steps.size() && isMissing(steps[end]) && steps[end].range.startNs == steps[end - 1].range.endNs)
            ++end;
        const bool isBrief = steps[end - 1].range.endNs - steps[i].range.startNs < one.clause.keptGapsUnderNs;
        const MissingData policy = isBrief ? MissingData::Kept : one.clause.missing;
        for (std::size_t k = i; k < end && policy != MissingData::LeftOut; ++k)
            take(steps[k], policy == MissingData::Missed);
        i = end - 1;
    }
    out.isKnown = one.measurement.isKnown && counted > 0;
    if (!out.isKnown)
        return out;
    out.percent = one.percentOf(missed, counted);
    // Slices at the edges of counted time do not fit in: what they say stands for all of it.
    const qint64 measuredNs = lengthOf(one.measured);
    out.usedNs = share(measuredNs, static_cast<double>(missed) / static_cast<double>(counted));
    out.recentShare = recent > 0 ? static_cast<double>(recentMissed) / static_cast<double>(recent) : 0;
    return out;
}

Tally tallyDowntime(const ClauseCase &one)
{
    Tally out;
    const qint64 measuredNs = lengthOf(one.measured);
    if (!one.input.incidentsAreKnown || measuredNs == 0)
        return out;
    std::vector<TimeRange> down;
    for (const IncidentFact *incident : one.incidents) {
        down.push_back(incident->range);
        if (incident->isOpen && isCountedNow(one))
            out.recentShare = 1;
    }
    const auto used = common(merged(std::move(down), one.window), one.measured);
    for (const TimeRange &range : used)
        out.parts.push_back({range, range.lengthNs(), 0, 0});
    out.isKnown = true;
    out.usedNs = lengthOf(used);
    out.percent = one.percentOf(out.usedNs, measuredNs);
    return out;
}

// The time to respond runs in service hours only.
Tally tallyResponses(const ClauseCase &one)
{
    Tally out;
    if (!one.input.incidentsAreKnown)
        return out;
    const auto hours = serviceTime(one.input.agreement, {one.window.startNs, one.untilNs + 30 * base::nsPerDay});
    for (const IncidentFact *incident : one.incidents) {
        const qint64 start = incident->range.startNs;
        const bool counts = std::ranges::any_of(
            one.measured, [&](const TimeRange &range) { return start >= range.startNs && start < range.endNs; });
        const auto due = counts ? momentAfter(hours, start, one.clause.respondWithinNs) : std::nullopt;
        if (!due)
            continue;
        const bool isLate = incident->acknowledgedNs ? *incident->acknowledgedNs > *due : one.untilNs > *due;
        if (!incident->acknowledgedNs && !isLate)
            continue; // there is time left
        ++out.counted;
        out.late += isLate ? 1 : 0;
        out.parts.push_back({incident->range, 0, 1, isLate ? 1.0 : 0.0});
    }
    out.isKnown = true;
    out.percent = out.counted > 0 ? one.percentOf(out.late, out.counted) : Decimal::of(100);
    return out;
}

} // namespace wf::analysis
