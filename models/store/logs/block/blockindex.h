// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/logs/block/segment.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

// A block of log lines in a file:
//   "WFLOGBL1"  the segments' texts and columns  the short filters  the long filters  the index (zstd)  the footer
// Footer, 32 bytes little-endian: place of the index (8), its size (4), its checksum (4), format (4), zero (4), magic
// (8).
namespace wf::store {

inline constexpr std::string_view blockMagic = "WFLOGBL1";
inline constexpr std::size_t blockFooterBytes = 32;
inline constexpr unsigned blockFormat = 1;
inline constexpr std::size_t mostSegmentBytes = std::size_t(64) << 20; // unpacked, of each part

struct SegmentPlace {
    SegmentInfo info;
    quint64 at = 0; // of the text; the columns follow
    quint32 textSize = 0;
    quint32 columnsSize = 0;
    quint32 shortAt = 0, shortSize = 0; // in their areas
    quint32 longAt = 0, longSize = 0;
};
struct FilterArea {
    quint64 at = 0;
    quint32 size = 0;
    quint32 checksum = 0;
};

struct LevelTally {
    qint64 lines = 0;
    qint64 bytes = 0; // of text
};
struct StreamTally {
    base::Labels labels;
    std::array<LevelTally, signals::logLevelCount> levels{};
};

struct LogBlockIndex {
    std::vector<StreamTally> streams;
    std::vector<SegmentPlace> segments; // ascending in time; neighbours may share an instant
    FilterArea shortFilters;
    FilterArea longFilters;
    [[nodiscard]] qint64 firstNs() const { return segments.empty() ? 0 : segments.front().info.firstNs; }
    [[nodiscard]] qint64 lastNs() const { return segments.empty() ? 0 : segments.back().info.lastNs; }
};

// Unpacked bytes.
[[nodiscard]] std::string encodeIndex(const LogBlockIndex &index);
// Refuses whatever reaches past the first `fileSize` bytes; NotUnderstood when damaged.
[[nodiscard]] base::Result<LogBlockIndex> decodeIndex(std::string_view bytes, quint64 fileSize);

struct BlockFooter {
    quint64 indexAt = 0;
    quint32 indexSize = 0;
    quint32 indexChecksum = 0;
};
[[nodiscard]] std::string encodeFooter(const BlockFooter &footer);
[[nodiscard]] base::Result<BlockFooter> decodeFooter(std::string_view bytes, quint64 fileSize);

} // namespace wf::store
