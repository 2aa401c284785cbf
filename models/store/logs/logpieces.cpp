// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/logs/logpieces.h"

#include <algorithm>

namespace wf::store {

void LogScanner::Read::reuseFor(std::unique_ptr<Piece> next)
{
    piece = std::move(next);
    lines.clear();
    metadata.clear();
    batches.clear();
    linesRead = 0;
    bytesRead = 0;
    damage.clear();
}

std::unique_ptr<LogScanner::Read> PieceReader::read(std::unique_ptr<LogScanner::Piece> piece,
                                                    std::unique_ptr<LogScanner::Read> spare)
{
    auto out = spare ? std::move(spare) : std::make_unique<LogScanner::Read>();
    out->reuseFor(std::move(piece));
    if (out->piece->page.page)
        readPage(*out);
    else
        readSegment(*out);
    return out;
}

void PieceReader::readPage(LogScanner::Read &read)
{
    const auto &streams = *read.piece->streams;
    std::vector<const HeadLine *> wanted;
    for (const auto &line : read.piece->page.lines()) {
        if (line.timeNs < m_scan.startNs || line.timeNs >= m_scan.endNs || !streams.isWanted[line.stream])
            continue;
        ++read.linesRead;
        read.bytesRead += static_cast<qint64>(line.text.size());
        if (m_finder.holds(line.text))
            wanted.push_back(&line);
    }
    std::ranges::stable_sort(wanted, [this](const HeadLine *a, const HeadLine *b) {
        return a->stream != b->stream ? a->stream < b->stream
               : m_scan.isBackward    ? a->timeNs > b->timeNs
                                      : a->timeNs < b->timeNs;
    });
    read.lines.reserve(wanted.size());
    read.metadata.reserve(wanted.size()); // lines point into it
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const HeadLine &line = *wanted[i];
        if (i == 0 || wanted[i - 1]->stream != line.stream)
            read.batches.push_back({streams.labels[line.stream], i, i});
        read.batches.back().end = i + 1;
        read.metadata.push_back(line.metadata());
        read.lines.push_back({line.timeNs, line.text, &read.metadata.back(), line.level, line.traceId});
    }
}

base::Status PieceReader::unpack(LogScanner::Read &read, const SegmentPlace &segment, bool &holdsAny)
{
    const BlockFile &file = *read.piece->streams->file;
    if (m_scan.needsText || !m_finder.isTrivial()) {
        if (auto got = file.readText(segment, m_packed); !got)
            return got;
        if (auto got = m_unpacker.text(m_packed, segment.info, read.text); !got)
            return got;
        read.bytesRead += segment.info.textBytes;
        holdsAny = m_finder.occursIn(read.text);
        if (!holdsAny)
            return base::Done{};
    }
    holdsAny = true;
    if (auto got = file.readColumns(segment, m_packed); !got)
        return got;
    auto columns = m_unpacker.columns(m_packed, segment.info, file.index().streams.size());
    if (!columns)
        return columns.error();
    read.columns = std::move(*columns);
    return base::Done{};
}

void PieceReader::readSegment(LogScanner::Read &read)
{
    const SegmentPlace &segment = read.piece->place();
    read.linesRead = segment.info.lines;
    bool holdsAny = false;
    if (auto done = unpack(read, segment, holdsAny); !done) {
        read.damage = done.error().summary;
        return;
    }
    if (!holdsAny)
        return;
    m_finder.find(read.text, read.columns.offsets, m_found);
    for (const auto &run : read.columns.runs)
        if (read.piece->streams->isWanted[run.stream])
            addRun(read, run);
}

void PieceReader::addRun(LogScanner::Read &read, const StreamRun &run)
{
    const auto &columns = read.columns;
    const auto times = columns.timesNs.begin();
    const auto first =
        static_cast<quint32>(std::lower_bound(times + run.begin, times + run.end, m_scan.startNs) - times);
    const auto last = static_cast<quint32>(std::lower_bound(times + first, times + run.end, m_scan.endNs) - times);
    const auto begin = std::ranges::lower_bound(m_found, first);
    const auto end = std::lower_bound(begin, m_found.end(), last);
    if (begin == end)
        return;
    const std::size_t at = read.lines.size();
    for (auto it = begin; it != end; ++it) {
        const quint32 i = *it;
        const std::string_view text =
            read.text.empty() ? std::string_view()
                              : std::string_view(read.text).substr(columns.offsets[i],
                                                                   columns.offsets[i + 1] - columns.offsets[i] - 1);
        read.lines.push_back({columns.timesNs[i], text, &columns.labelSets[columns.metadata[i]],
                              static_cast<signals::LogLevel>(columns.levels[i]), columns.traceId(i)});
    }
    if (m_scan.isBackward)
        std::reverse(read.lines.begin() + static_cast<std::ptrdiff_t>(at), read.lines.end());
    read.batches.push_back({read.piece->streams->labels[run.stream], at, read.lines.size()});
}

} // namespace wf::store
