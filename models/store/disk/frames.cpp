// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/disk/frames.h"

#include "models/store/disk/checksum.h"

#include <cstring>

namespace wf::store {

namespace {

constexpr std::string_view mark = "WFr1";

quint32 number(std::string_view at)
{
    quint32 v = 0;
    std::memcpy(&v, at.data(), sizeof v);
    return v;
}

// The length takes part: a record must not be read as a longer or shorter one.
quint32 sumOf(std::string_view record)
{
    return checksum(record) ^ static_cast<quint32>(record.size()) * 0x9E3779B1U;
}

// The record at the beginning of `rest`; null data when there is none.
std::string_view recordAt(std::string_view rest)
{
    if (rest.size() < frameHeaderBytes || !rest.starts_with(mark))
        return {};
    const std::size_t size = number(rest.substr(4));
    if (size > maxFrameBytes || size > rest.size() - frameHeaderBytes)
        return {};
    const auto record = rest.substr(frameHeaderBytes, size);
    return sumOf(record) == number(rest.substr(8)) ? record : std::string_view();
}

} // namespace

std::string framed(std::string_view record)
{
    std::string out(mark);
    const auto size = static_cast<quint32>(record.size());
    const quint32 sum = sumOf(record);
    out.reserve(frameHeaderBytes + record.size());
    out.append(reinterpret_cast<const char *>(&size), sizeof size);
    out.append(reinterpret_cast<const char *>(&sum), sizeof sum);
    out.append(record);
    return out;
}

FrameReport readFrames(std::string_view file, const std::function<void(std::string_view record)> &record)
{
    FrameReport report;
    std::size_t at = 0;
    while (at < file.size()) {
        const auto found = recordAt(file.substr(at));
        if (!found.data()) {
            at = file.find(mark, at + 1);
            if (at == std::string_view::npos)
                break;
            continue;
        }
        report.damagedBytes += static_cast<qint64>(at) - report.wholeBytes;
        ++report.records;
        record(found);
        at += frameHeaderBytes + found.size();
        report.wholeBytes = static_cast<qint64>(at);
    }
    return report;
}

} // namespace wf::store
