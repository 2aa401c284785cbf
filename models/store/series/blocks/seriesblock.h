// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/store/disk/sealedfile.h"
#include "models/store/series/blocks/seriesindex.h"

#include <QStringList>

#include <functional>
#include <stop_token>

namespace wf::store {

// A block file: "WFblock1", chunks one after the other, the index (zstd), the meta record, a footer of fixed size.
// Never changed once it has its name.
//   footer: index offset, index size (8 bytes each); checksums of index and meta, meta size, 0 (4 bytes each);
//   "WFblkend"
inline constexpr std::string_view seriesBlockHead = "WFblock1";
inline constexpr std::string_view seriesBlockEnd = "WFblkend";
inline constexpr std::size_t seriesFooterBytes = 40;

struct FlushedWindow {
    qint64 startMs = 0;
    qint64 segment = 0; // every sample of the window in log segments up to this one is in the block
    friend bool operator==(const FlushedWindow &, const FlushedWindow &) = default;
};
struct SeriesBlockMeta {
    qint64 minMs = 0;
    qint64 maxMs = 0;
    qint64 samples = 0;
    qint64 series = 0;
    std::vector<FlushedWindow> flushed;
    QStringList replaces; // file names that must go once this block has its name
};
[[nodiscard]] std::string packMeta(const SeriesBlockMeta &meta);
[[nodiscard]] bool unpackMeta(std::string_view bytes, SeriesBlockMeta &meta);

struct ChunkRequest {
    ChunkPlace place;
    std::size_t target = 0; // the caller's number
};

// One block that lies open. Any thread.
class SeriesBlock {
public:
    // Storage when it is not a whole block.
    [[nodiscard]] static base::Result<std::shared_ptr<const SeriesBlock>> open(const QString &path,
                                                                               std::shared_ptr<const ByteSource> bytes);
    [[nodiscard]] static base::Result<std::shared_ptr<const SeriesBlock>> open(const QString &path);

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] const ByteSource &bytes() const { return *m_bytes; }
    [[nodiscard]] const SeriesBlockMeta &meta() const { return m_meta; }
    [[nodiscard]] bool overlaps(qint64 startMs, qint64 endMs) const
    {
        return m_meta.minMs <= endMs && startMs <= m_meta.maxMs;
    }
    [[nodiscard]] qint64 chunkBytes() const { return m_indexOffset - static_cast<qint64>(seriesBlockHead.size()); }
    [[nodiscard]] qint64 indexBytes() const { return m_bytes->size() - m_indexOffset; }

    // Read when first asked for, then kept until forgotten.
    [[nodiscard]] base::Result<std::shared_ptr<const SeriesIndex>> index() const;
    [[nodiscard]] std::size_t indexMemory() const { return m_index.memoryBytes(); }
    void forgetIndex() const { m_index.forget(); }

    // Sorts the requests by place and reads neighbours together. Calls `chunk` for each whole one; answers with the
    // number of damaged ones.
    [[nodiscard]] base::Result<int>
    eachChunk(std::vector<ChunkRequest> &requests, std::stop_token stop,
              const std::function<void(const ChunkRequest &request, std::string_view bytes)> &chunk) const;

private:
    SeriesBlock() = default;
    base::Status load();
    [[nodiscard]] base::Error damaged(const char *what) const { return damagedFile(m_path, what); }

    QString m_path;
    std::shared_ptr<const ByteSource> m_bytes;
    SeriesBlockMeta m_meta;
    qint64 m_indexOffset = 0;
    qint64 m_indexSize = 0;
    quint32 m_indexSum = 0;
    mutable KeptIndex<SeriesIndex> m_index;
};
using SeriesBlockPtr = std::shared_ptr<const SeriesBlock>;

} // namespace wf::store
