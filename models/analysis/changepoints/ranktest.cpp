// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/changepoints/ranktest.h"

#include "models/analysis/numbers/robust.h"

#include <cmath>

namespace wf::analysis {

namespace {

std::vector<double> thinned(std::span<const double> values)
{
    constexpr std::size_t most = 300;
    if (values.size() <= most)
        return {values.begin(), values.end()};
    std::vector<double> out;
    for (std::size_t i = 0; i < most; ++i)
        out.push_back(values[i * values.size() / most]);
    return out;
}

} // namespace

std::vector<double> normalScores(std::span<const double> values)
{
    auto scores = midRanks(values);
    for (double &s : scores)
        s = normalQuantile(s / (static_cast<double>(values.size()) + 1));
    return scores;
}

SplitTest strongestSplit(std::span<const double> values, std::size_t shortest)
{
    SplitTest out;
    const std::size_t n = values.size();
    if (n < 2 * shortest || n < 2)
        return out;
    const auto scores = normalScores(values);
    const double middle = mean(scores);
    double squares = 0;
    for (const double s : scores)
        squares += (s - middle) * (s - middle);
    const double variance = squares / static_cast<double>(n - 1);
    if (!(variance > 0))
        return out;
    double sum = 0;
    for (std::size_t at = 1; at + shortest <= n; ++at) {
        sum += scores[at - 1] - middle;
        if (at < shortest)
            continue;
        const double left = static_cast<double>(at);
        const double right = static_cast<double>(n - at);
        const double z = std::abs(sum) / std::sqrt(variance * left * right / static_cast<double>(n));
        if (z > out.z)
            out = {at, z};
    }
    return out;
}

double splitThreshold(std::size_t n, double share)
{
    const double looks = std::max(1.0, 4 * std::log(static_cast<double>(std::max<std::size_t>(n, 2))));
    return -normalQuantile(share / (2 * looks));
}

MannWhitney mannWhitney(std::span<const double> before, std::span<const double> after)
{
    if (before.empty() || after.empty())
        return {};
    std::vector<double> all(before.begin(), before.end());
    all.insert(all.end(), after.begin(), after.end());
    const auto ranks = midRanks(all);
    const double n = static_cast<double>(all.size());
    const double m = static_cast<double>(after.size());
    double sum = 0;
    double squares = 0;
    for (std::size_t i = 0; i < ranks.size(); ++i) {
        squares += ranks[i] * ranks[i];
        if (i >= before.size())
            sum += ranks[i];
    }
    const double variance = (squares - n * (n + 1) * (n + 1) / 4) * m * (n - m) / (n * (n - 1));
    if (!(variance > 0))
        return {};
    const double z = (sum - m * (n + 1) / 2) / std::sqrt(variance);
    return {z, std::min(1.0, 2 * normalTail(std::abs(z)))};
}

Shift shiftBetween(std::span<const double> before, std::span<const double> after)
{
    const auto left = thinned(before);
    const auto right = thinned(after);
    if (left.empty() || right.empty())
        return {};
    std::vector<double> differences;
    differences.reserve(left.size() * right.size());
    for (const double a : left)
        for (const double b : right)
            differences.push_back(b - a);
    std::sort(differences.begin(), differences.end());
    const double m = static_cast<double>(left.size());
    const double n = static_cast<double>(right.size());
    const double reach = 1.959963984540054 * std::sqrt(m * n * (m + n + 1) / 12) / (m * n);
    return {sortedQuantile(differences, 0.5), sortedQuantile(differences, 0.5 - reach),
            sortedQuantile(differences, 0.5 + reach)};
}

} // namespace wf::analysis
