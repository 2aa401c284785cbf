// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/series/merge.h"

#include <algorithm>
#include <limits>

namespace wf::store {

namespace {

template<class Value>
base::Status writeColumn(std::span<const qint64> times, std::span<const Value> values, std::size_t longest,
                         SeriesBlockWriter &writer, IndexedSeries &series)
{
    // Runs of about the same length: a last one of a few samples would cost more than it holds.
    const std::size_t runs = (times.size() + longest - 1) / longest;
    for (std::size_t i = 0; i < runs; ++i) {
        const std::size_t from = times.size() * i / runs;
        const std::size_t to = times.size() * (i + 1) / runs;
        auto place = writer.add(sealRun(times.subspan(from, to - from), values.subspan(from, to - from)));
        if (!place)
            return place.error();
        series.chunks.push_back(*place);
    }
    return base::Done{};
}

// Walks through the series of one block, in order of labels.
struct Cursor {
    SeriesBlockPtr block;
    std::shared_ptr<const SeriesIndex> index;
    quint32 number = 0;
    base::Labels labels;

    [[nodiscard]] bool atEnd() const { return number >= index->seriesEnd(); }
    void look()
    {
        if (!atEnd())
            labels = index->labels(number);
    }
};

base::Result<int> readSeries(const Cursor &cursor, const std::stop_token &stop, signals::RawSeries &out)
{
    std::vector<ChunkPlace> places;
    cursor.index->chunks(cursor.number, places);
    std::vector<ChunkRequest> requests;
    for (const auto &place : places)
        requests.push_back({place, 0});
    int undecodable = 0;
    auto bad = cursor.block->eachChunk(requests, stop, [&](const ChunkRequest &request, std::string_view bytes) {
        if (!openRun(request.place.isHistogram, request.place.samples, bytes, out))
            ++undecodable;
    });
    if (!bad)
        return bad;
    return *bad + undecodable;
}

} // namespace

base::Status writeRuns(const signals::RawSeries &columns, SeriesBlockWriter &writer, IndexedSeries &series)
{
    auto status = writeColumn<double>(columns.timesMs, columns.values, longestRun, writer, series);
    if (status)
        status = writeColumn<signals::NativeHistogramPtr>(columns.histogramTimesMs, columns.histograms,
                                                          longestHistogramRun, writer, series);
    return status;
}

base::Result<MergeOutcome> mergeBlocks(std::span<const SeriesBlockPtr> blocks, SeriesBlockWriter &writer,
                                       const SeriesBlockMeta &meta, const std::stop_token &stop, const KeepSeries &keep)
{
    MergeOutcome outcome;
    std::vector<Cursor> cursors;
    for (const auto &block : blocks) {
        auto index = block->index();
        if (!index)
            return index.error();
        cursors.push_back({block, *index, 0, {}});
        cursors.back().look();
    }
    std::vector<IndexedSeries> all;
    signals::RawSeries columns;
    for (;;) {
        std::erase_if(cursors, [](const Cursor &c) { return c.atEnd(); });
        if (cursors.empty())
            break;
        const base::Labels labels = std::ranges::min_element(cursors, {}, &Cursor::labels)->labels;
        columns = {};
        for (auto &cursor : cursors) {
            if (cursor.labels != labels)
                continue;
            if (!keep || keep(*cursor.index, cursor.number)) {
                const auto bad = readSeries(cursor, stop, columns);
                if (!bad)
                    return bad.error();
                outcome.damagedChunks += *bad;
            }
            ++cursor.number;
            cursor.look();
        }
        tidyColumns(columns, std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max());
        if (columns.timesMs.empty() && columns.histogramTimesMs.empty())
            continue;
        all.push_back({labels, {}});
        if (auto status = writeRuns(columns, writer, all.back()); !status)
            return status.error();
    }
    outcome.series = static_cast<qint64>(all.size());
    if (auto status = writer.finish(std::move(all), meta); !status)
        return status.error();
    return outcome;
}

} // namespace wf::store
