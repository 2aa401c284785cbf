// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/logs/logscanner.h"

#include <vector>

namespace wf::store {

// Streams of one block or head, and which of them the scan wants.
struct LogScanner::Streams {
    std::vector<const base::Labels *> labels;
    std::vector<bool> isWanted;
    bool filtersMetadata = true; // no wanted stream has a label the scan looks for in metadata
    std::shared_ptr<const BlockFile> file;
    std::vector<base::Labels> owned; // what labels points at when it is a head
};

struct LogScanner::Piece {
    qint64 key = 0; // last instant (backward) or first (forward)
    std::shared_ptr<const Streams> streams;
    std::size_t segment = 0; // of streams->file
    HeadView page;           // else this
    [[nodiscard]] const SegmentPlace &place() const { return streams->file->index().segments[segment]; }
    [[nodiscard]] quint32 bytes() const { return page.page ? pageBytes : place().info.textBytes; } // unpacked, about
    void expect() const
    {
        if (!page.page)
            streams->file->expect(place());
    }

private:
    static constexpr quint32 pageBytes = 256U << 10; // its lines are not copied
};

// What one piece held of what was wanted. Views point into it; it never moves.
struct LogScanner::Read {
    struct Batch {
        const base::Labels *stream;
        std::size_t begin;
        std::size_t end;
    };
    std::unique_ptr<Piece> piece;
    std::string text;
    SegmentColumns columns;
    std::vector<base::Labels> metadata; // of lines in memory
    std::vector<StoredLine> lines;
    std::vector<Batch> batches;
    qint64 linesRead = 0;
    qint64 bytesRead = 0;
    QString damage;
    void reuseFor(std::unique_ptr<Piece> next); // the room for text and lines stays
};

// Reads pieces; one for each thread.
class PieceReader {
public:
    PieceReader(const LogScan &scan, const LineFinder &finder) : m_scan(scan), m_finder(finder) {}
    // `spare` may be null.
    [[nodiscard]] std::unique_ptr<LogScanner::Read> read(std::unique_ptr<LogScanner::Piece> piece,
                                                         std::unique_ptr<LogScanner::Read> spare);

private:
    void readPage(LogScanner::Read &read);
    void readSegment(LogScanner::Read &read);
    [[nodiscard]] base::Status unpack(LogScanner::Read &read, const SegmentPlace &segment, bool &holdsAny);
    void addRun(LogScanner::Read &read, const StreamRun &run);

    const LogScan &m_scan;
    const LineFinder &m_finder;
    SegmentUnpacker m_unpacker;
    std::string m_packed;
    std::vector<quint32> m_found;
};

} // namespace wf::store
