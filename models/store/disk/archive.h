// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/disk/bytesource.h"

#include <stop_token>

namespace wf::store {

// A file in frames of zstd that are packed by themselves, with a table of them at the end: parts can be read without
// the rest, and `zstd -d` gives the whole back. Format: "Zstandard Seekable Format" 0.1.0, with checksums (its
// skippable frame; facebook/zstd, contrib/seekable_format).
struct ArchivePacking {
    std::size_t frameBytes = std::size_t(1) << 20; // before compression
    int level = 19;
};
// Writes <path>.tmp, to the disk, and gives it its name. Cancelled when stopped; nothing stays then.
[[nodiscard]] base::Status writeArchive(const ByteSource &from, const QString &path, const ArchivePacking &packing,
                                        const std::stop_token &stop);

// Keeps the frames it has unpacked last.
[[nodiscard]] base::Result<std::shared_ptr<const ByteSource>> openArchive(const QString &path);

} // namespace wf::store
