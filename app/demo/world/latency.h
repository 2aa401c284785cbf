// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <unordered_map>
#include <vector>

namespace wf::app::demo {

// Quantiles of the log-logistic over which a mean is taken: sixteen of equal weight, by their distance from the median.
inline constexpr std::array<double, 8> logits{0.1252, 0.3795, 0.6466, 0.9383, 1.2730, 1.6864, 2.2687, 3.4340};

// What depends on a spread alone, worked out once: exponentials are most of the shop's cost.
struct SpreadTable {
    std::vector<double> powers;    // bound^(-1/spread)
    std::array<double, 8> rises{}; // e^(spread * logit)
};

// Bounds of a histogram with their logarithms worked out once. Not thread-safe: it remembers the spreads it has seen.
class BoundList {
public:
    std::vector<double> seconds;
    std::vector<double> logs;
    explicit BoundList(std::vector<double> bounds) : seconds(std::move(bounds))
    {
        for (double b : seconds)
            logs.push_back(std::log(b));
    }
    // Spreads from 0.05 up: there no power leaves the range of doubles.
    [[nodiscard]] const SpreadTable &table(double spread) const
    {
        if (m_tables.size() > mostTables)
            m_tables.clear();
        const auto [at, isNew] = m_tables.try_emplace(spread);
        if (isNew) {
            for (double ln : logs)
                at->second.powers.push_back(std::exp(-ln / spread));
            for (std::size_t i = 0; i < logits.size(); ++i)
                at->second.rises[i] = std::exp(spread * logits[i]);
        }
        return at->second;
    }

private:
    static constexpr std::size_t mostTables = 2000;
    mutable std::unordered_map<double, SpreadTable> m_tables;
};

// Spreads move in steps, so that their tables are few.
[[nodiscard]] inline double steppedSpread(double spread)
{
    return std::max(0.05, std::round(spread * 256.0) / 256.0);
}

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
        const double z = (std::log(median) - lnX) / spread;
        const double ordinary = z > 500.0 ? 0.0 : 1.0 / (1.0 + std::exp(z));
        if (slowShare <= 0.0)
            return ordinary;
        const double slow = 1.0 / (1.0 + std::exp((std::log(slowMedian) - lnX) / slowSpread));
        return ordinary + slowShare * (slow - ordinary);
    }

    // below() at every bound of a list, into out.
    void shares(const BoundList &bounds, std::vector<double> &out) const
    {
        out.resize(bounds.seconds.size());
        if (spread < 0.05) { // all but a step
            for (std::size_t i = 0; i < out.size(); ++i)
                out[i] = bounds.seconds[i] >= deadline ? 1.0 : below(bounds.seconds[i], bounds.logs[i]);
            return;
        }
        const auto &ordinary = bounds.table(spread).powers;
        const double ordinaryScale = std::exp(std::log(median) / spread);
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = bounds.seconds[i] >= deadline ? 1.0 : 1.0 / (1.0 + ordinaryScale * ordinary[i]);
        if (slowShare <= 0.0)
            return;
        const auto &slow = bounds.table(slowSpread).powers;
        const double slowScale = std::exp(std::log(slowMedian) / slowSpread);
        for (std::size_t i = 0; i < out.size(); ++i)
            if (bounds.seconds[i] < deadline)
                out[i] += slowShare * (1.0 / (1.0 + slowScale * slow[i]) - out[i]);
    }

    // The bounds lend their tables.
    [[nodiscard]] double mean(const BoundList &bounds) const
    {
        const double ordinary = part(median, spread, bounds);
        return slowShare <= 0.0 ? ordinary : ordinary + slowShare * (part(slowMedian, slowSpread, bounds) - ordinary);
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
    [[nodiscard]] double part(double m, double s, const BoundList &bounds) const
    {
        if (s < 0.05)
            return std::min(m, deadline);
        double sum = 0.0;
        for (double rise : bounds.table(s).rises)
            sum += std::min(deadline, m * rise) + std::min(deadline, m / rise);
        return sum / 16.0;
    }
};

} // namespace wf::app::demo
