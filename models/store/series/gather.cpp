// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/series/gather.h"

#include <algorithm>

namespace wf::store {

std::size_t Gather::targetFor(quint64 identity, const base::Labels &labels)
{
    const auto [from, to] = m_byIdentity.equal_range(identity);
    for (auto it = from; it != to; ++it)
        if (m_targets[it->second].series.labels == labels)
            return it->second;
    m_byIdentity.emplace(identity, m_targets.size());
    m_targets.emplace_back().series.labels = labels;
    return m_targets.size() - 1;
}

// Labels are built only for the first block a series is met in.
std::size_t Gather::targetFor(const SeriesIndex &index, quint32 series)
{
    const quint64 identity = index.identity(series);
    const auto [from, to] = m_byIdentity.equal_range(identity);
    for (auto it = from; it != to; ++it)
        if (index.hasLabels(series, m_targets[it->second].series.labels))
            return it->second;
    m_byIdentity.emplace(identity, m_targets.size());
    m_targets.emplace_back().series.labels = index.labels(series);
    return m_targets.size() - 1;
}

void Gather::note(Target &target, bool isHistogram, quint32 samples)
{
    (isHistogram ? target.histograms : target.numbers) += samples;
    m_samples += samples;
}

void Gather::addHead(const Head &head)
{
    for (const quint32 number : selectSeries(head.index(), m_matchers)) {
        const auto &series = head.at(number);
        Target &target = m_targets[targetFor(seriesIdentity(series.labels()), series.labels())];
        series.collect(m_startMs, m_endMs, target.sealed, target.newest);
        for (const auto &run : target.sealed)
            note(target, run->isHistogram, run->samples);
        note(target, false, static_cast<quint32>(target.newest.timesMs.size()));
        note(target, true, static_cast<quint32>(target.newest.histogramTimesMs.size()));
    }
}

void Gather::addBlock(const SeriesBlockPtr &block, std::shared_ptr<const SeriesIndex> index)
{
    FromBlock from{block, {}};
    std::vector<ChunkPlace> chunks;
    for (const quint32 series : selectSeries(*index, m_matchers)) {
        chunks.clear();
        index->chunks(series, chunks);
        std::erase_if(chunks, [&](const ChunkPlace &c) { return c.minMs > m_endMs || c.maxMs < m_startMs; });
        if (chunks.empty())
            continue;
        const std::size_t target = targetFor(*index, series);
        for (const auto &chunk : chunks) {
            note(m_targets[target], chunk.isHistogram, chunk.samples);
            from.requests.push_back({chunk, target});
        }
    }
    if (!from.requests.empty())
        m_blocks.push_back(std::move(from));
}

void Gather::reserve()
{
    for (auto &target : m_targets) {
        target.series.timesMs.reserve(target.numbers);
        target.series.values.reserve(target.numbers);
        target.series.histogramTimesMs.reserve(target.histograms);
        target.series.histograms.reserve(target.histograms);
    }
}

void Gather::openHead(Target &target)
{
    auto &out = target.series;
    // What was sealed in memory is whole.
    for (const auto &run : target.sealed)
        static_cast<void>(openRun(run->isHistogram, run->samples, run->bytes, out));
    const auto append = [](auto &to, const auto &from) { to.insert(to.end(), from.begin(), from.end()); };
    append(out.timesMs, target.newest.timesMs);
    append(out.values, target.newest.values);
    append(out.histogramTimesMs, target.newest.histogramTimesMs);
    append(out.histograms, target.newest.histograms);
}

base::Result<Gather::Outcome> Gather::open(const std::stop_token &stop)
{
    Outcome outcome;
    reserve();
    for (auto &from : m_blocks) {
        int undecodable = 0;
        const auto bad =
            from.block->eachChunk(from.requests, stop, [&](const ChunkRequest &request, std::string_view bytes) {
                if (!openRun(request.place.isHistogram, request.place.samples, bytes, m_targets[request.target].series))
                    ++undecodable;
            });
        if (!bad && bad.error().kind == base::ErrorKind::Cancelled)
            return bad.error();
        if (!bad || *bad + undecodable > 0)
            outcome.damaged.push_back(from.block);
    }
    for (auto &target : m_targets) {
        if (stop.stop_requested())
            return base::makeError(base::ErrorKind::Cancelled, {});
        openHead(target);
        tidyColumns(target.series, m_startMs, m_endMs);
        if (!target.series.timesMs.empty() || !target.series.histogramTimesMs.empty())
            outcome.series.push_back(std::move(target.series));
    }
    std::ranges::sort(outcome.series, {}, &signals::RawSeries::labels);
    return outcome;
}

} // namespace wf::store
