// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/eval/rangewindows.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace wf::query::logql {

namespace {

using Samples = std::span<const Sample>;

double average(Samples samples)
{
    double mean = 0;
    double count = 0;
    for (const auto &s : samples) {
        ++count;
        if (std::isinf(mean)) {
            const bool isSameInf = std::isinf(s.value) && (mean > 0) == (s.value > 0);
            if (isSameInf || std::isfinite(s.value))
                continue; // an infinite mean stays
        }
        mean += s.value / count - mean / count;
    }
    return mean;
}

// Welford's algorithm.
double variance(Samples samples)
{
    double sum = 0;
    double count = 0;
    double mean = 0;
    for (const auto &s : samples) {
        ++count;
        const double delta = s.value - mean;
        mean += delta / count;
        sum += delta * (s.value - mean);
    }
    return sum / count;
}

double quantile(double q, Samples samples, std::vector<double> &sorted)
{
    if (q < 0)
        return -std::numeric_limits<double>::infinity();
    if (q > 1)
        return std::numeric_limits<double>::infinity();
    sorted.clear();
    for (const auto &s : samples)
        sorted.push_back(s.value);
    // NaN first, as Loki's heap orders it.
    std::ranges::sort(sorted, [](double a, double b) { return std::isnan(a) ? !std::isnan(b) : a < b; });
    const double rank = q * (static_cast<double>(sorted.size()) - 1);
    const auto low = static_cast<std::size_t>(std::max(0.0, std::floor(rank)));
    const std::size_t high = std::min(sorted.size() - 1, low + 1);
    const double weight = rank - std::floor(rank);
    return sorted[low] * (1 - weight) + sorted[high] * weight;
}

// Prometheus' extrapolated rate as Loki uses it: instants are nanoseconds where the formula means milliseconds, and the
// range ends at the last sample.
double counterRate(Samples samples, qint64 rangeNs)
{
    if (samples.size() < 2)
        return 0;
    double increase = samples.back().value - samples.front().value;
    double before = 0;
    for (const auto &s : samples) {
        if (s.value < before)
            increase += before;
        before = s.value;
    }
    double toStart = static_cast<double>(rangeNs / 1'000'000) / 1000;
    const double sampled = static_cast<double>(samples.back().timeNs - samples.front().timeNs) / 1000;
    const double between = sampled / static_cast<double>(samples.size() - 1);
    if (increase > 0 && samples.front().value >= 0)
        toStart = std::min(toStart, sampled * (samples.front().value / increase));
    const double threshold = between * 1.1;
    const double interval = sampled + (toStart < threshold ? toStart : between / 2) + (0 < threshold ? 0 : between / 2);
    return increase * (interval / sampled) / (static_cast<double>(rangeNs) / 1e9);
}

} // namespace

Windows::Steps Windows::holding(qint64 timeNs) const
{
    // The first t at or after the instant, and the first t at or after instant + range.
    const auto stepAt = [this](qint64 at) -> std::size_t {
        if (at <= firstNs)
            return 0;
        const auto steps = static_cast<quint64>(at - firstNs - 1) / static_cast<quint64>(stepNs) + 1;
        return static_cast<std::size_t>(std::min<quint64>(steps, count));
    };
    return {stepAt(timeNs), stepAt(timeNs + rangeNs)};
}

bool SeriesWindows::isSum() const
{
    // Sums of unwrapped values are rounded in the order of the samples.
    return !m_isUnwrapped && (m_op == RangeOp::Rate || m_op == RangeOp::CountOverTime || m_op == RangeOp::BytesRate ||
                              m_op == RangeOp::BytesOverTime || m_op == RangeOp::AbsentOverTime);
}

void SeriesWindows::addToSums(const Windows &windows, Sample sample)
{
    const auto steps = windows.holding(sample.timeNs);
    if (steps.begin >= steps.end)
        return;
    m_sums[steps.begin] += sample.value;
    m_sums[steps.end] -= sample.value;
    ++m_counts[steps.begin];
    --m_counts[steps.end];
}

void SeriesWindows::add(const Windows &windows, Sample sample)
{
    if (!m_sums.empty()) {
        addToSums(windows, sample);
        return;
    }
    m_isSorted &= m_samples.empty() || m_samples.back().timeNs <= sample.timeNs;
    m_samples.push_back(sample);
    if (!isSum() || m_samples.size() < 2 * windows.count + 64)
        return;
    m_sums.assign(windows.count + 1, 0);
    m_counts.assign(windows.count + 1, 0);
    for (const auto &s : m_samples)
        addToSums(windows, s);
    m_samples = {};
}

double SeriesWindows::result(const Windows &windows, const Sample *begin, const Sample *end)
{
    const Samples samples(begin, end);
    const double seconds = static_cast<double>(windows.rangeNs) / 1e9;
    double sum = 0;
    switch (m_op) {
    case RangeOp::CountOverTime:
        return static_cast<double>(samples.size());
    case RangeOp::Rate:
        if (!m_isUnwrapped)
            return static_cast<double>(samples.size()) / seconds;
        [[fallthrough]];
    case RangeOp::BytesRate:
        for (const auto &s : samples)
            sum += s.value;
        return sum / seconds;
    case RangeOp::BytesOverTime:
    case RangeOp::SumOverTime:
        for (const auto &s : samples)
            sum += s.value;
        return sum;
    case RangeOp::RateCounter:
        return counterRate(samples, windows.rangeNs);
    case RangeOp::AvgOverTime:
        return average(samples);
    case RangeOp::MinOverTime:
    case RangeOp::MaxOverTime: {
        double best = samples.front().value;
        for (const auto &s : samples)
            if (std::isnan(best) || (m_op == RangeOp::MinOverTime ? s.value < best : s.value > best))
                best = s.value;
        return best;
    }
    case RangeOp::StdvarOverTime:
        return variance(samples);
    case RangeOp::StddevOverTime:
        return std::sqrt(variance(samples));
    case RangeOp::QuantileOverTime:
        return quantile(m_parameter, samples, m_scratch);
    case RangeOp::FirstOverTime:
        return samples.front().value;
    case RangeOp::LastOverTime:
        return samples.back().value;
    case RangeOp::AbsentOverTime:
        return 1;
    }
    return 0;
}

Column SeriesWindows::finish(const Windows &windows, base::Labels labels)
{
    Column column(std::move(labels), windows.count);
    if (!m_sums.empty()) {
        const double seconds = static_cast<double>(windows.rangeNs) / 1e9;
        double sum = 0;
        qint64 count = 0;
        for (std::size_t i = 0; i < windows.count; ++i) {
            sum += m_sums[i];
            count += m_counts[i];
            const bool isCount = m_op == RangeOp::Rate || m_op == RangeOp::CountOverTime;
            const double total = m_op == RangeOp::AbsentOverTime ? 1 : isCount ? static_cast<double>(count) : sum;
            if (count > 0)
                column.set(i, m_op == RangeOp::Rate || m_op == RangeOp::BytesRate ? total / seconds : total);
        }
        return column;
    }
    if (!m_isSorted)
        std::ranges::stable_sort(m_samples, {}, &Sample::timeNs);
    std::size_t begin = 0;
    std::size_t end = 0;
    for (std::size_t i = 0; i < windows.count; ++i) {
        const qint64 t = windows.firstNs + static_cast<qint64>(i) * windows.stepNs;
        while (end < m_samples.size() && m_samples[end].timeNs <= t)
            ++end;
        while (begin < end && m_samples[begin].timeNs <= t - windows.rangeNs)
            ++begin;
        if (begin < end)
            column.set(i, result(windows, m_samples.data() + begin, m_samples.data() + end));
    }
    return column;
}

} // namespace wf::query::logql
