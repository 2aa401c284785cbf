// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/anomalies/tailprobability.h"

#include <algorithm>
#include <cmath>

namespace wf::analysis {

namespace {

constexpr double tailShare = 0.02;
constexpr double rarest = 12;

} // namespace

TailProbability::Tail TailProbability::tail() const
{
    const auto &all = m_sizes.ascending();
    const double from = m_sizes.quantile(1 - tailShare);
    const auto above = std::upper_bound(all.begin(), all.end(), from);
    // As many values again as typical ones keep one wild value from blinding the tail, and few values from a mean of
    // zero.
    const double half = m_sizes.quantile(0.5);
    const double usual = std::max(from - half, 1e-300) / 3;
    double sum = 4 * usual;
    double count = 4;
    for (auto it = above; it != all.end(); ++it) {
        sum += std::min(*it - from, 10 * usual);
        ++count;
    }
    return {from, sum / count};
}

double TailProbability::judge(double departure, double floor)
{
    const double size = std::abs(departure);
    double rarity = 0;
    const auto &all = m_sizes.ascending();
    if (all.size() >= 20) {
        const Tail t = tail();
        const double from = std::max(t.from, floor);
        if (size > from) {
            rarity = -std::log10(tailShare) + (size - from) / std::max(t.mean, floor) / std::log(10.0);
        } else {
            const auto reached = all.end() - std::lower_bound(all.begin(), all.end(), size);
            const double n = static_cast<double>(all.size());
            rarity = std::min(-std::log10(tailShare), -std::log10((static_cast<double>(reached) + 0.5) / (n + 1)));
        }
    }
    m_sizes.add(size);
    return std::clamp(rarity, 0.0, rarest);
}

double TailProbability::sizeAt(double probability) const
{
    if (m_sizes.size() == 0)
        return 0;
    const Tail t = tail();
    return probability >= tailShare ? m_sizes.quantile(1 - probability)
                                    : t.from + t.mean * std::log(tailShare / probability);
}

} // namespace wf::analysis
