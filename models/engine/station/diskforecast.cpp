// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/station/diskforecast.h"

#include <algorithm>

namespace wf::engine {

namespace {

constexpr qint64 leastWatchedNs = 5 * base::nsPerMinute;
constexpr qint64 leastKeptNs = base::nsPerHour;
constexpr double mostDays = 36'500; // further ahead than that is "does not fill"

double perDay(qint64 bytes, qint64 ns)
{
    return static_cast<double>(bytes) * static_cast<double>(base::nsPerDay) / static_cast<double>(ns);
}

double perDay(const DiskPoint &from, const DiskPoint &to)
{
    return to.timeNs > from.timeNs ? perDay(to.bytes - from.bytes, to.timeNs - from.timeNs) : 0.0;
}

std::optional<qint64> lastsNs(qint64 freeBytes, double bytesPerDay)
{
    if (bytesPerDay <= 0)
        return std::nullopt;
    const double days = static_cast<double>(std::max<qint64>(0, freeBytes)) / bytesPerDay;
    if (days > mostDays)
        return std::nullopt;
    return static_cast<qint64>(days * static_cast<double>(base::nsPerDay));
}

} // namespace

std::optional<DiskForecast> forecastDisk(const std::vector<DiskPoint> &watched, const DiskKept &kept, qint64 freeBytes,
                                         qint64 nowNs)
{
    DiskForecast out;
    std::vector<double> rates;
    if (watched.size() >= 3 && watched.back().timeNs - watched.front().timeNs >= leastWatchedNs) {
        const auto &middle = watched[watched.size() / 2];
        rates.push_back(perDay(watched.front(), middle));
        rates.push_back(perDay(middle, watched.back()));
        out.watchedNs = watched.back().timeNs - watched.front().timeNs;
    }
    if (kept.oldestNs > 0 && nowNs - kept.oldestNs >= leastKeptNs) {
        out.keptNs = nowNs - kept.oldestNs;
        rates.push_back(perDay(kept.bytes, out.keptNs));
    }
    if (rates.empty())
        return std::nullopt;
    const auto [slowest, fastest] = std::minmax_element(rates.begin(), rates.end());
    out.bytesPerDay = std::max(0.0, *fastest);
    out.earliestNs = lastsNs(freeBytes, *fastest);
    out.latestNs = lastsNs(freeBytes, *slowest);
    return out;
}

} // namespace wf::engine
