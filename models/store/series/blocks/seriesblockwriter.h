// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/disk/appendfile.h"
#include "models/store/series/blocks/chunkrun.h"
#include "models/store/series/blocks/seriesblock.h"

namespace wf::store {

// Writes a block beside its place (<path>.tmp) and gives it its name last. What is not committed is removed.
class SeriesBlockWriter {
public:
    [[nodiscard]] static base::Result<std::unique_ptr<SeriesBlockWriter>> create(const QString &path);
    ~SeriesBlockWriter();
    SeriesBlockWriter(const SeriesBlockWriter &) = delete;
    SeriesBlockWriter &operator=(const SeriesBlockWriter &) = delete;

    // Runs of series in any order; best one series after the other in order of labels.
    [[nodiscard]] base::Result<ChunkPlace> add(const ChunkRun &run);
    // Puts the series in order and writes what follows the chunks, to the disk. Counts and times of the meta record are
    // filled in here.
    [[nodiscard]] base::Status finish(std::vector<IndexedSeries> series, SeriesBlockMeta meta);
    [[nodiscard]] base::Status commit();
    // The file was full: why the last call failed.
    [[nodiscard]] bool diskWasFull() const { return m_file->diskWasFull(); }
    [[nodiscard]] const QString &path() const { return m_path; }

private:
    SeriesBlockWriter(QString path, std::unique_ptr<AppendFile> file) : m_path(std::move(path)), m_file(std::move(file))
    {
    }
    base::Status spill(std::size_t above);

    QString m_path;
    std::unique_ptr<AppendFile> m_file;
    std::string m_buffer{seriesBlockHead};
    bool m_isCommitted = false;
};

} // namespace wf::store
