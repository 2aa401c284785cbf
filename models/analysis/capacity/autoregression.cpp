// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/capacity/autoregression.h"

#include "models/analysis/numbers/robust.h"

#include <Eigen/Cholesky>

#include <cmath>

namespace wf::analysis {

namespace {

constexpr std::size_t mostRows = 2500;

// Coefficients in the order of the lags, then the constant.
Eigen::VectorXd fitted(std::span<const double> values, std::span<const std::size_t> lags)
{
    const auto terms = static_cast<Eigen::Index>(lags.size());
    const std::size_t first = std::max(lags.back(), values.size() > mostRows ? values.size() - mostRows : 0);
    Eigen::MatrixXd normal = Eigen::MatrixXd::Zero(terms + 1, terms + 1);
    Eigen::VectorXd right = Eigen::VectorXd::Zero(terms + 1);
    Eigen::VectorXd row(terms + 1);
    row(terms) = 1;
    for (std::size_t i = first; i < values.size(); ++i) {
        for (Eigen::Index k = 0; k < terms; ++k)
            row(k) = values[i - lags[static_cast<std::size_t>(k)]];
        normal.selfadjointView<Eigen::Lower>().rankUpdate(row);
        right += row * values[i];
    }
    const double rows = static_cast<double>(values.size() - first);
    for (Eigen::Index k = 0; k < terms; ++k)
        normal(k, k) += 1e-3 * rows;
    normal(terms, terms) += 1e-9 * rows;
    return normal.selfadjointView<Eigen::Lower>().ldlt().solve(right);
}

} // namespace

std::vector<double> autoregression(std::span<const double> values, std::span<const std::size_t> lags,
                                   std::size_t horizon)
{
    if (lags.empty() || values.size() < lags.back() + 4 * lags.size() + 10)
        return {};
    const double centre = mean(values);
    const double spread = standardDeviation(values);
    if (!(spread > 0))
        return std::vector<double>(horizon, centre);
    std::vector<double> scaled;
    scaled.reserve(values.size() + horizon);
    for (const double v : values)
        scaled.push_back((v - centre) / spread);
    const auto [least, most] = std::minmax_element(scaled.begin(), scaled.end());
    const double lengths = std::max(1.0, static_cast<double>(horizon) / static_cast<double>(values.size()));
    const double low = *least - lengths * (*most - *least);
    const double high = *most + lengths * (*most - *least);
    const Eigen::VectorXd weights = fitted(scaled, lags);
    std::vector<double> out;
    for (std::size_t step = 0; step < horizon; ++step) {
        double next = weights(static_cast<Eigen::Index>(lags.size()));
        for (std::size_t k = 0; k < lags.size(); ++k)
            next += weights(static_cast<Eigen::Index>(k)) * scaled[scaled.size() - lags[k]];
        if (!std::isfinite(next))
            return {};
        scaled.push_back(std::clamp(next, low, high));
        out.push_back(centre + spread * scaled.back());
    }
    return out;
}

} // namespace wf::analysis
