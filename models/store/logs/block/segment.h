// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/logline.h"
#include "models/store/logs/block/textfilter.h"

#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace wf::store {

// A line on its way into a block; everything is borrowed.
struct BlockLine {
    qint64 timeNs = 0;
    quint32 stream = 0; // place in the block's list of streams
    signals::LogLevel level = signals::LogLevel::Unknown;
    const base::Labels *metadata = nullptr;
    std::string_view traceId;
    std::string_view text;
};

struct SegmentInfo {
    qint64 firstNs = 0;
    qint64 lastNs = 0;
    quint32 lines = 0;
    quint32 textBytes = 0; // unpacked, one byte between lines
    quint32 columnBytes = 0;
    quint32 levels = 0;           // bit per LogLevel
    std::vector<quint32> streams; // ascending
};

struct PackedSegment {
    SegmentInfo info;
    std::string text;    // zstd
    std::string columns; // zstd
    TextFilter filter;
};

// Lines of a segment lie by stream, then by time. Text: the lines, each followed by a newline. Columns (see bytes.h):
// runs of streams, lengths, levels, times (bitpack.h), label sets once each with a number per line, trace ids.
class SegmentPacker {
public:
    explicit SegmentPacker(int zstdLevel);
    ~SegmentPacker();
    SegmentPacker(const SegmentPacker &) = delete;
    SegmentPacker &operator=(const SegmentPacker &) = delete;
    // Sorts `lines`; at least one. Storage when zstd fails.
    [[nodiscard]] base::Result<PackedSegment> pack(std::span<BlockLine> lines);

private:
    [[nodiscard]] std::string squeezed(std::string_view bytes);
    std::unique_ptr<ZSTD_CCtx_s, std::size_t (*)(ZSTD_CCtx_s *)> m_context;
    TextFilterBuilder m_filter;
};

struct StreamRun {
    quint32 stream = 0;
    quint32 begin = 0;
    quint32 end = 0;
};
struct SegmentColumns {
    std::vector<StreamRun> runs;
    std::vector<quint32> offsets; // of each line's text, and one behind the last; a line ends one byte before the next
    std::vector<quint8> levels;
    std::vector<qint64> timesNs;
    std::vector<base::Labels> labelSets;
    std::vector<quint32> metadata;    // number of a label set
    std::string traceIds;             // one after the other
    std::vector<quint32> traceIdEnds; // of each line's; empty when no line has one
    [[nodiscard]] std::size_t lines() const { return levels.size(); }
    [[nodiscard]] std::string_view traceId(std::size_t line) const;
};

// Unpacks without ever leaving its input or passing the sizes of `info`. Not thread-safe.
class SegmentUnpacker {
public:
    SegmentUnpacker();
    ~SegmentUnpacker();
    SegmentUnpacker(const SegmentUnpacker &) = delete;
    SegmentUnpacker &operator=(const SegmentUnpacker &) = delete;
    [[nodiscard]] base::Status text(std::string_view packed, const SegmentInfo &info, std::string &out);
    [[nodiscard]] base::Result<SegmentColumns> columns(std::string_view packed, const SegmentInfo &info,
                                                       std::size_t streamCount);

private:
    [[nodiscard]] bool unsqueezed(std::string_view packed, std::size_t size, std::string &out);
    std::unique_ptr<ZSTD_DCtx_s, std::size_t (*)(ZSTD_DCtx_s *)> m_context;
    std::string m_scratch;
};

} // namespace wf::store
