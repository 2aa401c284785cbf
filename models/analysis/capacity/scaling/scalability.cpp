// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/capacity/scaling/scalability.h"

#include "models/analysis/numbers/gaps.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace wf::analysis {

namespace {

constexpr std::size_t leastPoints = 20;
constexpr double leastRange = 2;
constexpr double mostError = 0.25;

struct Point {
    double n = 0; // in flight
    double x = 0; // a second
};

// N/X = a + b(N − 1) + cN(N − 1) with a = 1/λ, b = σ/λ, c = κ/λ, weighted by 1/(N/X)² so that shares are fitted; terms
// that come out negative are left out.
std::array<double, 3> fitted(const std::vector<Point> &points, bool hasB, bool hasC)
{
    std::array<std::array<double, 4>, 3> m{};
    for (const Point &p : points) {
        const double y = p.n / p.x;
        const std::array<double, 3> row{1 / y, hasB ? (p.n - 1) / y : 0, hasC ? p.n * (p.n - 1) / y : 0};
        for (std::size_t i = 0; i < 3; ++i) {
            for (std::size_t j = 0; j < 3; ++j)
                m[i][j] += row[i] * row[j];
            m[i][3] += row[i];
        }
    }
    if (!hasB)
        m[1][1] = 1;
    if (!hasC)
        m[2][2] = 1;
    for (std::size_t i = 0; i < 3; ++i) { // Gauss; the matrix is small and positive
        if (std::abs(m[i][i]) < 1e-300)
            return {};
        for (std::size_t k = i + 1; k < 3; ++k) {
            const double f = m[k][i] / m[i][i];
            for (std::size_t j = i; j < 4; ++j)
                m[k][j] -= f * m[i][j];
        }
    }
    std::array<double, 3> out{};
    for (std::size_t i = 3; i-- > 0;) {
        double rest = m[i][3];
        for (std::size_t j = i + 1; j < 3; ++j)
            rest -= m[i][j] * out[j];
        out[i] = rest / m[i][i];
    }
    return out;
}

} // namespace

std::optional<Scalability> fitScalability(std::span<const LoadPoint> points)
{
    std::vector<Point> usable;
    double least = 0, most = 0;
    for (const LoadPoint &p : points) {
        if (!isUsable(p.perSecond) || !isUsable(p.seconds) || p.perSecond <= 0 || p.seconds <= 0)
            continue;
        usable.push_back({p.perSecond * p.seconds, p.perSecond});
        least = usable.size() == 1 ? p.perSecond : std::min(least, p.perSecond);
        most = std::max(most, p.perSecond);
    }
    if (usable.size() < leastPoints || most < leastRange * least)
        return std::nullopt;
    auto abc = fitted(usable, true, true);
    if (abc[1] < 0 || abc[2] < 0)
        abc = abc[2] < 0 ? fitted(usable, true, false) : fitted(usable, false, true);
    if (abc[1] < 0 || abc[2] < 0)
        abc = fitted(usable, false, false);
    if (!(abc[0] > 0))
        return std::nullopt;
    Scalability out;
    out.lambda = 1 / abc[0];
    out.sigma = std::max(0.0, abc[1]) / abc[0];
    out.kappa = std::max(0.0, abc[2]) / abc[0];
    out.highestSeen = most;
    const auto throughput = [&out](double n) {
        return out.lambda * n / (1 + out.sigma * (n - 1) + out.kappa * n * (n - 1));
    };
    for (const Point &p : usable)
        out.error += std::abs(p.x - throughput(p.n)) / p.x / static_cast<double>(usable.size());
    if (!(out.error <= mostError))
        return std::nullopt;
    if (out.kappa > 0 && out.sigma < 1) {
        out.kneeInFlight = std::sqrt((1 - out.sigma) / out.kappa);
        out.kneePerSecond = throughput(*out.kneeInFlight);
    }
    return out;
}

} // namespace wf::analysis
