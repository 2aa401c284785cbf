// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/compute/datahealth_p.h"

#include "models/query/promql/parse/parse.h"

#include <algorithm>
#include <cmath>

namespace wf::engine {

using base::nsPerMs;
using signals::RawSeries;

namespace {

base::Result<std::vector<RawSeries>> read(const std::vector<QString> &selectors, const query::SampleReader &samples,
                                          base::TimeRange window, std::stop_token stop)
{
    std::vector<RawSeries> out;
    for (const QString &text : selectors) {
        const auto matchers = query::parseSelector(text.toStdString());
        if (!matchers)
            return matchers.error();
        // The window is open at its start, as Prometheus' ranges are.
        auto found = samples.read({*matchers, window.startNs / nsPerMs + 1, window.endNs / nsPerMs}, stop);
        if (!found)
            return found.error();
        for (auto &series : *found)
            out.push_back(std::move(series));
    }
    return out;
}

// Times of all samples that are no end of a series.
std::vector<qint64> timesOf(const RawSeries &series)
{
    std::vector<qint64> times = series.histogramTimesMs;
    for (std::size_t i = 0; i < series.timesMs.size(); ++i)
        if (!signals::isStaleMarker(series.values[i]))
            times.push_back(series.timesMs[i]);
    std::ranges::sort(times);
    return times;
}

// The distance most neighbours have; 0 with fewer than two.
qint64 usualDistance(const std::vector<std::vector<qint64>> &all)
{
    std::vector<qint64> distances;
    constexpr std::size_t most = 100'000;
    for (const auto &times : all)
        for (std::size_t i = 1; i < times.size() && distances.size() < most; ++i)
            distances.push_back(times[i] - times[i - 1]);
    if (distances.empty())
        return 0;
    const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
    std::ranges::nth_element(distances, middle);
    return *middle;
}

void countOddities(const RawSeries &series, bool isCounter, DataHealth &health)
{
    double before = std::nan("");
    for (const double value : series.values) {
        if (signals::isStaleMarker(value))
            continue;
        health.negative += value < 0 ? 1 : 0;
        health.resets += isCounter && value < before ? 1 : 0;
        before = value;
    }
}

std::vector<base::TimeRange> longestOf(std::vector<base::TimeRange> gaps)
{
    constexpr std::size_t most = 100;
    if (gaps.size() > most) {
        std::ranges::nth_element(gaps, gaps.begin() + most, std::ranges::greater(), &base::TimeRange::lengthNs);
        gaps.resize(most);
        std::ranges::sort(gaps, {}, &base::TimeRange::startNs);
    }
    return gaps;
}

// Stretches of `kept` farther from any sample than `longest`; their length is taken from the covered time.
void findGaps(const std::vector<qint64> &times, const std::vector<base::TimeRange> &kept, qint64 longestMs,
              DataHealth &health)
{
    double whole = 0;
    double missing = 0;
    std::vector<base::TimeRange> gaps;
    for (const base::TimeRange &piece : kept) {
        whole += static_cast<double>(piece.lengthNs());
        const qint64 startMs = piece.startNs / nsPerMs;
        const qint64 endMs = piece.endNs / nsPerMs;
        qint64 before = startMs;
        const auto look = [&](qint64 next) {
            if (next - before > longestMs) {
                missing += static_cast<double>(next - before) * nsPerMs;
                gaps.push_back({before * nsPerMs, next * nsPerMs});
            }
            before = next;
        };
        for (auto at = std::ranges::upper_bound(times, startMs); at != times.end() && *at <= endMs; ++at)
            look(*at);
        look(endMs);
    }
    health.coverage = whole > 0 ? std::max(0.0, 1 - missing / whole) : 0;
    health.gaps = longestOf(std::move(gaps));
}

} // namespace

base::Result<Examined> examineData(const signals::Objective &objective, const query::SampleReader &samples,
                                   base::TimeRange window, const std::vector<base::TimeRange> &kept,
                                   std::stop_token stop)
{
    const auto found = read(eventSelectors(objective), samples, window, stop);
    if (!found)
        return found.error();
    const auto part = read(partSelectors(objective), samples, window, stop);
    if (!part)
        return part.error();
    Examined out;
    out.health.isKnown = true;
    out.hasPart = !part->empty();
    const bool isCounter = objective.kind == signals::SliKind::Ratio && objective.counter;
    std::vector<std::vector<qint64>> all;
    std::vector<qint64> together;
    for (const RawSeries &series : *found) {
        countOddities(series, isCounter, out.health);
        all.push_back(timesOf(series));
        together.insert(together.end(), all.back().begin(), all.back().end());
    }
    for (const RawSeries &series : *part)
        countOddities(series, isCounter, out.health);
    std::ranges::sort(together);
    together.erase(std::ranges::unique(together).begin(), together.end());
    // Three times what is usual, and at least as long as a selector looks back.
    const qint64 usual = usualDistance(all);
    out.distanceNs = out.health.distanceNs = usual * nsPerMs;
    const qint64 longest = std::max<qint64>(5 * 60 * 1000, 3 * usual);
    out.health.series = static_cast<int>(found->size());
    for (const auto &times : all) {
        out.health.samples += static_cast<qint64>(times.size());
        if (times.empty())
            continue;
        out.health.born += times.front() - window.startNs / nsPerMs > longest ? 1 : 0;
        out.health.ended += window.endNs / nsPerMs - times.back() > longest ? 1 : 0;
    }
    findGaps(together, kept, longest, out.health);
    return out;
}

void examineHistory(const analysis::EventCounts &history, const std::vector<base::TimeRange> &kept, DataHealth &health)
{
    std::size_t inside = 0;
    std::size_t known = 0;
    std::vector<base::TimeRange> gaps;
    for (std::size_t i = 0; i < history.total.size(); ++i) {
        const qint64 end = history.startNs + history.stepNs * static_cast<qint64>(i);
        const base::TimeRange step{end - history.stepNs, end};
        if (std::ranges::none_of(kept, [&](const base::TimeRange &one) {
                return one.startNs <= step.startNs && step.endNs <= one.endNs;
            }))
            continue;
        ++inside;
        if (std::isfinite(history.total[i]))
            ++known;
        else if (!gaps.empty() && gaps.back().endNs == step.startNs)
            gaps.back().endNs = step.endNs;
        else
            gaps.push_back(step);
    }
    health.isKnown = health.isOfSteps = inside > 0;
    health.coverage = inside > 0 ? static_cast<double>(known) / static_cast<double>(inside) : 0;
    health.gaps = longestOf(std::move(gaps));
}

} // namespace wf::engine
