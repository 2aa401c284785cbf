// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/numbers/robust.h"

#include <cmath>
#include <numeric>

namespace wf::analysis {

namespace {

double centre(std::vector<double> &values)
{
    if (values.empty())
        return 0;
    const auto half = static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), values.begin() + half, values.end());
    const double upper = values[static_cast<std::size_t>(half)];
    if (values.size() % 2 == 1)
        return upper;
    const double lower = *std::max_element(values.begin(), values.begin() + half);
    return lower + (upper - lower) / 2;
}

} // namespace

double median(std::span<const double> values)
{
    std::vector<double> copy(values.begin(), values.end());
    return centre(copy);
}

double sortedQuantile(std::span<const double> ascending, double share)
{
    if (ascending.empty())
        return 0;
    const double at = std::clamp(share, 0.0, 1.0) * static_cast<double>(ascending.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    if (below + 1 >= ascending.size())
        return ascending.back();
    return ascending[below] + (at - static_cast<double>(below)) * (ascending[below + 1] - ascending[below]);
}

double quantile(std::span<const double> values, double share)
{
    std::vector<double> copy(values.begin(), values.end());
    std::sort(copy.begin(), copy.end());
    return sortedQuantile(copy, share);
}

double madScale(std::span<const double> values)
{
    std::vector<double> copy(values.begin(), values.end());
    const double middle = centre(copy);
    for (double &v : copy)
        v = std::abs(v - middle);
    return 1.4826 * centre(copy);
}

double mean(std::span<const double> values)
{
    if (values.empty())
        return 0;
    double sum = 0;
    for (const double v : values)
        sum += v;
    return sum / static_cast<double>(values.size());
}

double standardDeviation(std::span<const double> values)
{
    if (values.empty())
        return 0;
    const double middle = mean(values);
    double sum = 0;
    for (const double v : values)
        sum += (v - middle) * (v - middle);
    return std::sqrt(sum / static_cast<double>(values.size()));
}

double noiseScale(std::span<const double> values)
{
    if (values.size() < 2)
        return 0;
    std::vector<double> steps(values.size());
    std::adjacent_difference(values.begin(), values.end(), steps.begin());
    return madScale(std::span(steps).subspan(1)) / std::sqrt(2.0);
}

double normalTail(double z)
{
    return 0.5 * std::erfc(z / std::sqrt(2.0));
}

double normalQuantile(double probability)
{
    static constexpr double a[] = {-3.969683028665376e+01, 2.209460984245205e+02,  -2.759285104469687e+02,
                                   1.383577518672690e+02,  -3.066479806614716e+01, 2.506628277459239e+00};
    static constexpr double b[] = {-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
                                   6.680131188771972e+01, -1.328068155288572e+01};
    static constexpr double c[] = {-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
                                   -2.549732539343734e+00, 4.374664141464968e+00,  2.938163982698783e+00};
    static constexpr double d[] = {7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
                                   3.754408661907416e+00};
    const double p = std::clamp(probability, 1e-300, 1 - 1e-16);
    const auto tail = [](double q) {
        return (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5]) /
               ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1);
    };
    if (p < 0.02425)
        return tail(std::sqrt(-2 * std::log(p)));
    if (p > 1 - 0.02425)
        return -tail(std::sqrt(-2 * std::log1p(-p)));
    const double q = p - 0.5;
    const double r = q * q;
    return (((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q /
           (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1);
}

std::vector<double> midRanks(std::span<const double> values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t x, std::size_t y) { return values[x] != values[y] ? values[x] < values[y] : x < y; });
    std::vector<double> ranks(values.size());
    for (std::size_t from = 0; from < order.size();) {
        std::size_t to = from + 1;
        while (to < order.size() && values[order[to]] == values[order[from]])
            ++to;
        for (std::size_t i = from; i < to; ++i)
            ranks[order[i]] = static_cast<double>(from + to + 1) / 2;
        from = to;
    }
    return ranks;
}

} // namespace wf::analysis
