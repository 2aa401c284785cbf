// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/disk/bytesource.h"
#include "models/store/logs/block/blockindex.h"

#include <memory>

namespace wf::store {

// A block on disk, open for reading; it stays readable after its file was removed. Any thread.
class BlockFile {
public:
    // NotFound; Storage when the system does not give it; NotUnderstood when it is damaged; Unsupported when it is
    // newer.
    [[nodiscard]] static base::Result<std::shared_ptr<const BlockFile>> open(const QString &path);

    [[nodiscard]] const LogBlockIndex &index() const { return m_index; }
    [[nodiscard]] qint64 fileBytes() const { return m_bytes->size(); }
    // The packed text or columns of a segment.
    [[nodiscard]] base::Status readText(const SegmentPlace &segment, std::string &out) const;
    [[nodiscard]] base::Status readColumns(const SegmentPlace &segment, std::string &out) const;
    // Both are read soon.
    void expect(const SegmentPlace &segment) const;
    // A whole area, checked.
    [[nodiscard]] base::Result<std::string> readFilters(const FilterArea &area) const;

private:
    BlockFile(std::shared_ptr<const ByteSource> bytes, LogBlockIndex index)
        : m_bytes(std::move(bytes)), m_index(std::move(index))
    {
    }
    [[nodiscard]] base::Status read(quint64 at, std::size_t size, std::string &out) const;

    std::shared_ptr<const ByteSource> m_bytes;
    LogBlockIndex m_index;
};

} // namespace wf::store
