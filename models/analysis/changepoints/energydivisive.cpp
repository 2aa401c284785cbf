// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/changepoints/energydivisive.h"

#include "models/analysis/numbers/random.h"

#include <cmath>

namespace wf::analysis {

namespace {

bool shufflesReach(std::span<const double> values, std::size_t shortest, double energy, double share, Random &random)
{
    constexpr int shuffles = 99;
    const int most = static_cast<int>(share * (shuffles + 1)) - 1; // this many may reach it
    std::vector<double> mixed(values.begin(), values.end());
    int reached = 0;
    for (int round = 0; round < shuffles; ++round) {
        for (std::size_t i = mixed.size(); i > 1; --i)
            std::swap(mixed[i - 1], mixed[random.below(i)]);
        if (strongestEnergySplit(mixed, shortest).energy >= energy && ++reached > most)
            return true;
    }
    return false;
}

} // namespace

EnergySplit strongestEnergySplit(std::span<const double> values, std::size_t shortest)
{
    const std::size_t n = values.size();
    EnergySplit out;
    shortest = std::max<std::size_t>(shortest, 2);
    if (n < 2 * shortest)
        return out;
    // Moving values[at] from the right to the left changes the three sums by its distances to both sides.
    double within = 0, between = 0, beyond = 0;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t k = 0; k < i; ++k)
            beyond += std::abs(values[i] - values[k]);
    for (std::size_t at = 0; at + shortest < n; ++at) {
        double left = 0, right = 0;
        for (std::size_t k = 0; k < at; ++k)
            left += std::abs(values[at] - values[k]);
        for (std::size_t k = at + 1; k < n; ++k)
            right += std::abs(values[at] - values[k]);
        within += left;
        beyond -= right;
        between += right - left;
        const double a = static_cast<double>(at + 1);
        const double b = static_cast<double>(n - at - 1);
        if (at + 1 < shortest)
            continue;
        const double distance = 2 * between / (a * b) - within / (a * (a - 1) / 2) - beyond / (b * (b - 1) / 2);
        const double energy = a * b / (a + b) * distance;
        if (energy > out.energy)
            out = {at + 1, energy};
    }
    return out;
}

std::vector<std::size_t> energyDivisive(std::span<const double> values, std::size_t shortest, double share,
                                        const std::stop_token &stop)
{
    std::vector<std::size_t> out;
    Random random(0x57a7c4f1);
    std::vector<std::pair<std::size_t, std::size_t>> open{{0, values.size()}};
    while (!open.empty()) {
        if (stop.stop_requested())
            return {};
        const auto [from, to] = open.back();
        open.pop_back();
        const auto part = values.subspan(from, to - from);
        const auto split = strongestEnergySplit(part, shortest);
        if (split.at == 0 || !(split.energy > 0) || shufflesReach(part, shortest, split.energy, share, random))
            continue;
        out.push_back(from + split.at);
        open.emplace_back(from, from + split.at);
        open.emplace_back(from + split.at, to);
    }
    std::sort(out.begin(), out.end());
    return out;
}

} // namespace wf::analysis
