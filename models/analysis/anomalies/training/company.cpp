// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/training/company.h"

#include <algorithm>
#include <cmath>

namespace wf::analysis {

namespace {

constexpr double halfLifeMs = 20 * 60'000;
constexpr qint64 freshMs = 10 * 60'000;
constexpr double enoughMoments = 0.8;
constexpr std::ptrdiff_t enoughDeploys = 2;
constexpr double far = 10; // spreads: further makes no difference

} // namespace

double Company::deployMark(qint64 timeMs) const
{
    const auto next = std::ranges::upper_bound(deploysMs, timeMs);
    if (next == deploysMs.begin())
        return 0;
    return std::exp2(-static_cast<double>(timeMs - *(next - 1)) / halfLifeMs);
}

std::optional<double> Company::companion(qint64 timeMs) const
{
    const auto next = std::ranges::upper_bound(timesMs, timeMs);
    if (next == timesMs.begin() || timeMs - *(next - 1) > freshMs)
        return std::nullopt;
    return values[static_cast<std::size_t>(next - timesMs.begin() - 1)];
}

CompanyScale CompanyScale::of(const Company &company, std::span<const qint64> timesMs)
{
    CompanyScale out;
    if (timesMs.empty())
        return out;
    const auto after = std::ranges::lower_bound(company.deploysMs, timesMs.front());
    const auto behind = std::ranges::upper_bound(company.deploysMs, timesMs.back());
    out.hasDeploys = behind - after >= enoughDeploys;
    std::vector<double> known;
    for (const qint64 at : timesMs)
        if (const auto value = company.companion(at))
            known.push_back(*value);
    out.hasCompanion = static_cast<double>(known.size()) >= enoughMoments * static_cast<double>(timesMs.size());
    if (out.hasCompanion)
        out.companion = FeatureScale::of(known);
    return out;
}

std::vector<double> CompanyScale::columns(const Company *company, qint64 timeMs) const
{
    std::vector<double> out;
    if (hasDeploys)
        out.push_back(company ? company->deployMark(timeMs) : 0);
    if (hasCompanion) {
        const auto value = company ? company->companion(timeMs) : std::nullopt;
        out.push_back(value ? std::clamp((*value - companion.centre) / companion.spread, -far, far) : 0);
    }
    return out;
}

} // namespace wf::analysis
