// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/logs/block/logshelf.h"
#include "models/store/logs/linefinder.h"
#include "models/store/logs/loghead.h"
#include "models/store/logs/logscan.h"

#include <memory>

namespace wf::store {

// The lines in memory as they were when the scan began.
struct HeadSnapshot {
    std::vector<base::Labels> streams;
    std::vector<HeadView> views;
};

// One scan over heads and blocks. Pieces (segments, pages) come in order of their end; a few are unpacked ahead on
// threads of the scan's own, while the caller's thread hands the lines out.
class LogScanner {
public:
    LogScanner(const LogScan &scan, const LogShelf &shelf, std::vector<HeadSnapshot> heads);
    ~LogScanner();
    LogScanner(const LogScanner &) = delete;
    LogScanner &operator=(const LogScanner &) = delete;

    [[nodiscard]] base::Result<LogScanReport> run(const TakeLogs &take, const std::stop_token &stop);

    // Parts of a scan; see logpieces.h.
    struct Streams;
    struct Piece;
    struct Read;

private:
    struct Item;
    class Workers;
    void open(quint64 id);
    void sieve(const Streams &streams, std::vector<std::size_t> &segments);
    void push(Item item);
    [[nodiscard]] std::unique_ptr<Piece> nextPiece();
    [[nodiscard]] qint64 keyOf(qint64 firstNs, qint64 lastNs) const { return m_scan.isBackward ? lastNs : firstNs; }
    [[nodiscard]] bool overlaps(qint64 firstNs, qint64 lastNs) const
    {
        return firstNs < m_scan.endNs && lastNs >= m_scan.startNs;
    }
    [[nodiscard]] bool give(Read &read, qint64 laterNs, const TakeLogs &take);

    const LogScan &m_scan;
    const LogShelf &m_shelf;
    LineFinder m_finder;
    LogScanReport m_report;
    std::vector<Item> m_heap;
    std::unique_ptr<Workers> m_workers;
};

} // namespace wf::store
