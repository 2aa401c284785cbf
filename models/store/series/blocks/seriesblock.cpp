// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/series/blocks/seriesblock.h"

#include "models/store/codec/squeeze.h"
#include "models/store/disk/checksum.h"

#include <algorithm>

namespace wf::store {

namespace {

constexpr unsigned metaFormat = 1;
constexpr qint64 mostMetaBytes = qint64(16) << 20;
constexpr qint64 mostTogether = qint64(2) << 20; // bytes read at once
constexpr qint64 mostBetween = 8192;             // unwanted bytes that are read along rather than asking again

} // namespace

std::string packMeta(const SeriesBlockMeta &meta)
{
    ByteWriter out;
    out.byte(metaFormat);
    out.svarint(meta.minMs);
    out.svarint(meta.maxMs);
    out.varint(static_cast<quint64>(meta.samples));
    out.varint(static_cast<quint64>(meta.series));
    out.varint(meta.flushed.size());
    for (const auto &window : meta.flushed) {
        out.svarint(window.startMs);
        out.svarint(window.segment);
    }
    out.varint(static_cast<quint64>(meta.replaces.size()));
    for (const auto &name : meta.replaces)
        out.text(name);
    return std::move(out.bytes());
}

bool unpackMeta(std::string_view bytes, SeriesBlockMeta &meta)
{
    ByteReader in(bytes);
    if (in.byte() != metaFormat)
        return false;
    meta.minMs = in.svarint();
    meta.maxMs = in.svarint();
    meta.samples = static_cast<qint64>(in.varint());
    meta.series = static_cast<qint64>(in.varint());
    meta.flushed.resize(in.count());
    for (auto &window : meta.flushed) {
        window.startMs = in.svarint();
        window.segment = in.svarint();
    }
    for (std::size_t left = in.count(); left > 0 && in.ok(); --left)
        meta.replaces << in.qtext();
    return in.ok() && in.left() == 0 && meta.samples >= 0 && meta.series >= 0;
}

base::Result<SeriesBlockPtr> SeriesBlock::open(const QString &path)
{
    auto bytes = openBytes(path);
    if (!bytes)
        return bytes.error();
    return open(path, std::move(bytes).value());
}

base::Result<SeriesBlockPtr> SeriesBlock::open(const QString &path, std::shared_ptr<const ByteSource> bytes)
{
    auto block = std::shared_ptr<SeriesBlock>(new SeriesBlock);
    block->m_path = path;
    block->m_bytes = std::move(bytes);
    if (auto status = block->load(); !status)
        return status.error();
    return SeriesBlockPtr(std::move(block));
}

base::Status SeriesBlock::load()
{
    const auto footer = readFooter(*m_bytes, m_path, seriesBlockHead, seriesBlockEnd, seriesFooterBytes);
    if (!footer)
        return footer.error();
    m_indexOffset = numberAt<qint64>(*footer, 0);
    m_indexSize = numberAt<qint64>(*footer, 8);
    m_indexSum = numberAt<quint32>(*footer, 16);
    const qint64 metaSize = numberAt<quint32>(*footer, 24);
    const qint64 room = m_bytes->size() - static_cast<qint64>(seriesFooterBytes);
    if (m_indexOffset < static_cast<qint64>(seriesBlockHead.size()) || m_indexSize < 0 || m_indexOffset > room ||
        m_indexSize > room - m_indexOffset || metaSize != room - m_indexOffset - m_indexSize ||
        metaSize > mostMetaBytes)
        return damaged("Its parts do not fit its size.");
    std::string meta(static_cast<std::size_t>(metaSize), '\0');
    if (auto status = m_bytes->read(m_indexOffset + m_indexSize, meta); !status)
        return status;
    if (checksum(meta) != numberAt<quint32>(*footer, 20) || !unpackMeta(meta, m_meta))
        return damaged("Its description is not what was written.");
    return base::Done{};
}

base::Result<std::shared_ptr<const SeriesIndex>> SeriesBlock::index() const
{
    return m_index.get([this]() -> KeptIndex<SeriesIndex>::Read {
        std::string packed(static_cast<std::size_t>(m_indexSize), '\0');
        if (auto status = m_bytes->read(m_indexOffset, packed); !status)
            return status.error();
        if (checksum(packed) != m_indexSum)
            return damaged("Its index is not what was written.");
        auto bytes = unsqueeze(packed);
        if (!bytes)
            return damaged("Its index cannot be unpacked.");
        std::shared_ptr<const SeriesIndex> index = SeriesIndex::unpack(std::move(bytes).value());
        if (!index)
            return damaged("Its index contradicts itself.");
        return index;
    });
}

base::Result<int> SeriesBlock::eachChunk(std::vector<ChunkRequest> &requests, std::stop_token stop,
                                         const std::function<void(const ChunkRequest &, std::string_view)> &chunk) const
{
    const auto inside = [&](const ChunkPlace &p) {
        return p.offset >= static_cast<qint64>(seriesBlockHead.size()) && p.offset <= m_indexOffset &&
               p.bytes <= m_indexOffset - p.offset;
    };
    const auto count = requests.size();
    std::erase_if(requests, [&](const auto &r) { return !inside(r.place); });
    int bad = static_cast<int>(count - requests.size());
    std::ranges::stable_sort(requests, {}, [](const auto &r) { return r.place.offset; });
    std::string buffer;
    for (std::size_t from = 0; from < requests.size();) {
        if (stop.stop_requested())
            return base::makeError(base::ErrorKind::Cancelled, {});
        const qint64 start = requests[from].place.offset;
        qint64 end = start + requests[from].place.bytes;
        std::size_t to = from + 1;
        for (; to < requests.size(); ++to) {
            const auto &p = requests[to].place;
            if (p.offset - end > mostBetween || p.offset + p.bytes - start > mostTogether)
                break;
            end = std::max(end, p.offset + p.bytes);
        }
        buffer.resize(static_cast<std::size_t>(end - start));
        if (auto status = m_bytes->read(start, buffer); !status)
            return status.error();
        for (; from < to; ++from) {
            const auto &p = requests[from].place;
            const auto bytes = std::string_view(buffer).substr(static_cast<std::size_t>(p.offset - start), p.bytes);
            if (checksum(bytes) == p.sum)
                chunk(requests[from], bytes);
            else
                ++bad;
        }
    }
    return bad;
}

} // namespace wf::store
