// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/logs/block/blockwriter.h"

#include "models/store/codec/squeeze.h"
#include "models/store/disk/checksum.h"

#include <QCoreApplication>

namespace wf::store {

namespace {

std::size_t sizeOf(const base::Labels &labels)
{
    std::size_t bytes = 0;
    for (const auto &[name, value] : labels)
        bytes += name.size() + value.size() + 4;
    return bytes;
}

} // namespace

LogBlockWriter::LogBlockWriter(const QString &path, BlockStyle style)
    : m_file(path), m_style(style), m_packer(style.zstdLevel)
{
}

base::Status LogBlockWriter::begin()
{
    if (auto opened = m_file.open(); !opened)
        return opened;
    return write(blockMagic);
}

base::Status LogBlockWriter::write(std::string_view bytes)
{
    m_at += bytes.size();
    return m_file.write(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
}

quint32 LogBlockWriter::numberOf(const base::Labels &stream)
{
    const auto [it, isNew] = m_numbers.try_emplace(stream, static_cast<quint32>(m_index.streams.size()));
    if (isNew)
        m_index.streams.push_back({stream, {}});
    return it->second;
}

base::Status LogBlockWriter::add(const base::Labels &stream, qint64 timeNs, signals::LogLevel level,
                                 const base::Labels &metadata, std::string_view traceId, std::string_view text)
{
    const quint32 number = numberOf(stream);
    auto &tally = m_index.streams[number].levels[static_cast<std::size_t>(level)];
    ++tally.lines;
    tally.bytes += static_cast<qint64>(text.size());
    const auto &kept = m_pending.emplace_back(Pending{metadata, std::string(traceId), std::string(text)});
    m_lines.push_back({timeNs, number, level, &kept.metadata, kept.traceId, kept.text});
    m_pendingBytes += text.size() + traceId.size() + sizeOf(metadata) + 8;
    return m_pendingBytes >= m_style.segmentBytes ? flush() : base::Status(base::Done{});
}

base::Status LogBlockWriter::flush()
{
    if (m_lines.empty())
        return base::Done{};
    auto packed = m_packer.pack(m_lines);
    m_lines.clear();
    m_pending.clear();
    m_pendingBytes = 0;
    if (!packed)
        return packed.error();
    SegmentPlace place;
    place.info = std::move(packed->info);
    place.at = m_at;
    place.textSize = static_cast<quint32>(packed->text.size());
    place.columnsSize = static_cast<quint32>(packed->columns.size());
    place.shortAt = static_cast<quint32>(m_short.size());
    place.shortSize = static_cast<quint32>(packed->filter.shortBits.size());
    place.longAt = static_cast<quint32>(m_long.size());
    place.longSize = static_cast<quint32>(packed->filter.longBits.size());
    m_short += packed->filter.shortBits;
    m_long += packed->filter.longBits;
    m_index.segments.push_back(std::move(place));
    if (auto written = write(packed->text); !written)
        return written;
    return write(packed->columns);
}

base::Status LogBlockWriter::commit()
{
    if (auto flushed = flush(); !flushed)
        return flushed;
    if (m_index.segments.empty())
        return base::makeError(base::ErrorKind::Invalid,
                               QCoreApplication::translate("wf::store", "A log block without lines is not written"));
    const auto area = [this](std::string_view bytes, FilterArea &place) {
        place = {m_at, static_cast<quint32>(bytes.size()), checksum(bytes)};
        return write(bytes);
    };
    if (auto written = area(m_short, m_index.shortFilters); !written)
        return written;
    if (auto written = area(m_long, m_index.longFilters); !written)
        return written;
    const std::string index = squeeze(encodeIndex(m_index));
    const BlockFooter footer{m_at, static_cast<quint32>(index.size()), checksum(index)};
    if (auto written = write(index); !written)
        return written;
    if (auto written = write(encodeFooter(footer)); !written)
        return written;
    return m_file.commit();
}

} // namespace wf::store
