// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/series/blocks/chunkrun.h"
#include "models/store/series/blocks/seriesblock.h"
#include "models/store/series/head/head.h"

#include <unordered_map>

namespace wf::store {

// Puts the samples of one question together: first everything that matches is noted, then opened, series by series.
class Gather {
public:
    Gather(std::span<const signals::LabelMatcher> matchers, qint64 startMs, qint64 endMs)
        : m_matchers(matchers), m_startMs(startMs), m_endMs(endMs)
    {
    }

    // With the head's lock. What is sealed is shared, what is open is copied.
    void addHead(const Head &head);
    void addBlock(const SeriesBlockPtr &block, std::shared_ptr<const SeriesIndex> index);
    // At most this many samples will be opened; a little more than are in the range.
    [[nodiscard]] std::size_t sampleCount() const { return m_samples; }

    struct Outcome {
        std::vector<signals::RawSeries> series; // in order of labels
        std::vector<SeriesBlockPtr> damaged;    // with chunks that could not be read
    };
    // Once.
    [[nodiscard]] base::Result<Outcome> open(const std::stop_token &stop);

private:
    struct Target {
        signals::RawSeries series;
        std::vector<ChunkRunPtr> sealed; // of the head
        signals::RawSeries newest;       // of the head
        std::size_t numbers = 0;         // in chunks
        std::size_t histograms = 0;
    };
    struct FromBlock {
        SeriesBlockPtr block;
        std::vector<ChunkRequest> requests;
    };
    std::size_t targetFor(quint64 identity, const base::Labels &labels);
    std::size_t targetFor(const SeriesIndex &index, quint32 series);
    void note(Target &target, bool isHistogram, quint32 samples);
    void reserve();
    void openHead(Target &target);

    std::span<const signals::LabelMatcher> m_matchers;
    qint64 m_startMs;
    qint64 m_endMs;
    std::vector<Target> m_targets;
    std::unordered_multimap<quint64, std::size_t> m_byIdentity;
    std::vector<FromBlock> m_blocks;
    std::size_t m_samples = 0;
};

} // namespace wf::store
