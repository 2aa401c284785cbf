// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/logs/block/segment.h"

#include "models/store/codec/bitpack.h"
#include "models/store/codec/bytes.h"

#include <QCoreApplication>

#include <algorithm>
#include <unordered_map>

#include <zstd.h>

namespace wf::store {

namespace {

constexpr unsigned hexTraceId = 1;
constexpr unsigned otherTraceId = 2;

base::Error damaged()
{
    return base::makeError(base::ErrorKind::Storage,
                           QCoreApplication::translate("wf::store", "A piece of a log block is damaged"));
}

int hexDigit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool isHexId(std::string_view id)
{
    return id.size() == 32 && std::ranges::all_of(id, [](char c) { return hexDigit(c) >= 0; });
}

void writeTraceIds(std::span<const BlockLine> lines, ByteWriter &out)
{
    const bool hasAny = std::ranges::any_of(lines, [](const BlockLine &line) { return !line.traceId.empty(); });
    out.byte(hasAny ? 1 : 0);
    for (std::size_t i = 0; hasAny && i < lines.size(); ++i) {
        const std::string_view id = lines[i].traceId;
        if (id.empty()) {
            out.byte(0);
        } else if (isHexId(id)) {
            out.byte(hexTraceId);
            for (std::size_t k = 0; k < id.size(); k += 2)
                out.byte(static_cast<unsigned>(hexDigit(id[k]) << 4 | hexDigit(id[k + 1])));
        } else {
            out.byte(otherTraceId);
            out.text(id);
        }
    }
}

void readTraceId(ByteReader &in, std::string &out)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    switch (in.byte()) {
    case 0:
        return;
    case hexTraceId:
        for (const char c : in.take(16)) {
            out += digits[static_cast<unsigned char>(c) >> 4];
            out += digits[static_cast<unsigned char>(c) & 15];
        }
        return;
    case otherTraceId:
        out += in.text();
        return;
    default:
        in.fail();
    }
}

void writeRuns(std::span<const BlockLine> lines, ByteWriter &out, std::vector<quint32> &streams)
{
    ByteWriter runs;
    for (std::size_t from = 0; from < lines.size();) {
        std::size_t to = from;
        while (to < lines.size() && lines[to].stream == lines[from].stream)
            ++to;
        runs.varint(lines[from].stream);
        runs.varint(to - from);
        streams.push_back(lines[from].stream);
        from = to;
    }
    out.varint(streams.size());
    out.raw(runs.bytes().data(), runs.bytes().size());
}

void writeMetadata(std::span<const BlockLine> lines, ByteWriter &out)
{
    std::unordered_map<base::Labels, std::size_t> numbers;
    ByteWriter sets;
    ByteWriter each;
    for (const auto &line : lines) {
        const auto [it, isNew] = numbers.try_emplace(*line.metadata, numbers.size());
        if (isNew)
            sets.labels(*line.metadata);
        each.varint(it->second);
    }
    out.varint(numbers.size());
    out.raw(sets.bytes().data(), sets.bytes().size());
    out.raw(each.bytes().data(), each.bytes().size());
}

} // namespace

SegmentPacker::SegmentPacker(int zstdLevel) : m_context(ZSTD_createCCtx(), &ZSTD_freeCCtx)
{
    ZSTD_CCtx_setParameter(m_context.get(), ZSTD_c_compressionLevel, zstdLevel);
    ZSTD_CCtx_setParameter(m_context.get(), ZSTD_c_checksumFlag, 1);
}

SegmentPacker::~SegmentPacker() = default;

std::string SegmentPacker::squeezed(std::string_view bytes)
{
    std::string out(ZSTD_compressBound(bytes.size()), '\0');
    const std::size_t size = ZSTD_compress2(m_context.get(), out.data(), out.size(), bytes.data(), bytes.size());
    out.resize(ZSTD_isError(size) ? 0 : size);
    return out;
}

base::Result<PackedSegment> SegmentPacker::pack(std::span<BlockLine> lines)
{
    std::stable_sort(lines.begin(), lines.end(), [](const BlockLine &a, const BlockLine &b) {
        return a.stream != b.stream ? a.stream < b.stream : a.timeNs < b.timeNs;
    });
    PackedSegment out;
    SegmentInfo &info = out.info;
    const auto [first, last] = std::ranges::minmax_element(lines, {}, &BlockLine::timeNs);
    info.firstNs = first->timeNs;
    info.lastNs = last->timeNs;
    info.lines = static_cast<quint32>(lines.size());
    std::string text;
    std::string beside; // what is looked for beside the text
    ByteWriter columns;
    writeRuns(lines, columns, info.streams);
    std::vector<qint64> times;
    times.reserve(lines.size());
    for (const auto &line : lines) {
        columns.varint(line.text.size());
        text.append(line.text) += '\n';
        times.push_back(line.timeNs);
        info.levels |= 1U << static_cast<unsigned>(line.level);
        beside.append(line.traceId) += '\n';
        for (const auto &[name, value] : *line.metadata)
            beside.append(value) += '\n';
    }
    for (const auto &line : lines)
        columns.byte(static_cast<unsigned>(line.level));
    packNumbers(times, columns);
    writeMetadata(lines, columns);
    writeTraceIds(lines, columns);
    info.textBytes = static_cast<quint32>(text.size());
    info.columnBytes = static_cast<quint32>(columns.bytes().size());
    m_filter.add(text);
    m_filter.add(beside);
    out.filter = m_filter.take();
    out.text = squeezed(text);
    out.columns = squeezed(columns.bytes());
    if (out.text.empty() || out.columns.empty())
        return base::makeError(base::ErrorKind::Storage,
                               QCoreApplication::translate("wf::store", "Log lines could not be compressed"));
    return out;
}

std::string_view SegmentColumns::traceId(std::size_t line) const
{
    if (traceIdEnds.empty())
        return {};
    const quint32 begin = line == 0 ? 0 : traceIdEnds[line - 1];
    return std::string_view(traceIds).substr(begin, traceIdEnds[line] - begin);
}

SegmentUnpacker::SegmentUnpacker() : m_context(ZSTD_createDCtx(), &ZSTD_freeDCtx) {}
SegmentUnpacker::~SegmentUnpacker() = default;

bool SegmentUnpacker::unsqueezed(std::string_view packed, std::size_t size, std::string &out)
{
    out.resize(size);
    const std::size_t got = ZSTD_decompressDCtx(m_context.get(), out.data(), size, packed.data(), packed.size());
    return !ZSTD_isError(got) && got == size;
}

base::Status SegmentUnpacker::text(std::string_view packed, const SegmentInfo &info, std::string &out)
{
    if (!unsqueezed(packed, info.textBytes, out))
        return damaged();
    return base::Done{};
}

base::Result<SegmentColumns> SegmentUnpacker::columns(std::string_view packed, const SegmentInfo &info,
                                                      std::size_t streamCount)
{
    if (!unsqueezed(packed, info.columnBytes, m_scratch))
        return damaged();
    ByteReader in(m_scratch);
    SegmentColumns out;
    const std::size_t lines = info.lines;
    quint64 begin = 0;
    for (std::size_t n = in.count(); n > 0 && in.ok(); --n) {
        const auto stream = in.varint();
        const auto count = in.varint();
        if (stream >= streamCount || count == 0 || count > lines - begin)
            return damaged();
        out.runs.push_back(
            {static_cast<quint32>(stream), static_cast<quint32>(begin), static_cast<quint32>(begin + count)});
        begin += count;
    }
    if (!in.ok() || begin != lines || lines > in.left())
        return damaged();
    out.offsets.reserve(lines + 1);
    quint64 offset = 0;
    for (std::size_t i = 0; i < lines; ++i) {
        out.offsets.push_back(static_cast<quint32>(offset));
        const auto length = in.varint();
        if (length >= info.textBytes - offset)
            return damaged();
        offset += length + 1;
    }
    out.offsets.push_back(static_cast<quint32>(offset));
    const auto levels = in.take(lines);
    if (!in.ok() || offset != info.textBytes ||
        std::ranges::any_of(levels, [](char c) { return static_cast<unsigned char>(c) >= signals::logLevelCount; }))
        return damaged();
    out.levels.assign(levels.begin(), levels.end());
    unpackNumbers(in, lines, out.timesNs);
    out.labelSets.resize(in.count());
    for (auto &set : out.labelSets)
        set = in.labels();
    out.metadata.reserve(lines);
    for (std::size_t i = 0; i < lines && in.ok(); ++i) {
        const auto number = in.varint();
        if (number >= out.labelSets.size())
            return damaged();
        out.metadata.push_back(static_cast<quint32>(number));
    }
    if (in.byte() == 1)
        for (std::size_t i = 0; i < lines && in.ok(); ++i) {
            readTraceId(in, out.traceIds);
            out.traceIdEnds.push_back(static_cast<quint32>(out.traceIds.size()));
        }
    if (!in.ok() || in.left() != 0 || out.metadata.size() != lines)
        return damaged();
    return out;
}

} // namespace wf::store
