// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/replay/firings.h"

#include <algorithm>
#include <map>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

// One series, evaluation by evaluation at which its expression holds.
class Machine {
public:
    Machine(std::size_t series, base::TimeRange range, qint64 stepNs, const RuleWaits &waits,
            std::vector<ReplayFiring> &out)
        : m_series(series), m_range(range), m_stepNs(stepNs), m_waits(waits), m_out(out)
    {
    }

    void holds(qint64 ns, double value)
    {
        if (m_isActive && ns - m_lastNs > m_stepNs)
            absentUntil(ns);
        if (!m_isActive) {
            m_isActive = true;
            m_isFiring = false;
            m_now = {m_series, ns, 0, 0, ns - m_stepNs < m_range.startNs, true, value, value};
        }
        m_lastNs = ns;
        m_now.lowest = std::min(m_now.lowest, value);
        m_now.highest = std::max(m_now.highest, value);
        if (!m_isFiring && ns - m_now.activeNs >= m_waits.forNs) {
            m_isFiring = true;
            m_now.startNs = ns;
        }
    }

    void finish()
    {
        if (!m_isActive)
            return;
        absentUntil(m_range.endNs + 1);
        if (!m_isActive || !m_isFiring)
            return;
        m_now.isOver = false;
        m_now.endNs = m_range.endNs;
        m_out.push_back(m_now);
    }

private:
    // The expression does not hold at the evaluations between the last one and `ns`.
    void absentUntil(qint64 ns)
    {
        const qint64 goneNs = m_lastNs + m_stepNs; // the first of these
        if (goneNs >= ns)
            return;
        // It is kept firing while less than keep_firing_for has passed since goneNs.
        const qint64 steps = m_isFiring ? (m_waits.keepFiringForNs + m_stepNs - 1) / m_stepNs : 0;
        const qint64 endNs = goneNs + steps * m_stepNs;
        if (m_isFiring && endNs >= ns)
            return; // still kept
        m_isActive = false;
        if (!m_isFiring)
            return;
        m_now.endNs = endNs;
        m_out.push_back(m_now);
    }

    std::size_t m_series;
    base::TimeRange m_range;
    qint64 m_stepNs;
    RuleWaits m_waits;
    std::vector<ReplayFiring> &m_out;
    bool m_isActive = false;
    bool m_isFiring = false;
    qint64 m_lastNs = 0;
    ReplayFiring m_now;
};

} // namespace

bool StricterThreshold::holds(double element) const
{
    if (comparison == u">"_s)
        return element > value;
    if (comparison == u">="_s)
        return element >= value;
    return comparison == u"<"_s ? element < value : element <= value;
}

std::vector<ReplayFiring> firingsOf(const std::vector<signals::Series> &matrix, base::TimeRange range, qint64 stepNs,
                                    const RuleWaits &waits, const std::optional<StricterThreshold> &threshold)
{
    std::vector<ReplayFiring> out;
    for (std::size_t s = 0; s < matrix.size(); ++s) {
        const auto &series = matrix[s];
        Machine machine(s, range, stepNs, waits, out);
        for (std::size_t i = 0; i < series.size(); ++i)
            if (!threshold || threshold->holds(series.values[i]))
                machine.holds(series.timesMs[i] * base::nsPerMs, series.values[i]);
        machine.finish();
    }
    std::ranges::stable_sort(out, {}, &ReplayFiring::startNs);
    return out;
}

int flapsIn(const std::vector<ReplayFiring> &firings, qint64 gapNs)
{
    std::map<std::size_t, qint64> endOf;
    int flaps = 0;
    for (const auto &firing : firings) {
        const auto it = endOf.find(firing.series);
        if (it != endOf.end() && firing.startNs - it->second <= gapNs)
            ++flaps;
        endOf[firing.series] = firing.endNs;
    }
    return flaps;
}

} // namespace wf::engine
