// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>

namespace wf::analysis {

// One moment of a service: what it answers a second, and how long an answer takes on average.
struct LoadPoint {
    double perSecond = 0;
    double seconds = 0;
};

// The universal scalability law (N. Gunther, "Guerrilla Capacity Planning", 2007): throughput at N requests in flight
// is X(N) = λN / (1 + σ(N − 1) + κN(N − 1)).
struct Scalability {
    double lambda = 0; // requests a second of one request in flight
    double sigma = 0;  // contention
    double kappa = 0;  // coherence
    // Requests in flight at which throughput is highest, and that throughput; nothing where no knee is in sight (κ =
    // 0).
    std::optional<double> kneeInFlight;
    std::optional<double> kneePerSecond;
    double highestSeen = 0; // requests a second
    double error = 0;       // mean of |X − X̂| / X over the points
};

// Fits by least squares with σ, κ ≥ 0; requests in flight follow from Little's law. Points that are not usable are left
// out. Nothing when fewer than 20 are left, when the load did not at least double among them, or when the law misses by
// more than a quarter.
[[nodiscard]] std::optional<Scalability> fitScalability(std::span<const LoadPoint> points);

} // namespace wf::analysis
