// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/base/timerange.h"
#include "models/store/disk/sealedfile.h"
#include "models/store/spans/blocks/spanindex.h"

#include <QStringList>

#include <map>
#include <set>

namespace wf::store {

// A file of traces: "WFspans1", groups of traces (zstd), index (zstd), description (zstd), a footer of fixed size.
//   footer: offsets of index and description (8 bytes each), their checksums (4 bytes each), "WFspnend"
inline constexpr std::string_view spanBlockHead = "WFspans1";
inline constexpr std::string_view spanBlockEnd = "WFspnend";
inline constexpr std::size_t spanFooterBytes = 32;

using OperationKinds = std::set<std::pair<QString, int>>; // operation, signals::SpanKind
struct CallsInMinute {
    qint64 minute = 0; // since 1970
    QString caller;
    QString callee;
    qint64 count = 0;
};
// What is kept in memory of every block.
struct SpanBlockMeta {
    qint64 startNs = 0; // first beginning of a span
    qint64 endNs = 0;   // last end
    qint64 traces = 0;
    qint64 spans = 0;
    std::map<QString, OperationKinds> services;
    std::map<QString, qint64> bytesByService; // about, before compression
    std::vector<CallsInMinute> calls;
    IdFilter ids;
    QStringList replaces; // file names that must go once this block has its name
};
[[nodiscard]] std::string packMeta(const SpanBlockMeta &meta);
[[nodiscard]] bool unpackMeta(std::string_view bytes, SpanBlockMeta &meta);

// One block that lies open. Any thread.
class SpanBlock {
public:
    [[nodiscard]] static base::Result<std::shared_ptr<const SpanBlock>> open(const QString &path);

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] const SpanBlockMeta &meta() const { return m_meta; }
    [[nodiscard]] qint64 bytes() const { return m_bytes->size(); }
    [[nodiscard]] base::TimeRange range() const { return {m_meta.startNs, m_meta.endNs}; }
    [[nodiscard]] base::Result<std::shared_ptr<const SpanIndex>> index() const;
    [[nodiscard]] std::size_t indexMemory() const { return m_index.memoryBytes(); }
    void forgetIndex() const { m_index.forget(); }

    // The unpacked bytes of a group.
    [[nodiscard]] base::Result<std::string> group(const SpanIndex &index, quint32 number) const;

private:
    SpanBlock() = default;
    base::Status load();
    [[nodiscard]] base::Error damaged(const char *what) const { return damagedFile(m_path, what); }
    [[nodiscard]] base::Result<std::string> part(qint64 offset, qint64 bytes, quint32 sum, const char *what) const;

    QString m_path;
    std::shared_ptr<const ByteSource> m_bytes;
    SpanBlockMeta m_meta;
    qint64 m_indexOffset = 0;
    qint64 m_metaOffset = 0;
    quint32 m_indexSum = 0;
    mutable KeptIndex<SpanIndex> m_index;
};
using SpanBlockPtr = std::shared_ptr<const SpanBlock>;

// Opens traces of one block; keeps the group it has unpacked last, as neighbours are mostly asked for together.
class TraceOpener {
public:
    explicit TraceOpener(SpanBlockPtr block) : m_block(std::move(block)) {}
    [[nodiscard]] base::Result<signals::TracePtr> open(const SpanIndex &index, const TracePlace &place);

private:
    SpanBlockPtr m_block;
    qint64 m_group = -1;
    std::string m_bytes;
};

} // namespace wf::store
