// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/store/disk/bytesource.h"
#include "models/store/series/blocks/blockindex.h"

#include <QStringList>

#include <functional>
#include <mutex>
#include <stop_token>

namespace wf::store {

// A block file: "WFblock1", chunks one after the other, the index (zstd), the meta record, a footer of fixed size.
// Never changed once it has its name.
//   footer: index offset, index size (8 bytes each); checksums of index and meta, meta size, 0 (4 bytes each);
//   "WFblkend"
inline constexpr std::string_view blockHead = "WFblock1";
inline constexpr std::string_view blockEnd = "WFblkend";
inline constexpr std::size_t blockFooterBytes = 40;

struct FlushedWindow {
    qint64 startMs = 0;
    qint64 segment = 0; // every sample of the window in log segments up to this one is in the block
    friend bool operator==(const FlushedWindow &, const FlushedWindow &) = default;
};
struct BlockMeta {
    qint64 minMs = 0;
    qint64 maxMs = 0;
    qint64 samples = 0;
    qint64 series = 0;
    std::vector<FlushedWindow> flushed;
    QStringList replaces; // file names that must go once this block has its name
};
[[nodiscard]] std::string packMeta(const BlockMeta &meta);
[[nodiscard]] bool unpackMeta(std::string_view bytes, BlockMeta &meta);

struct ChunkRequest {
    ChunkPlace place;
    std::size_t target = 0; // the caller's number
};

// One block that lies open. Any thread.
class Block {
public:
    // Storage when it is not a whole block.
    [[nodiscard]] static base::Result<std::shared_ptr<const Block>> open(const QString &path,
                                                                         std::shared_ptr<const ByteSource> bytes);
    [[nodiscard]] static base::Result<std::shared_ptr<const Block>> open(const QString &path);

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] const BlockMeta &meta() const { return m_meta; }
    [[nodiscard]] bool overlaps(qint64 startMs, qint64 endMs) const
    {
        return m_meta.minMs <= endMs && startMs <= m_meta.maxMs;
    }
    [[nodiscard]] qint64 chunkBytes() const { return m_indexOffset - static_cast<qint64>(blockHead.size()); }
    [[nodiscard]] qint64 indexBytes() const { return m_bytes->size() - m_indexOffset; }

    // Read when first asked for, then kept until forgotten.
    [[nodiscard]] base::Result<std::shared_ptr<const BlockIndex>> index() const;
    [[nodiscard]] std::size_t indexMemory() const; // 0 when it is not in memory
    void forgetIndex() const;

    // Sorts the requests by place and reads neighbours together. Calls `chunk` for each whole one; answers with the
    // number of damaged ones.
    [[nodiscard]] base::Result<int>
    eachChunk(std::vector<ChunkRequest> &requests, std::stop_token stop,
              const std::function<void(const ChunkRequest &request, std::string_view bytes)> &chunk) const;

private:
    Block() = default;
    base::Status load();
    [[nodiscard]] base::Error damaged(const char *what) const;

    QString m_path;
    std::shared_ptr<const ByteSource> m_bytes;
    BlockMeta m_meta;
    qint64 m_indexOffset = 0;
    qint64 m_indexSize = 0;
    quint32 m_indexSum = 0;
    mutable std::mutex m_mutex;
    mutable std::shared_ptr<const BlockIndex> m_index;
};
using BlockPtr = std::shared_ptr<const Block>;

} // namespace wf::store
