// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/changepoints/changemodels_p.h"

#include "models/analysis/changepoints/binarysegmentation.h"
#include "models/analysis/changepoints/energydivisive.h"
#include "models/analysis/changepoints/pelt.h"
#include "models/analysis/changepoints/ranktest.h"
#include "models/analysis/numbers/robust.h"

#include <cmath>

namespace wf::analysis {

namespace {

constexpr std::size_t sameChange = 5; // candidates this near are one change

using Indices = std::vector<std::size_t>;

bool holdsNear(const Indices &found, std::size_t at)
{
    return std::any_of(found.begin(), found.end(),
                       [at](std::size_t x) { return (x > at ? x - at : at - x) <= sameChange; });
}

// What two methods agree on, at the place that binary segmentation, then PELT names.
std::vector<ChangePoint> agreed(const Indices &byPelt, const Indices &byEnergy, const Indices &bySplit)
{
    std::vector<ChangePoint> out;
    for (const Indices *list : {&bySplit, &byPelt, &byEnergy})
        for (const std::size_t at : *list) {
            ChangePoint point;
            point.index = at;
            point.byPelt = holdsNear(byPelt, at);
            point.byEnergy = holdsNear(byEnergy, at);
            point.bySplit = holdsNear(bySplit, at);
            const bool known = std::any_of(out.begin(), out.end(), [at](const ChangePoint &p) {
                return (p.index > at ? p.index - at : at - p.index) <= sameChange;
            });
            if (!known && point.votes() >= 2)
                out.push_back(point);
        }
    std::sort(out.begin(), out.end(), [](const auto &a, const auto &b) { return a.index < b.index; });
    return out;
}

std::span<const double> segment(std::span<const double> values, const std::vector<ChangePoint> &points, std::size_t i)
{
    const std::size_t from = i == 0 ? 0 : points[i - 1].index;
    const std::size_t to = i < points.size() ? points[i].index : values.size();
    return values.subspan(from, to - from);
}

// Takes the weakest away until the rest hold against their neighbours.
void confirm(std::span<const double> values, std::vector<ChangePoint> &points, double share)
{
    const double threshold = splitThreshold(values.size(), share);
    while (!points.empty()) {
        std::size_t weakest = points.size();
        double margin = 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            const auto left = segment(values, points, i);
            const auto right = segment(values, points, i + 1);
            const double excess = std::abs(mannWhitney(left, right).z) - threshold;
            if (excess < margin) {
                margin = excess;
                weakest = i;
            }
        }
        if (weakest == points.size())
            return;
        points.erase(points.begin() + static_cast<std::ptrdiff_t>(weakest));
    }
}

} // namespace

std::vector<ChangePoint> levelChanges(std::span<const double> values, const ChangeSettings &settings,
                                      const std::stop_token &stop)
{
    const auto scores = normalScores(values);
    const double variance = standardDeviation(scores) * standardDeviation(scores);
    const double noise = std::min(noiseScale(scores), std::sqrt(variance));
    const double bar = splitThreshold(values.size(), settings.falseShare);
    // A split saves z² · variance; within segments only the noise is left of it.
    const double penalty = bar * bar * std::max(noise * noise, variance * 0.02);
    auto points = agreed(pelt(SegmentCost(scores, SegmentShape::Level), penalty, settings.shortest, stop),
                         energyDivisive(scores, settings.shortest, 0.01, stop),
                         binarySegmentation(values, settings.shortest, settings.falseShare));
    confirm(values, points, settings.falseShare);
    return points;
}

void describeLevels(std::span<const double> values, std::vector<ChangePoint> &points)
{
    std::vector<double> rest;
    for (std::size_t i = 0; i <= points.size(); ++i) {
        const auto part = segment(values, points, i);
        const double middle = median(part);
        for (const double v : part)
            rest.push_back(v - middle);
    }
    const double noise = standardDeviation(rest);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto left = segment(values, points, i);
        const auto right = segment(values, points, i + 1);
        const auto shift = shiftBetween(left, right);
        ChangePoint &p = points[i];
        p.before = median(left);
        p.after = median(right);
        p.shift = shift.middle;
        p.shiftLow = shift.low;
        p.shiftHigh = shift.high;
        p.p = mannWhitney(left, right).p;
        p.inNoise = noise > 0 ? std::abs(p.shift) / noise : 0;
        if (p.before != 0)
            p.percent = 100 * p.shift / std::abs(p.before);
    }
}

} // namespace wf::analysis
