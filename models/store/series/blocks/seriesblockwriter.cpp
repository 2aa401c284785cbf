// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/series/blocks/seriesblockwriter.h"

#include "models/store/codec/squeeze.h"
#include "models/store/db/files.h"
#include "models/store/disk/checksum.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cerrno>
#include <cstdio>

namespace wf::store {

namespace {

QString temporary(const QString &path)
{
    return path + QStringLiteral(".tmp");
}

void append(std::string &out, quint64 v)
{
    out.append(reinterpret_cast<const char *>(&v), sizeof v);
}

void append(std::string &out, quint32 v)
{
    out.append(reinterpret_cast<const char *>(&v), sizeof v);
}

} // namespace

base::Result<std::unique_ptr<SeriesBlockWriter>> SeriesBlockWriter::create(const QString &path)
{
    auto file = AppendFile::open(temporary(path), 0);
    if (!file)
        return file.error();
    return std::unique_ptr<SeriesBlockWriter>(new SeriesBlockWriter(path, std::move(file).value()));
}

SeriesBlockWriter::~SeriesBlockWriter()
{
    if (!m_isCommitted)
        QFile::remove(temporary(m_path));
}

base::Status SeriesBlockWriter::spill(std::size_t above)
{
    if (m_buffer.size() <= above)
        return base::Done{};
    auto status = m_file->append(m_buffer);
    if (status)
        m_buffer.clear();
    return status;
}

base::Result<ChunkPlace> SeriesBlockWriter::add(const ChunkRun &run)
{
    ChunkPlace place{run.isHistogram,
                     run.minMs,
                     run.maxMs,
                     run.samples,
                     m_file->size() + static_cast<qint64>(m_buffer.size()),
                     static_cast<quint32>(run.bytes.size()),
                     checksum(run.bytes)};
    m_buffer += run.bytes;
    if (auto status = spill(std::size_t(256) << 10); !status)
        return status.error();
    return place;
}

base::Status SeriesBlockWriter::finish(std::vector<IndexedSeries> series, SeriesBlockMeta meta)
{
    std::ranges::sort(series, {}, &IndexedSeries::labels);
    meta.series = static_cast<qint64>(series.size());
    meta.samples = 0;
    meta.minMs = std::numeric_limits<qint64>::max();
    meta.maxMs = std::numeric_limits<qint64>::min();
    for (auto &s : series) {
        std::ranges::sort(s.chunks, {}, &ChunkPlace::minMs);
        for (const auto &c : s.chunks) {
            meta.samples += c.samples;
            meta.minMs = std::min(meta.minMs, c.minMs);
            meta.maxMs = std::max(meta.maxMs, c.maxMs);
        }
    }
    const quint64 indexOffset = static_cast<quint64>(m_file->size()) + m_buffer.size();
    const std::string index = squeeze(SeriesIndex::pack(series));
    const std::string description = packMeta(meta);
    m_buffer += index;
    m_buffer += description;
    append(m_buffer, indexOffset);
    append(m_buffer, static_cast<quint64>(index.size()));
    append(m_buffer, checksum(index));
    append(m_buffer, checksum(description));
    append(m_buffer, static_cast<quint32>(description.size()));
    append(m_buffer, quint32(0));
    m_buffer += seriesBlockEnd;
    if (auto status = spill(0); !status)
        return status;
    return m_file->sync();
}

base::Status SeriesBlockWriter::commit()
{
    if (std::rename(QFile::encodeName(temporary(m_path)).constData(), QFile::encodeName(m_path).constData()) != 0)
        return writeError(m_path, errno);
    m_isCommitted = true;
    syncToDisk(QFileInfo(m_path).path());
    return base::Done{};
}

} // namespace wf::store
