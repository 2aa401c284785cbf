// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the series store reads back from its files: framed records of the append log, and the index of a block.
#include "models/store/disk/frames.h"
#include "models/store/series/blocks/seriesblock.h"
#include "models/store/series/blocks/seriesindex.h"
#include "models/store/series/log/serieslogrecord.h"
#include "tests/fuzz/promise.h"

#include <string>

using namespace wf;
using namespace wf::fuzz;
using namespace wf::store;

namespace {

void tryRecord(std::string_view bytes)
{
    SeriesLogRecord record;
    if (!unpackLogRecord(bytes, record))
        return;
    const std::string once = packLogRecord(record);
    SeriesLogRecord again;
    promise(unpackLogRecord(once, again), "what was read can be written and read again");
    promise(packLogRecord(again) == once, "and is the same");
}

void tryIndex(std::string_view bytes)
{
    const auto index = SeriesIndex::unpack(std::string(bytes));
    if (!index)
        return;
    Postings all;
    index->all(all);
    std::vector<ChunkPlace> chunks;
    for (const quint32 series : all) {
        const auto labels = index->labels(series);
        for (const auto &[name, value] : labels)
            promise(!index->valueOf(series, name).empty(), "a label that is there has its value");
        index->chunks(series, chunks);
    }
    index->eachName([&](std::string_view name) {
        index->eachValue(name, [&](std::string_view value) {
            Postings found;
            index->postings(name, value, found);
            promise(ascending(found) && (found.empty() || found.back() < index->seriesEnd()), "series that are there");
            return true;
        });
        return true;
    });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const auto bytes = text(data + 1, size - 1);
    SeriesBlockMeta meta;
    switch (data[0] % 4) {
    case 0: {
        const auto report = readFrames(bytes, tryRecord);
        promise(report.wholeBytes <= static_cast<qint64>(bytes.size()), "no more than there is");
        break;
    }
    case 1:
        tryRecord(bytes);
        break;
    case 2:
        tryIndex(bytes);
        break;
    default:
        static_cast<void>(unpackMeta(bytes, meta));
    }
    return 0;
}
