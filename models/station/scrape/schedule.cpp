// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/schedule.h"

#include "models/base/clock.h"

#include <algorithm>
#include <cstdlib>

namespace wf::station {

NextScrape nextScrape(const Rhythm &rhythm, qint64 lastDueNs, qint64 nowNs)
{
    const qint64 interval = std::max<qint64>(rhythm.intervalNs, base::nsPerMs);
    if (lastDueNs == 0) {
        const auto delay =
            static_cast<qint64>(rhythm.phase % static_cast<quint64>(std::min(interval, base::nsPerSecond)));
        return {nowNs + delay, delay, 0};
    }
    const auto phase = static_cast<qint64>(rhythm.phase % static_cast<quint64>(interval));
    qint64 since = (nowNs - phase) % interval; // since the last turn
    if (since < 0)
        since += interval;
    qint64 due = nowNs - since + interval;
    const qint64 apart = due - lastDueNs;
    if (apart >= 0 && apart < interval / 2)
        due += interval; // it fired a little early, or the first scrape was out of turn
    const qint64 missed = std::max<qint64>(0, (due - lastDueNs + interval / 2) / interval - 1);
    return {due, due - nowNs, missed};
}

qint64 sampleTimeMs(const Rhythm &rhythm, qint64 dueNs, qint64 beganNs)
{
    const qint64 tolerance = std::min(rhythm.intervalNs / 100, 25 * base::nsPerMs);
    const qint64 time = std::abs(beganNs - dueNs) <= tolerance ? dueNs : beganNs;
    return time / base::nsPerMs;
}

qint64 clockJumpNs(qint64 wallBeforeNs, qint64 monotonicBeforeNs, qint64 wallNs, qint64 monotonicNs)
{
    const qint64 jump = (wallNs - wallBeforeNs) - (monotonicNs - monotonicBeforeNs);
    return std::abs(jump) < base::nsPerSecond ? 0 : jump;
}

} // namespace wf::station
