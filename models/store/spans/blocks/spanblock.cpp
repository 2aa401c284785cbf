// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/spans/blocks/spanblock.h"

#include "models/store/codec/squeeze.h"
#include "models/store/codec/traces.h"
#include "models/store/disk/checksum.h"

namespace wf::store {

namespace {

constexpr unsigned metaFormat = 1;

} // namespace

std::string packMeta(const SpanBlockMeta &meta)
{
    ByteWriter out;
    out.byte(metaFormat);
    out.svarint(meta.startNs);
    out.svarint(meta.endNs);
    out.varint(static_cast<quint64>(meta.traces));
    out.varint(static_cast<quint64>(meta.spans));
    out.varint(meta.services.size());
    for (const auto &[service, operations] : meta.services) {
        out.text(service);
        out.varint(operations.size());
        for (const auto &[operation, kind] : operations) {
            out.text(operation);
            out.byte(static_cast<unsigned>(kind));
        }
    }
    out.varint(meta.bytesByService.size());
    for (const auto &[service, bytes] : meta.bytesByService) {
        out.text(service);
        out.varint(static_cast<quint64>(bytes));
    }
    out.varint(meta.calls.size());
    for (const auto &call : meta.calls) {
        out.svarint(call.minute);
        out.text(call.caller);
        out.text(call.callee);
        out.varint(static_cast<quint64>(call.count));
    }
    meta.ids.write(out);
    out.varint(static_cast<quint64>(meta.replaces.size()));
    for (const auto &name : meta.replaces)
        out.text(name);
    return std::move(out.bytes());
}

bool unpackMeta(std::string_view bytes, SpanBlockMeta &meta)
{
    ByteReader in(bytes);
    if (in.byte() != metaFormat)
        return false;
    meta.startNs = in.svarint();
    meta.endNs = in.svarint();
    meta.traces = static_cast<qint64>(in.varint());
    meta.spans = static_cast<qint64>(in.varint());
    for (std::size_t left = in.count(); left > 0 && in.ok(); --left) {
        auto &operations = meta.services[in.qtext()];
        for (std::size_t more = in.count(); more > 0 && in.ok(); --more) {
            QString operation = in.qtext();
            const unsigned kind = in.byte();
            if (kind > static_cast<unsigned>(signals::SpanKind::Consumer))
                in.fail();
            operations.emplace(std::move(operation), static_cast<int>(kind));
        }
    }
    for (std::size_t left = in.count(); left > 0 && in.ok(); --left) {
        const QString service = in.qtext();
        meta.bytesByService[service] = static_cast<qint64>(in.varint());
    }
    for (std::size_t left = in.count(); left > 0 && in.ok(); --left) {
        CallsInMinute call;
        call.minute = in.svarint();
        call.caller = in.qtext();
        call.callee = in.qtext();
        call.count = static_cast<qint64>(in.varint());
        meta.calls.push_back(std::move(call));
    }
    meta.ids = IdFilter::read(in);
    for (std::size_t left = in.count(); left > 0 && in.ok(); --left)
        meta.replaces << in.qtext();
    return in.ok() && in.left() == 0;
}

base::Result<SpanBlockPtr> SpanBlock::open(const QString &path)
{
    auto bytes = openBytes(path);
    if (!bytes)
        return bytes.error();
    auto block = std::shared_ptr<SpanBlock>(new SpanBlock);
    block->m_path = path;
    block->m_bytes = std::move(bytes).value();
    if (auto status = block->load(); !status)
        return status.error();
    return SpanBlockPtr(std::move(block));
}

base::Result<std::string> SpanBlock::part(qint64 offset, qint64 bytes, quint32 sum, const char *what) const
{
    std::string packed(static_cast<std::size_t>(bytes), '\0');
    if (auto status = m_bytes->read(offset, packed); !status)
        return status.error();
    if (checksum(packed) != sum)
        return damaged(what);
    auto raw = unsqueeze(packed);
    if (!raw)
        return damaged(what);
    return raw;
}

base::Status SpanBlock::load()
{
    const auto footer = readFooter(*m_bytes, m_path, spanBlockHead, spanBlockEnd, spanFooterBytes);
    if (!footer)
        return footer.error();
    const qint64 room = m_bytes->size() - static_cast<qint64>(spanFooterBytes);
    m_indexOffset = numberAt<qint64>(*footer, 0);
    m_metaOffset = numberAt<qint64>(*footer, 8);
    m_indexSum = numberAt<quint32>(*footer, 16);
    if (m_indexOffset < static_cast<qint64>(spanBlockHead.size()) || m_metaOffset < m_indexOffset ||
        m_metaOffset > room)
        return damaged("Its parts do not fit its size.");
    const auto meta =
        part(m_metaOffset, room - m_metaOffset, numberAt<quint32>(*footer, 20), "Its description cannot be read.");
    if (!meta)
        return meta.error();
    return unpackMeta(*meta, m_meta) ? base::Status(base::Done{})
                                     : base::Status(damaged("Its description contradicts itself."));
}

base::Result<std::shared_ptr<const SpanIndex>> SpanBlock::index() const
{
    return m_index.get([this]() -> KeptIndex<SpanIndex>::Read {
        auto bytes = part(m_indexOffset, m_metaOffset - m_indexOffset, m_indexSum, "Its index cannot be read.");
        if (!bytes)
            return bytes.error();
        std::shared_ptr<const SpanIndex> index = SpanIndex::unpack(std::move(bytes).value());
        if (!index)
            return damaged("Its index contradicts itself.");
        return index;
    });
}

base::Result<std::string> SpanBlock::group(const SpanIndex &index, quint32 number) const
{
    const auto &place = index.groups().at(number);
    if (place.offset < static_cast<qint64>(spanBlockHead.size()) || place.offset > m_indexOffset ||
        place.bytes > m_indexOffset - place.offset)
        return damaged("Its index contradicts itself.");
    auto raw = part(place.offset, place.bytes, place.sum, "Some traces cannot be read.");
    if (raw && raw->size() != place.rawBytes)
        return damaged("Some traces cannot be read.");
    return raw;
}

base::Result<signals::TracePtr> TraceOpener::open(const SpanIndex &index, const TracePlace &place)
{
    if (m_group != place.group) {
        auto bytes = m_block->group(index, place.group);
        if (!bytes)
            return bytes.error();
        m_bytes = std::move(bytes).value();
        m_group = place.group;
    }
    return traceFromBytes(m_bytes.substr(place.offset, place.bytes));
}

} // namespace wf::store
