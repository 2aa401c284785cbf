// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/logs/block/blockindex.h"

#include "models/store/codec/bytes.h"

#include <QCoreApplication>

namespace wf::store {

namespace {

base::Error damaged()
{
    return base::makeError(base::ErrorKind::NotUnderstood,
                           QCoreApplication::translate("wf::store", "The index of a log block is damaged"));
}

void writeArea(const FilterArea &area, ByteWriter &out)
{
    out.varint(area.at);
    out.varint(area.size);
    out.varint(area.checksum);
}

// A number that must fit into 32 bits and below `most`.
quint32 small(ByteReader &in, quint64 most)
{
    const auto value = in.varint();
    if (value > most)
        in.fail();
    return in.ok() ? static_cast<quint32>(value) : 0;
}

FilterArea readArea(ByteReader &in, quint64 fileSize)
{
    FilterArea area;
    area.at = in.varint();
    area.size = small(in, 0xFFFFFFFFU);
    area.checksum = small(in, 0xFFFFFFFFU);
    if (area.at > fileSize || area.size > fileSize - area.at)
        in.fail();
    return area;
}

void writeSegment(const SegmentPlace &s, ByteWriter &out)
{
    out.svarint(s.info.firstNs);
    out.svarint(wrapSub(s.info.lastNs, s.info.firstNs));
    for (const quint64 value : {quint64(s.info.lines), quint64(s.info.textBytes), quint64(s.info.columnBytes),
                                quint64(s.info.levels), s.at, quint64(s.textSize), quint64(s.columnsSize),
                                quint64(s.shortAt), quint64(s.shortSize), quint64(s.longAt), quint64(s.longSize)})
        out.varint(value);
    out.varint(s.info.streams.size());
    quint32 before = 0;
    for (const auto stream : s.info.streams) {
        out.varint(stream - before);
        before = stream;
    }
}

bool isFilterSize(quint32 size)
{
    return size == 0 || (size >= 8 && (size & (size - 1)) == 0);
}

SegmentPlace readSegment(ByteReader &in, quint64 fileSize, const LogBlockIndex &index)
{
    SegmentPlace s;
    s.info.firstNs = in.svarint();
    s.info.lastNs = wrapAdd(s.info.firstNs, in.svarint());
    s.info.lines = small(in, mostSegmentBytes);
    s.info.textBytes = small(in, mostSegmentBytes);
    s.info.columnBytes = small(in, mostSegmentBytes);
    s.info.levels = small(in, (1U << signals::logLevelCount) - 1);
    s.at = in.varint();
    s.textSize = small(in, 0xFFFFFFFFU);
    s.columnsSize = small(in, 0xFFFFFFFFU);
    s.shortAt = small(in, index.shortFilters.size);
    s.shortSize = small(in, index.shortFilters.size - s.shortAt);
    s.longAt = small(in, index.longFilters.size);
    s.longSize = small(in, index.longFilters.size - s.longAt);
    if (s.at > fileSize || quint64(s.textSize) + s.columnsSize > fileSize - s.at || s.info.lastNs < s.info.firstNs ||
        !isFilterSize(s.shortSize) || !isFilterSize(s.longSize) || s.info.lines == 0 || s.info.lines > s.info.textBytes)
        in.fail();
    quint64 stream = 0;
    for (std::size_t n = in.count(); n > 0 && in.ok(); --n) {
        stream += in.varint();
        if (stream >= index.streams.size())
            in.fail();
        else
            s.info.streams.push_back(static_cast<quint32>(stream));
    }
    return s;
}

template<class Number>
Number littleEndian(std::string_view bytes, std::size_t at)
{
    Number value = 0;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

} // namespace

std::string encodeIndex(const LogBlockIndex &index)
{
    ByteWriter out;
    out.varint(index.streams.size());
    for (const auto &stream : index.streams) {
        out.labels(stream.labels);
        for (const auto &level : stream.levels) {
            out.svarint(level.lines);
            out.svarint(level.bytes);
        }
    }
    writeArea(index.shortFilters, out);
    writeArea(index.longFilters, out);
    out.varint(index.segments.size());
    for (const auto &segment : index.segments)
        writeSegment(segment, out);
    return std::move(out.bytes());
}

base::Result<LogBlockIndex> decodeIndex(std::string_view bytes, quint64 fileSize)
{
    ByteReader in(bytes);
    LogBlockIndex index;
    for (std::size_t n = in.count(); n > 0 && in.ok(); --n) {
        StreamTally stream;
        stream.labels = in.labels();
        for (auto &level : stream.levels) {
            level.lines = in.svarint();
            level.bytes = in.svarint();
        }
        index.streams.push_back(std::move(stream));
    }
    index.shortFilters = readArea(in, fileSize);
    index.longFilters = readArea(in, fileSize);
    for (std::size_t n = in.count(); n > 0 && in.ok(); --n) {
        index.segments.push_back(readSegment(in, fileSize, index));
        const auto count = index.segments.size();
        if (count > 1 && index.segments[count - 2].info.lastNs > index.segments[count - 1].info.firstNs)
            return damaged();
    }
    if (!in.ok() || in.left() != 0)
        return damaged();
    return index;
}

std::string encodeFooter(const BlockFooter &footer)
{
    std::string out;
    const auto put = [&out](auto value) { out.append(reinterpret_cast<const char *>(&value), sizeof value); };
    put(footer.indexAt);
    put(footer.indexSize);
    put(footer.indexChecksum);
    put(quint32(blockFormat));
    put(quint32(0));
    return out.append(blockMagic);
}

base::Result<BlockFooter> decodeFooter(std::string_view bytes, quint64 fileSize)
{
    if (bytes.size() != blockFooterBytes || !bytes.ends_with(blockMagic))
        return base::makeError(base::ErrorKind::NotUnderstood,
                               QCoreApplication::translate("wf::store", "This file is no whole log block"));
    if (littleEndian<quint32>(bytes, 16) != blockFormat)
        return base::makeError(
            base::ErrorKind::Unsupported,
            QCoreApplication::translate("wf::store", "A log block was written by a newer Watchfloor"));
    BlockFooter footer{littleEndian<quint64>(bytes, 0), littleEndian<quint32>(bytes, 8),
                       littleEndian<quint32>(bytes, 12)};
    if (footer.indexAt > fileSize || footer.indexSize > fileSize - footer.indexAt)
        return damaged();
    return footer;
}

} // namespace wf::store
