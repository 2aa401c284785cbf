// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/logs/logrecord.h"

#include "models/store/codec/bytes.h"

#include <unordered_map>

namespace wf::store {

namespace {

constexpr unsigned recordFormat = 1;

} // namespace

std::string encodeRecord(std::span<const signals::LogLine *const> lines, std::span<const signals::LogMark> marks)
{
    std::unordered_map<base::Labels, std::size_t> numbers;
    ByteWriter streams;
    ByteWriter rows;
    qint64 before = 0;
    for (const auto *line : lines) {
        const auto [it, isNew] = numbers.try_emplace(line->stream, numbers.size());
        if (isNew)
            streams.labels(line->stream);
        rows.varint(it->second);
        rows.svarint(wrapSub(line->timeNs, before));
        before = line->timeNs;
        rows.byte(static_cast<unsigned>(line->level));
        rows.labels(line->metadata);
        rows.text(line->traceId);
        rows.text(std::string_view(line->text));
    }
    ByteWriter out;
    out.byte(recordFormat);
    out.varint(numbers.size());
    out.raw(streams.bytes().data(), streams.bytes().size());
    out.varint(lines.size());
    out.raw(rows.bytes().data(), rows.bytes().size());
    out.varint(marks.size());
    for (const auto &mark : marks) {
        out.text(std::string_view(mark.origin));
        out.text(std::string_view(mark.position));
    }
    return std::move(out.bytes());
}

bool decodeRecord(std::string_view bytes, LogRecord &out)
{
    out = {};
    ByteReader in(bytes);
    if (in.byte() != recordFormat)
        return false;
    std::vector<base::Labels> streams;
    for (std::size_t n = in.count(); n > 0 && in.ok(); --n)
        streams.push_back(in.labels());
    qint64 before = 0;
    for (std::size_t n = in.count(); n > 0 && in.ok(); --n) {
        signals::LogLine line;
        const auto stream = in.varint();
        before = wrapAdd(before, in.svarint());
        line.timeNs = before;
        const unsigned level = in.byte();
        line.metadata = in.labels();
        line.traceId = in.qtext();
        line.text = in.text();
        if (!in.ok() || stream >= streams.size() || level >= signals::logLevelCount)
            return false;
        line.stream = streams[stream];
        line.level = static_cast<signals::LogLevel>(level);
        out.lines.push_back(std::move(line));
    }
    for (std::size_t n = in.count(); n > 0 && in.ok(); --n) {
        const auto origin = in.text();
        const auto position = in.text();
        out.marks.push_back({std::string(origin), std::string(position)});
    }
    return in.ok() && in.left() == 0;
}

} // namespace wf::store
