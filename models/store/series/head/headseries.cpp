// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/series/head/headseries.h"

#include "models/store/codec/histograms.h"

#include <bit>

namespace wf::store {

namespace {

Known judged(const double *known, double value, const signals::NativeHistogram *histogram)
{
    return !histogram && std::bit_cast<quint64>(*known) == std::bit_cast<quint64>(value) ? Known::SameValue
                                                                                         : Known::OtherValue;
}

Known judged(const signals::NativeHistogramPtr *known, double, const signals::NativeHistogram *histogram)
{
    return histogram && sameBits(**known, *histogram) ? Known::SameValue : Known::OtherValue;
}

} // namespace

Known HeadSeries::knows(qint64 timeMs, double value, const signals::NativeHistogram *histogram) const
{
    if (timeMs > m_newestMs)
        return Known::No;
    if (const auto *known = m_numbers.find(timeMs))
        return judged(known, value, histogram);
    if (const auto *known = m_histograms ? m_histograms->find(timeMs) : nullptr)
        return judged(known, value, histogram);
    for (const auto *runs : {&m_sealed, &m_leaving})
        for (const auto &run : *runs) {
            if (timeMs < run->minMs || timeMs > run->maxMs)
                continue;
            signals::RawSeries opened;
            if (!openRun(run->isHistogram, run->samples, run->bytes, opened))
                continue;
            const auto &times = run->isHistogram ? opened.histogramTimesMs : opened.timesMs;
            const auto at = std::ranges::lower_bound(times, timeMs);
            if (at == times.end() || *at != timeMs)
                continue;
            const auto i = static_cast<std::size_t>(at - times.begin());
            return run->isHistogram ? judged(&opened.histograms[i], value, histogram)
                                    : judged(&opened.values[i], value, histogram);
        }
    return Known::No;
}

void HeadSeries::insert(qint64 timeMs, double value)
{
    m_numbers.insert(timeMs, value, m_sealed);
    m_newestMs = std::max(m_newestMs, timeMs);
}

void HeadSeries::insert(qint64 timeMs, const signals::NativeHistogramPtr &histogram)
{
    if (!m_histograms)
        m_histograms = std::make_unique<Histograms>();
    m_histograms->insert(timeMs, histogram, m_sealed);
    m_newestMs = std::max(m_newestMs, timeMs);
}

void HeadSeries::collect(qint64 startMs, qint64 endMs, std::vector<ChunkRunPtr> &sealed, signals::RawSeries &open) const
{
    for (const auto *runs : {&m_leaving, &m_sealed})
        for (const auto &run : *runs)
            if (run->minMs <= endMs && startMs <= run->maxMs)
                sealed.push_back(run);
    m_numbers.copy(startMs, endMs, open.timesMs, open.values);
    if (m_histograms)
        m_histograms->copy(startMs, endMs, open.histogramTimesMs, open.histograms);
}

void HeadSeries::leave(const std::set<qint64> &windows)
{
    // An open run is sealed early by this. It happens once a window, so the chunks stay long.
    m_numbers.sealAll(m_sealed);
    if (m_histograms)
        m_histograms->sealAll(m_sealed);
    const auto staying = std::stable_partition(m_sealed.begin(), m_sealed.end(), [&](const ChunkRunPtr &run) {
        return !windows.contains(windowOf(run->minMs));
    });
    m_leaving.insert(m_leaving.end(), std::make_move_iterator(staying), std::make_move_iterator(m_sealed.end()));
    m_sealed.erase(staying, m_sealed.end());
    m_sealed.shrink_to_fit();
}

void HeadSeries::stayed()
{
    m_sealed.insert(m_sealed.begin(), std::make_move_iterator(m_leaving.begin()),
                    std::make_move_iterator(m_leaving.end()));
    left();
}

bool HeadSeries::isEmpty() const
{
    return m_sealed.empty() && m_leaving.empty() && m_numbers.size() == 0 &&
           (!m_histograms || m_histograms->size() == 0);
}

qint64 HeadSeries::oldestMs() const
{
    qint64 oldest = std::min(m_numbers.oldestMs(), m_histograms ? m_histograms->oldestMs() : m_newestMs);
    for (const auto *runs : {&m_sealed, &m_leaving})
        for (const auto &run : *runs)
            oldest = std::min(oldest, run->minMs);
    return oldest;
}

std::size_t HeadSeries::sampleCount() const
{
    std::size_t sum = m_numbers.size() + (m_histograms ? m_histograms->size() : 0);
    for (const auto *runs : {&m_sealed, &m_leaving})
        for (const auto &run : *runs)
            sum += run->samples;
    return sum;
}

std::size_t HeadSeries::memoryBytes() const
{
    constexpr std::size_t pairBytes = 96; // two short strings, their place in the index
    std::size_t sum = sizeof *this + m_labels.size() * pairBytes + m_numbers.memoryBytes();
    if (m_histograms)
        sum += sizeof *m_histograms + m_histograms->memoryBytes() * 8; // each points at its buckets
    for (const auto *runs : {&m_sealed, &m_leaving})
        for (const auto &run : *runs)
            sum += sizeof(ChunkRun) + sizeof(ChunkRunPtr) + run->bytes.capacity();
    return sum;
}

} // namespace wf::store
