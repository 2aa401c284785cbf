// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/codec/squeeze.h"
#include "models/store/logs/block/blockindex.h"
#include "models/store/logs/logrecord.h"
#include "tests/fuzz/promise.h"

using namespace wf;
using namespace wf::fuzz;

namespace {

void readColumns(std::string_view body)
{
    store::SegmentInfo info;
    info.lines = 1 + static_cast<quint32>(body.size()) % 50;
    info.textBytes = 4'000;
    info.columnBytes = static_cast<quint32>(body.size());
    // Packed as a writer would, so that the decoder behind zstd is reached.
    store::SegmentUnpacker unpacker;
    const auto columns = unpacker.columns(store::squeeze(body), info, 4);
    if (!columns)
        return;
    promise(columns->lines() == info.lines && columns->timesNs.size() == info.lines &&
                columns->metadata.size() == info.lines,
            "columns of one length");
    promise(columns->offsets.size() == info.lines + 1U && columns->offsets.back() == info.textBytes &&
                ascending(columns->offsets),
            "lines fill the text");
    for (const auto &run : columns->runs)
        promise(run.stream < 4 && run.begin < run.end && run.end <= info.lines, "runs lie inside");
}

} // namespace

// The bytes as an index, as a footer, as the columns of a segment, as a packed segment and as a record of the journal.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view body = text(data, size);
    constexpr quint64 fileSize = 1 << 20;
    if (const auto index = store::decodeIndex(body, fileSize)) {
        for (const auto &segment : index->segments) {
            promise(segment.at + segment.textSize + segment.columnsSize <= fileSize, "segments lie in the file");
            promise(segment.shortAt + segment.shortSize <= index->shortFilters.size &&
                        segment.longAt + segment.longSize <= index->longFilters.size,
                    "filters lie in their areas");
        }
        promise(store::decodeIndex(store::encodeIndex(*index), fileSize).ok(), "an index written again is read again");
    }
    if (const auto footer = store::decodeFooter(body, fileSize))
        promise(footer->indexAt + footer->indexSize <= fileSize, "the index lies in the file");
    if (size > 0 && size < 100'000) {
        readColumns(body);
        store::SegmentInfo info;
        info.textBytes = 10'000;
        store::SegmentUnpacker unpacker;
        std::string out;
        (void)unpacker.text(body, info, out);
    }
    store::LogRecord record;
    if (store::decodeRecord(body, record)) {
        std::vector<const signals::LogLine *> lines;
        for (const auto &line : record.lines)
            lines.push_back(&line);
        store::LogRecord again;
        promise(store::decodeRecord(store::encodeRecord(lines, record.marks), again) &&
                    again.lines.size() == record.lines.size(),
                "a record written again is read again");
    }
    return 0;
}
