// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/correlation/habits.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wf::analysis {

namespace {

using base::nsPerSecond;
constexpr std::array<qint64, 8> spanNs{nsPerSecond,      2 * nsPerSecond,   5 * nsPerSecond,    15 * nsPerSecond,
                                       60 * nsPerSecond, 300 * nsPerSecond, 1800 * nsPerSecond, 4 * base::nsPerHour};
constexpr std::size_t mostBeginnings = 64;
constexpr std::size_t mostPairs = 500'000;
constexpr std::size_t mostFirstPairs = 2'000'000;
constexpr int leastTogether = 3;
constexpr double smoothing = 0.3;

std::uint64_t pairOf(int kind, int other)
{
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(kind)) << 32 | static_cast<std::uint32_t>(other);
}

} // namespace

void Habits::note(int kind, qint64 ns)
{
    if (m_firstNs < 0)
        m_firstNs = ns;
    m_nowNs = std::max(m_nowNs, ns);
    if (static_cast<std::size_t>(kind) >= m_kinds.size())
        m_kinds.resize(static_cast<std::size_t>(kind) + 1);
    Kind &known = m_kinds[static_cast<std::size_t>(kind)];
    const qint64 gap = known.count > 0 ? std::max<qint64>(0, ns - known.lastNs) : -1;
    if (gap > 0)
        for (std::size_t i = 0; i < spans; ++i)
            known.coveredNs[i] += static_cast<double>(std::min(gap, spanNs[i]));
    if (gap > nsPerSecond) {
        const double logGap = std::log(static_cast<double>(gap));
        known.logPace = known.gaps == 0 ? logGap : known.logPace + smoothing * (logGap - known.logPace);
        ++known.gaps;
    }
    if (gap < 0 || gap > m_windowNs)
        noteBeginning(kind, ns);
    known.lastNs = ns;
    ++known.count;
}

void Habits::noteBeginning(int kind, qint64 ns)
{
    Kind &known = m_kinds[static_cast<std::size_t>(kind)];
    ++known.episodes;
    while (!m_beginnings.empty() &&
           (ns - m_beginnings.front().ns > m_windowNs || m_beginnings.size() >= mostBeginnings))
        m_beginnings.pop_front();
    // Most kinds of a storm never come again, and what never comes again has no habits: the pairs of a first beginning
    // are counted with the second.
    if (known.episodes == 1) {
        if (m_firstPairs + m_beginnings.size() <= mostFirstPairs) {
            known.firstWith.reserve(m_beginnings.size());
            for (const Beginning &other : m_beginnings)
                known.firstWith.push_back(other.kind);
            m_firstPairs += known.firstWith.size();
        }
    } else {
        m_firstPairs -= known.firstWith.size();
        for (const int other : std::exchange(known.firstWith, {}))
            noteTogether(kind, other);
        for (const Beginning &other : m_beginnings)
            noteTogether(kind, other.kind);
    }
    m_beginnings.push_back({ns, kind});
}

void Habits::noteTogether(int kind, int other)
{
    if (m_together.size() >= mostPairs)
        return;
    ++m_together[pairOf(kind, other)];
    ++m_together[pairOf(other, kind)];
}

double Habits::coverage(int kind, qint64 span, qint64 nowNs) const
{
    const auto elapsed = static_cast<double>(std::max<qint64>(0, nowNs - m_firstNs) + base::nsPerDay);
    double covered = static_cast<double>(span);
    if (static_cast<std::size_t>(kind) < m_kinds.size()) {
        const Kind &known = m_kinds[static_cast<std::size_t>(kind)];
        std::size_t i = 0;
        while (i + 1 < spans && spanNs[i] < span)
            ++i;
        covered += known.coveredNs[i];
    }
    return std::min(1.0, covered / elapsed);
}

double Habits::paceNs(int kind) const
{
    if (static_cast<std::size_t>(kind) >= m_kinds.size() ||
        m_kinds[static_cast<std::size_t>(kind)].gaps < leastTogether)
        return -1;
    return std::exp(m_kinds[static_cast<std::size_t>(kind)].logPace);
}

double Habits::coFiring(int kind, int other) const
{
    // What began once at most cannot have come with anything three times.
    if (!hasHabits(kind) || !hasHabits(other))
        return 0;
    const auto found = m_together.find(pairOf(kind, other));
    if (found == m_together.end() || found->second < leastTogether)
        return 0;
    const auto share = [&](int of) {
        return static_cast<double>(found->second) / m_kinds[static_cast<std::size_t>(of)].episodes;
    };
    // What would be met by accident, looking both ways from a beginning.
    const double chance =
        std::min(1.0, 2 * std::max(coverage(kind, m_windowNs, m_nowNs), coverage(other, m_windowNs, m_nowNs)));
    return std::max(0.0, std::log10(std::min(1.0, std::max(share(kind), share(other))) / chance));
}

qint64 Habits::count(int kind) const
{
    return static_cast<std::size_t>(kind) < m_kinds.size() ? m_kinds[static_cast<std::size_t>(kind)].count : 0;
}

} // namespace wf::analysis
