// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/comoves/comovement.h"

#include "models/analysis/numbers/robust.h"

#include <algorithm>
#include <cmath>

namespace wf::analysis {

namespace {

constexpr std::size_t leastPairs = 30;

struct AtLag {
    double correlation = 0;
    double z = 0; // how many standard deviations from none
};

AtLag atLag(const Whitened &target, const Whitened &other, int lag, double memory)
{
    const std::size_t n = target.news.size(), by = static_cast<std::size_t>(std::abs(lag));
    const double *early = (lag >= 0 ? other : target).news.data();
    const double *late = (lag >= 0 ? target : other).news.data() + by;
    double sum = 0, squares = 0;
    for (std::size_t t = 0; t + by < n; ++t) {
        const double product = early[t] * late[t];
        sum += product;
        squares += product * product;
    }
    const double pairs = static_cast<double>(std::min(target.samples, other.samples)) - static_cast<double>(by);
    AtLag out;
    if (squares <= 0 || pairs < static_cast<double>(leastPairs) / 2)
        return out;
    out.correlation = std::clamp(sum / pairs, -0.999, 0.999);
    const double fisher = std::atanh(std::fabs(out.correlation)) * std::sqrt(std::max(1.0, pairs / memory - 3));
    const double normalised = std::fabs(sum) / std::sqrt(squares * memory);
    out.z = std::min(fisher, normalised);
    return out;
}

} // namespace

std::optional<Comovement> comovement(const Whitened &target, const Whitened &other, std::size_t longestLag)
{
    const std::size_t n = target.news.size();
    if (n != other.news.size() || std::min(target.samples, other.samples) < leastPairs)
        return std::nullopt;
    double memory = 1;
    for (std::size_t i = 0; i < target.left.size(); ++i)
        memory += 2 * target.left[i] * other.left[i];
    memory = std::max(1.0, memory);
    const int longest = static_cast<int>(std::min(longestLag, n / 4));
    Comovement out;
    double best = -1;
    // nearest lags first: of equals the nearest counts
    for (int step = 0; step <= 2 * longest; ++step) {
        const int lag = step % 2 ? (step + 1) / 2 : -(step / 2);
        const AtLag here = atLag(target, other, lag, memory);
        if (here.z > best) {
            best = here.z;
            out.correlation = here.correlation;
            out.lag = lag;
        }
    }
    const double one = std::min(1.0, 2 * normalTail(best));
    out.p = -std::expm1((2.0 * longest + 1) * std::log1p(-std::min(one, 1 - 1e-16)));
    return out;
}

} // namespace wf::analysis
