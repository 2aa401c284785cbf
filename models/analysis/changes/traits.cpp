// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/changes/traits.h"

#include "models/analysis/numbers/robust.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace wf::analysis {

namespace {

constexpr std::size_t enoughUsual = 20;
constexpr double slowQuantile = 0.9;

using Name = std::pair<Trait::Kind, QString>;

std::set<Name> traitsOf(const signals::TraceSummary &trace)
{
    std::set<Name> out{{Trait::Operation, trace.rootOperation}};
    if (trace.errorCount > 0)
        out.insert({Trait::Failed, {}});
    for (const auto &s : trace.services)
        out.insert({Trait::Service, s.service});
    for (const auto &[name, value] : trace.rootTags)
        out.insert({Trait::Tag, QString::fromStdString(name) + QStringLiteral(" = ") + QString::fromStdString(value)});
    return out;
}

std::map<Name, int> countsOf(const std::vector<const signals::TraceSummary *> &traces)
{
    std::map<Name, int> out;
    for (const auto *trace : traces)
        for (const Name &name : traitsOf(*trace))
            ++out[name];
    return out;
}

double logChoose(int n, int k)
{
    return std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0);
}

// P(at least `have` of the `chosen` have it) when `all` of `chosen + rest` do.
double fisher(int have, int chosen, int all, int rest)
{
    double sum = 0;
    for (int k = have; k <= std::min(chosen, all); ++k)
        if (all - k <= rest)
            sum += std::exp(logChoose(chosen, k) + logChoose(rest, all - k) - logChoose(chosen + rest, all));
    return std::min(1.0, sum);
}

} // namespace

std::vector<Trait> separatingTraits(const std::vector<const signals::TraceSummary *> &chosen,
                                    const std::vector<const signals::TraceSummary *> &rest)
{
    std::vector<Trait> out;
    if (chosen.empty() || rest.empty())
        return out;
    const int here = static_cast<int>(chosen.size()), there = static_cast<int>(rest.size());
    const auto elsewhere = countsOf(rest);
    for (const auto &[name, count] : countsOf(chosen)) {
        const auto other = elsewhere.find(name);
        const int otherCount = other == elsewhere.end() ? 0 : other->second;
        Trait one{name.first, name.second, static_cast<double>(count) / here, static_cast<double>(otherCount) / there,
                  fisher(count, here, count + otherCount, there)};
        if (one.chosen > one.rest)
            out.push_back(std::move(one));
    }
    std::ranges::stable_sort(out, std::greater(), [](const Trait &t) { return t.chosen - t.rest; });
    return out;
}

std::vector<const signals::TraceSummary *> slowOnes(const std::vector<signals::TraceSummary> &traces,
                                                    const std::vector<signals::TraceSummary> &usual)
{
    std::map<std::pair<QString, QString>, std::vector<double>> byOperation;
    std::vector<double> all;
    for (const auto &trace : usual) {
        byOperation[{trace.rootService, trace.rootOperation}].push_back(static_cast<double>(trace.durationNs));
        all.push_back(static_cast<double>(trace.durationNs));
    }
    std::vector<const signals::TraceSummary *> out;
    if (all.empty())
        return out;
    const double limitOfAll = quantile(all, slowQuantile);
    std::map<std::pair<QString, QString>, double> limits;
    for (const auto &[operation, durations] : byOperation)
        limits[operation] = durations.size() >= enoughUsual ? quantile(durations, slowQuantile) : limitOfAll;
    for (const auto &trace : traces) {
        const auto limit = limits.find({trace.rootService, trace.rootOperation});
        if (static_cast<double>(trace.durationNs) > (limit == limits.end() ? limitOfAll : limit->second))
            out.push_back(&trace);
    }
    return out;
}

} // namespace wf::analysis
