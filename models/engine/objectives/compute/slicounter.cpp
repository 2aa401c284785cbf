// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/compute/slicounter_p.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace wf::engine {

namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

bool isWithin(base::TimeRange range, const std::vector<base::TimeRange> &stretches)
{
    return std::ranges::any_of(stretches, [&](const base::TimeRange &one) {
        return one.startNs <= range.startNs && range.endNs <= one.endNs;
    });
}

} // namespace

base::Result<Counted> SliCounter::count(const std::vector<base::TimeRange> &stretches) const
{
    if (m_objective.method != signals::BudgetMethod::Occurrences)
        return countSlices(stretches);
    std::vector<base::TimeRange> pieces;
    for (const base::TimeRange &stretch : stretches)
        std::ranges::copy(piecesOf(stretch), std::back_inserter(pieces));
    Counted sum;
    for (const base::TimeRange &piece : pieces) {
        const auto one = countEvents(piece);
        if (!one)
            return one;
        std::ranges::copy(one->pieces, std::back_inserter(sum.pieces));
        if (!one->isKnown)
            continue;
        sum.lacksPart = (sum.lacksPart || !sum.isKnown) && one->lacksPart;
        sum.isKnown = true;
        sum.total += one->total;
        sum.bad += one->bad;
        sum.contradicts = sum.contradicts || one->contradicts;
    }
    return sum;
}

// A long stretch moves at its ends only: its middle, between half hours, has the same answer for half an hour.
std::vector<base::TimeRange> SliCounter::piecesOf(base::TimeRange stretch) const
{
    if (!m_options.inPieces || stretch.lengthNs() < 2 * base::nsPerDay)
        return {stretch};
    constexpr qint64 half = 30 * base::nsPerMinute;
    const qint64 seam = std::max<qint64>(1, (4 * m_distanceNs + half - 1) / half) * half;
    const qint64 from = (stretch.startNs + 2 * seam - 1) / seam * seam;
    const qint64 to = (stretch.endNs - seam) / seam * seam;
    return {{stretch.startNs, from}, {from, to}, {to, stretch.endNs}};
}

// A part that is not there is none at all, as long as there were events: series of errors begin with the first error.
Counted SliCounter::joined(double total, double part, const SliQueries &queries, qint64 lengthNs)
{
    Counted out;
    if (!std::isfinite(total))
        return out;
    // A share weighs as long as its stretch.
    const double weight = queries.isShare ? static_cast<double>(lengthNs) / 1e9 : 1;
    const double known = std::isfinite(part) ? part : 0;
    out.isKnown = total > 0 || total < 0;
    out.lacksPart = std::isnan(part);
    out.total = total * weight;
    out.bad = (queries.partIsGood ? total - known : known) * weight;
    const double slack = 1e-6 * std::abs(out.total);
    out.contradicts = out.total < 0 || out.bad < -slack || out.bad > out.total + slack;
    if (!out.contradicts)
        out.bad = std::clamp(out.bad, 0.0, out.total);
    return out;
}

base::Result<Counted> SliCounter::countEvents(base::TimeRange stretch) const
{
    const SliQueries queries = sliQueries(m_objective, stretch.lengthNs());
    if (!queries.problem.isEmpty())
        return base::makeError(base::ErrorKind::Invalid, queries.problem);
    const auto total = m_source.instant(queries.total, stretch.endNs);
    if (!total)
        return total.error();
    const auto part = m_source.instant(queries.part, stretch.endNs);
    if (!part)
        return part.error();
    Counted out = joined(*total, *part, queries, stretch.lengthNs());
    out.pieces.push_back({stretch, queries.total, queries.part, *total, *part, 0});
    return out;
}

void SliCounter::judgeSlice(const Counted &slice, Counted &sum) const
{
    sum.contradicts = sum.contradicts || slice.contradicts;
    if (!slice.isKnown && m_options.noData == NoDataPolicy::Ignore)
        return;
    sum.isKnown = true;
    sum.total += 1;
    if (!slice.isKnown)
        sum.bad += m_options.noData == NoDataPolicy::Bad ? 1 : 0;
    else if (m_objective.method == signals::BudgetMethod::RatioTimeslices)
        sum.bad += slice.bad / slice.total;
    else
        // The share of bad is compared, so that 0.95 of 20 is reached by 19.
        sum.bad += slice.bad / slice.total > 1 - m_objective.timesliceTarget + 1e-12 ? 1 : 0;
}

// Slices end at whole multiples of their length, so that the same slice is judged the same whenever it is looked at.
base::Result<std::vector<Counted>> SliCounter::slicesOf(base::TimeRange stretch, qint64 &firstEndNs) const
{
    const qint64 length = std::max(m_objective.timesliceWindowNs, base::nsPerSecond);
    const SliQueries queries = sliQueries(m_objective, length);
    if (!queries.problem.isEmpty())
        return base::makeError(base::ErrorKind::Invalid, queries.problem);
    firstEndNs = (stretch.startNs + length - 1) / length * length + length;
    const qint64 steps = (stretch.endNs - firstEndNs) / length + 1;
    if (steps < 1 || firstEndNs > stretch.endNs)
        return std::vector<Counted>();
    constexpr qint64 most = 2'000'000;
    if (steps > most)
        return base::makeError(base::ErrorKind::TooLarge,
                               QStringLiteral("The window holds more than %1 slices").arg(most));
    const auto n = static_cast<std::size_t>(steps);
    const auto total = m_source.range(queries.total, firstEndNs, length, n);
    if (!total)
        return total.error();
    const auto part = m_source.range(queries.part, firstEndNs, length, n);
    if (!part)
        return part.error();
    std::vector<Counted> slices;
    slices.reserve(n);
    for (std::size_t i = 0; i < n; ++i)
        slices.push_back(joined((*total)[i], (*part)[i], queries, length));
    return slices;
}

base::Result<Counted> SliCounter::countSlices(const std::vector<base::TimeRange> &stretches) const
{
    Counted sum;
    for (const base::TimeRange &stretch : stretches) {
        qint64 firstEndNs = 0;
        const auto slices = slicesOf(stretch, firstEndNs);
        if (!slices)
            return slices.error();
        Counted here;
        for (const Counted &slice : *slices)
            judgeSlice(slice, here);
        const SliQueries queries = sliQueries(m_objective, std::max(m_objective.timesliceWindowNs, base::nsPerSecond));
        sum.pieces.push_back(
            {stretch, queries.total, queries.part, here.total, here.bad, static_cast<qint64>(slices->size())});
        sum.isKnown = sum.isKnown || here.isKnown;
        sum.contradicts = sum.contradicts || here.contradicts;
        sum.total += here.total;
        sum.bad += here.bad;
    }
    return sum;
}

base::Status SliCounter::addSlices(base::TimeRange stretch, analysis::EventCounts &counts) const
{
    qint64 endNs = 0;
    const auto slices = slicesOf(stretch, endNs);
    if (!slices)
        return slices.error();
    for (const Counted &slice : *slices) {
        Counted judged;
        judgeSlice(slice, judged);
        // A step holds the slices that end in it; its own end counts.
        const qint64 step = (endNs - counts.startNs + 2 * counts.stepNs - 1) / counts.stepNs - 1;
        endNs += std::max(m_objective.timesliceWindowNs, base::nsPerSecond);
        if (!judged.isKnown || step < 0 || step >= static_cast<qint64>(counts.total.size()))
            continue;
        const auto at = static_cast<std::size_t>(step);
        counts.total[at] = (std::isfinite(counts.total[at]) ? counts.total[at] : 0) + judged.total;
        counts.bad[at] = (std::isfinite(counts.bad[at]) ? counts.bad[at] : 0) + judged.bad;
    }
    return base::Done{};
}

base::Result<analysis::EventCounts> SliCounter::history(base::TimeRange window, qint64 stepNs,
                                                        const std::vector<base::TimeRange> &kept) const
{
    const auto n = static_cast<std::size_t>(window.lengthNs() / stepNs);
    analysis::EventCounts out{window.endNs - stepNs * (static_cast<qint64>(n) - 1), stepNs, {}, {}};
    out.total.assign(n, absent);
    out.bad.assign(n, absent);
    if (n == 0)
        return out;
    if (m_objective.method != signals::BudgetMethod::Occurrences) {
        for (const base::TimeRange &stretch : kept)
            if (auto status = addSlices(stretch, out); !status)
                return status.error();
        return out;
    }
    const SliQueries queries = sliQueries(m_objective, stepNs);
    const auto total = m_source.range(queries.total, out.startNs, stepNs, n);
    if (!total)
        return total.error();
    const auto part = m_source.range(queries.part, out.startNs, stepNs, n);
    if (!part)
        return part.error();
    for (std::size_t i = 0; i < n; ++i) {
        const qint64 end = out.startNs + stepNs * static_cast<qint64>(i);
        const Counted one = joined((*total)[i], (*part)[i], queries, stepNs);
        if (!one.isKnown || one.contradicts || !isWithin({end - stepNs, end}, kept))
            continue;
        out.total[i] = one.total;
        out.bad[i] = one.bad;
    }
    return out;
}

} // namespace wf::engine
