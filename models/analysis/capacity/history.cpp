// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/capacity/history.h"

#include "models/analysis/changepoints/changepoints.h"
#include "models/analysis/numbers/gaps.h"
#include "models/analysis/numbers/robust.h"

#include <cmath>
#include <limits>

namespace wf::analysis {

namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

// The value at the same phase up to three cycles before or after.
double fromCycles(std::span<const double> values, std::size_t i, std::size_t period)
{
    for (std::size_t c = 1; period > 1 && c <= 3; ++c) {
        if (i >= c * period && isUsable(values[i - c * period]))
            return values[i - c * period];
        if (i + c * period < values.size() && isUsable(values[i + c * period]))
            return values[i + c * period];
    }
    return absent;
}

void fillFromCycles(std::vector<double> &values, std::size_t period)
{
    const std::vector<double> known = values;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!isUsable(known[i]))
            values[i] = fromCycles(known, i, period);
}

// One value a cycle hides the season, and keeps a step.
std::vector<double> cycleMedians(std::span<const double> values, std::size_t cycle)
{
    std::vector<double> out;
    for (std::size_t end = values.size(); end >= cycle; end -= cycle)
        out.push_back(median(values.subspan(end - cycle, cycle)));
    std::reverse(out.begin(), out.end());
    return out;
}

// Only a step that nobody could miss: many times the noise around it, from one cycle to the next.
void alignLevels(History &history, std::size_t cycle, const std::stop_token &stop)
{
    const auto cycles = cycleMedians(history.values, cycle);
    ChangeSettings settings;
    settings.shortest = 4;
    const auto found = findChangePoints(cycles, settings, stop);
    if (found.points.empty())
        return;
    const ChangePoint &last = found.points.back();
    const double jump = cycles[last.index] - cycles[last.index - 1];
    const double usual = noiseScale(cycles);
    if (last.inNoise < 5 || std::abs(jump) < 8 * usual || std::abs(jump) < 0.5 * std::abs(last.shift))
        return;
    history.levelChange = history.values.size() - (cycles.size() - last.index) * cycle;
    history.levelShift = last.shift;
    for (std::size_t i = 0; i < *history.levelChange; ++i)
        history.values[i] += last.shift;
}

// A step at a mark: by how much the cycles after it lie above those before, less what they grow by anyhow. It must be
// four times what such differences usually scatter, and a twentieth of the level.
void alignAtMark(History &history, std::size_t cycle, std::size_t mark)
{
    constexpr std::size_t around = 3, least = 4; // cycles
    if (mark < least * cycle || mark + cycle > history.values.size())
        return;
    const std::span<const double> all(history.values);
    const auto before = cycleMedians(all.first(mark), cycle);
    const std::size_t later = std::min(around, (all.size() - mark) / cycle);
    std::vector<double> after;
    for (std::size_t c = 0; c < later; ++c)
        after.push_back(median(all.subspan(mark + c * cycle, cycle)));
    std::vector<double> steps;
    for (std::size_t c = 1; c < before.size(); ++c)
        steps.push_back(before[c] - before[c - 1]);
    const double growth = median(steps);
    const double usual = madScale(steps);
    const std::size_t earlier = std::min(around, before.size());
    const double apart = static_cast<double>(later + earlier) / 2; // cycles between the middles of both
    const double shift = median(after) - median(std::span(before).last(earlier)) - growth * apart;
    const double level = std::abs(median(std::span(before).last(earlier)));
    if (!(std::abs(shift) > 4 * usual * std::sqrt(apart)) || std::abs(shift) < 0.05 * level)
        return;
    history.levelChange = mark;
    history.levelShift = shift;
    history.isAtMark = true;
    for (std::size_t i = 0; i < mark; ++i)
        history.values[i] += shift;
}

} // namespace

History preparedHistory(std::span<const double> values, std::span<const std::size_t> periods,
                        std::span<const IndexRange> masked, std::span<const std::size_t> marks,
                        const std::stop_token &stop)
{
    History out;
    std::vector<double> known(values.begin(), values.end());
    for (const double v : known)
        out.missing += isUsable(v) ? 0U : 1U;
    for (const IndexRange &range : masked)
        for (std::size_t i = range.from; i < std::min(range.to, known.size()); ++i) {
            out.masked += isUsable(known[i]) ? 1U : 0U;
            known[i] = absent;
        }
    std::size_t cycle = 1;
    for (const std::size_t p : periods)
        if (p > 1 && cycle == 1)
            cycle = p;
    if (out.missing + out.masked > 0)
        fillFromCycles(known, cycle);
    out.values = filled(known).values;
    if (out.values.size() / std::max<std::size_t>(cycle, 1) >= 12)
        alignLevels(out, cycle, stop);
    for (std::size_t i = marks.size(); i-- > 0 && !out.levelChange;)
        alignAtMark(out, cycle, marks[i]);
    return out;
}

} // namespace wf::analysis
