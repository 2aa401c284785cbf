// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/raster/linecolumn.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::widgets {
namespace {

constexpr double largestPlain = 65536;

qint64 smallestDistanceMs(const std::vector<qint64> &timesMs)
{
    qint64 best = 0;
    for (std::size_t i = 1; i < timesMs.size(); ++i) {
        const qint64 d = timesMs[i] - timesMs[i - 1];
        if (d > 0 && (best == 0 || d < best))
            best = d;
    }
    return best;
}

} // namespace

LineColumn::LineColumn(const signals::Series &series, qint64 stepNs)
    : m_stepNs(stepNs > 0 ? stepNs : smallestDistanceMs(series.timesMs) * base::nsPerMs)
{
    append(series.timesMs, series.values);
}

void LineColumn::append(std::span<const qint64> timesMs, std::span<const double> samples)
{
    const std::size_t old = m_values.size();
    const std::size_t count = std::min(timesMs.size(), samples.size());
    m_values.reserve(old + count);
    for (std::size_t i = 0; i < count; ++i) {
        const qint64 ns = timesMs[i] * base::nsPerMs;
        // small samples fit a float as they are, and zero stays zero
        if (m_values.empty() && std::isfinite(samples[i]) && std::fabs(samples[i]) > largestPlain)
            m_base = samples[i];
        const auto value = static_cast<float>(samples[i] - m_base);
        if (std::isfinite(value))
            addSample(ns, value);
        else
            m_broken = true;
        m_lastNs = ns;
    }
    m_pyramid.extend(m_values.data(), old, m_values.size());
}

void LineColumn::addSample(qint64 ns, float value)
{
    const qint64 distance = ns - m_lastNs;
    const auto index = static_cast<std::uint32_t>(m_values.size());
    m_values.push_back(value);
    if (m_broken || (m_stepNs > 0 && distance > m_stepNs + m_stepNs / 2)) {
        m_runs.push_back({index, index + 1, ns, m_stepNs > 0 ? m_stepNs : 1});
        m_broken = false;
    } else {
        Run &run = m_runs.back();
        if (run.stepNs != 0 && distance != run.stepNs) {
            if (run.size() == 1)
                run.stepNs = distance; // the second sample says how dense this run is
            else
                makeIrregular(run);
        }
        ++run.end;
    }
    if (!m_times.empty())
        m_times.push_back(ns);
}

void LineColumn::makeIrregular(Run &run)
{
    if (m_times.empty()) {
        m_times.reserve(m_values.capacity());
        for (const Run &r : m_runs)
            for (std::uint32_t i = r.begin; i < r.end; ++i)
                m_times.push_back(r.startNs + qint64(i - r.begin) * r.stepNs);
    }
    run.stepNs = 0;
}

qint64 LineColumn::timeNs(const Run &run, std::uint32_t index) const
{
    return run.stepNs ? run.startNs + qint64(index - run.begin) * run.stepNs : m_times[index];
}

double LineColumn::position(const Run &run, qint64 ns) const
{
    if (run.stepNs)
        return static_cast<double>(ns - run.startNs) / static_cast<double>(run.stepNs);
    const qint64 *first = m_times.data() + run.begin;
    const qint64 *last = m_times.data() + run.end;
    const qint64 *after = std::upper_bound(first, last, ns);
    if (after == first)
        return -1;
    if (after == last)
        return static_cast<double>(run.size() - 1) + (ns > last[-1] ? 1 : 0);
    const double part = static_cast<double>(ns - after[-1]) / static_cast<double>(*after - after[-1]);
    return static_cast<double>(after - first - 1) + part;
}

std::size_t LineColumn::firstRunEndingAfter(qint64 ns) const
{
    const auto it = std::partition_point(m_runs.begin(), m_runs.end(), [&](const Run &r) { return endNs(r) < ns; });
    return static_cast<std::size_t>(it - m_runs.begin());
}

std::optional<LineColumn::Bounds> LineColumn::bounds(base::TimeRange range) const
{
    Pyramid::Extremes e{std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity()};
    for (std::size_t r = firstRunEndingAfter(range.startNs); r < m_runs.size(); ++r) {
        const Run &run = m_runs[r];
        if (run.startNs > range.endNs)
            break;
        const double n = run.size();
        const double from = std::clamp(std::ceil(position(run, range.startNs)), 0.0, n);
        const double to = std::clamp(std::floor(position(run, range.endNs)) + 1, 0.0, n);
        if (from < to)
            m_pyramid.widen(m_values.data(), run.begin + static_cast<std::size_t>(from),
                            run.begin + static_cast<std::size_t>(to), e);
    }
    if (e.low > e.high)
        return std::nullopt;
    return Bounds{m_base + static_cast<double>(e.low), m_base + static_cast<double>(e.high)};
}

std::vector<LineColumn::Gap> LineColumn::gaps(base::TimeRange range, int intervals) const
{
    std::vector<Gap> found;
    if (m_stepNs <= 0)
        return found;
    for (std::size_t r = std::max<std::size_t>(1, firstRunEndingAfter(range.startNs)); r < m_runs.size(); ++r) {
        const base::TimeRange hole{endNs(m_runs[r - 1]), m_runs[r].startNs};
        if (hole.startNs > range.endNs)
            break;
        const auto missing =
            static_cast<int>(std::min<qint64>((hole.lengthNs() + m_stepNs / 2) / m_stepNs - 1, 1 << 30));
        if (missing > intervals && hole.overlaps(range))
            found.push_back({hole, missing});
    }
    return found;
}

std::size_t LineColumn::bytes() const
{
    return m_values.capacity() * sizeof(float) + m_times.capacity() * sizeof(qint64) + m_runs.capacity() * sizeof(Run) +
           m_pyramid.bytes();
}

} // namespace wf::widgets
