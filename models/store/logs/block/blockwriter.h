// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/safefile.h"
#include "models/store/logs/block/blockindex.h"

#include <deque>
#include <unordered_map>

namespace wf::store {

// How tightly a block is packed: hot blocks are quick to write and to read a little of, the later ones small. In pieces
// as short as the hot ones level 1 packs log lines tighter than 2 or 3, and unpacks faster.
struct BlockStyle {
    std::size_t segmentBytes = std::size_t(256) << 10;
    int zstdLevel = 1;
};
inline constexpr BlockStyle hotStyle{};
inline constexpr BlockStyle warmStyle{std::size_t(1) << 20, 9};
inline constexpr BlockStyle coldStyle{std::size_t(2) << 20, 19};

// Writes one block: lines in, ascending in time, copied at once; the file is there wholly after commit() or not at all.
class LogBlockWriter {
public:
    LogBlockWriter(const QString &path, BlockStyle style);

    [[nodiscard]] base::Status begin();
    [[nodiscard]] base::Status add(const base::Labels &stream, qint64 timeNs, signals::LogLevel level,
                                   const base::Labels &metadata, std::string_view traceId, std::string_view text);
    // Invalid when no line was added.
    [[nodiscard]] base::Status commit();
    [[nodiscard]] const LogBlockIndex &index() const { return m_index; }
    [[nodiscard]] quint64 fileBytes() const { return m_at; }
    [[nodiscard]] bool isEmpty() const { return m_lines.empty() && m_index.segments.empty(); }

private:
    struct Pending {
        base::Labels metadata;
        std::string traceId;
        std::string text;
    };
    [[nodiscard]] quint32 numberOf(const base::Labels &stream);
    [[nodiscard]] base::Status flush();
    [[nodiscard]] base::Status write(std::string_view bytes);

    base::SafeFile m_file;
    BlockStyle m_style;
    SegmentPacker m_packer;
    LogBlockIndex m_index;
    std::unordered_map<base::Labels, quint32> m_numbers;
    std::deque<Pending> m_pending; // what m_lines borrows
    std::vector<BlockLine> m_lines;
    std::size_t m_pendingBytes = 0;
    std::string m_short, m_long;
    quint64 m_at = 0;
};

} // namespace wf::store
