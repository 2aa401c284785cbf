// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace wf::app::demo {

// Bounds of a histogram with their logarithms worked out once.
struct BoundList {
    std::vector<double> seconds;
    std::vector<double> logs;
    explicit BoundList(std::vector<double> bounds) : seconds(std::move(bounds))
    {
        for (double b : seconds)
            logs.push_back(std::log(b));
    }
};

// Latency in seconds: a share of slow requests beside the ordinary ones, each log-logistic
// (F(x) = 1 / (1 + (x / median)^(-1/spread))), nothing longer than the deadline.
struct Latency {
    double median = 0.1;
    double spread = 0.3;
    double slowShare = 0.0;
    double slowMedian = 1.0;
    double slowSpread = 0.35;
    double deadline = 60.0;

    // Share of requests that took at most x seconds; lnX is its natural logarithm.
    [[nodiscard]] double below(double x, double lnX) const
    {
        if (x >= deadline)
            return 1.0;
        const double ordinary = 1.0 / (1.0 + std::exp((std::log(median) - lnX) / spread));
        if (slowShare <= 0.0)
            return ordinary;
        const double slow = 1.0 / (1.0 + std::exp((std::log(slowMedian) - lnX) / slowSpread));
        return ordinary + slowShare * (slow - ordinary);
    }

    // below() at every bound of a list, into out.
    void shares(const BoundList &bounds, std::vector<double> &out) const
    {
        out.resize(bounds.seconds.size());
        const double ordinaryLog = std::log(median);
        const double slowLog = slowShare > 0.0 ? std::log(slowMedian) : 0.0;
        for (std::size_t i = 0; i < out.size(); ++i) {
            if (bounds.seconds[i] >= deadline) {
                out[i] = 1.0;
                continue;
            }
            out[i] = 1.0 / (1.0 + std::exp((ordinaryLog - bounds.logs[i]) / spread));
            if (slowShare > 0.0)
                out[i] += slowShare * (1.0 / (1.0 + std::exp((slowLog - bounds.logs[i]) / slowSpread)) - out[i]);
        }
    }

    [[nodiscard]] double mean() const
    {
        const double ordinary = part(median, spread);
        return slowShare <= 0.0 ? ordinary : ordinary + slowShare * (part(slowMedian, slowSpread) - ordinary);
    }

    [[nodiscard]] double quantile(double q) const
    {
        double low = 1e-5;
        double high = deadline;
        for (int i = 0; i < 40; ++i) {
            const double middle = std::sqrt(low * high);
            (below(middle, std::log(middle)) < q ? low : high) = middle;
        }
        return high;
    }

private:
    // Midpoint rule over sixteen quantiles, so that the deadline is honoured.
    [[nodiscard]] double part(double m, double s) const
    {
        static constexpr std::array<double, 8> logit{0.1252, 0.3795, 0.6466, 0.9383, 1.2730, 1.6864, 2.2687, 3.4340};
        double sum = 0.0;
        for (double z : logit) {
            const double e = std::exp(s * z);
            sum += std::min(deadline, m * e) + std::min(deadline, m / e);
        }
        return sum / 16.0;
    }
};

} // namespace wf::app::demo
