// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/logs/logscanner.h"

#include "models/store/logs/logpieces.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <future>
#include <thread>

namespace wf::store {

namespace {

constexpr std::size_t mostThreads = 4;
constexpr int piecesBeforeThreads = 2;
// Unpacked ahead: so many bytes, which is some sixteen pieces of a hot block; of the larger ones as many as keep every
// thread busy.
constexpr quint32 bytesAhead = 4U << 20;

} // namespace

// A block not yet opened, or a piece.
struct LogScanner::Item {
    qint64 key = 0;
    quint64 block = 0;
    std::unique_ptr<Piece> piece;
};

// Threads that begin with the first piece given to them and end with the scan.
class LogScanner::Workers {
public:
    Workers(const LogScan &scan, const LineFinder &finder) : m_scan(scan), m_finder(finder), m_own(scan, finder) {}
    ~Workers()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_jobs.clear();
            m_ends = true;
        }
        m_wake.notify_all();
    }
    Workers(const Workers &) = delete;
    Workers &operator=(const Workers &) = delete;

    [[nodiscard]] static std::size_t count()
    {
        return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, mostThreads);
    }
    // On the caller's thread, for scans that end at once.
    std::unique_ptr<Read> readHere(std::unique_ptr<Piece> piece) { return m_own.read(std::move(piece), takeSpare()); }
    std::future<std::unique_ptr<Read>> readElsewhere(std::unique_ptr<Piece> piece)
    {
        piece->expect();
        while (m_threads.size() < count())
            m_threads.emplace_back([this] { work(); });
        Job job{std::move(piece), takeSpare(), {}};
        auto answer = job.answer.get_future();
        {
            const std::lock_guard lock(m_mutex);
            m_jobs.push_back(std::move(job));
        }
        m_wake.notify_one();
        return answer;
    }
    // One that is done with: its memory serves the next.
    void giveBack(std::unique_ptr<Read> read) { m_spares.push_back(std::move(read)); }

private:
    struct Job {
        std::unique_ptr<Piece> piece;
        std::unique_ptr<Read> spare;
        std::promise<std::unique_ptr<Read>> answer;
    };
    void work()
    {
        PieceReader reader(m_scan, m_finder);
        for (;;) {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_ends || !m_jobs.empty(); });
            if (m_ends)
                return;
            Job job = std::move(m_jobs.front());
            m_jobs.pop_front();
            lock.unlock();
            job.answer.set_value(reader.read(std::move(job.piece), std::move(job.spare)));
        }
    }
    std::unique_ptr<Read> takeSpare()
    {
        if (m_spares.empty())
            return nullptr;
        auto spare = std::move(m_spares.back());
        m_spares.pop_back();
        return spare;
    }

    const LogScan &m_scan;
    const LineFinder &m_finder;
    PieceReader m_own;
    std::vector<std::unique_ptr<Read>> m_spares; // of the caller's thread
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    bool m_ends = false;
    std::vector<std::jthread> m_threads; // last: joined first
};

LogScanner::LogScanner(const LogScan &scan, const LogShelf &shelf, std::vector<HeadSnapshot> heads)
    : m_scan(scan), m_shelf(shelf), m_finder(scan)
{
    for (auto &head : heads) {
        auto streams = std::make_shared<Streams>();
        streams->owned = std::move(head.streams);
        for (const auto &labels : streams->owned) {
            streams->labels.push_back(&labels);
            streams->isWanted.push_back(signals::matchAll(scan.matchers, labels));
        }
        for (auto &view : head.views)
            if (overlaps(view.firstNs, view.lastNs)) {
                const qint64 key = keyOf(view.firstNs, view.lastNs);
                push({key, 0, std::make_unique<Piece>(Piece{key, streams, 0, std::move(view)})});
            }
    }
    for (const auto &block : shelf.blocks())
        if (overlaps(block.firstNs, block.lastNs))
            push({keyOf(block.firstNs, block.lastNs), block.id, nullptr});
}

LogScanner::~LogScanner() = default;

void LogScanner::push(Item item)
{
    m_heap.push_back(std::move(item));
    std::ranges::push_heap(
        m_heap, [this](const Item &a, const Item &b) { return m_scan.isBackward ? a.key < b.key : a.key > b.key; });
}

void LogScanner::open(quint64 id)
{
    const auto file = m_shelf.file(id);
    if (!file) {
        if (file.error().kind != base::ErrorKind::NotFound)
            m_report.damage << file.error().summary;
        return;
    }
    const LogBlockIndex &index = (*file)->index();
    auto streams = std::make_shared<Streams>();
    streams->file = *file;
    bool wantsAny = false;
    for (const auto &stream : index.streams) {
        streams->labels.push_back(&stream.labels);
        streams->isWanted.push_back(signals::matchAll(m_scan.matchers, stream.labels));
        wantsAny |= streams->isWanted.back();
        for (const auto &matcher : m_scan.metadata)
            streams->filtersMetadata &= !(streams->isWanted.back() && stream.labels.has(matcher.name()));
    }
    std::vector<std::size_t> wanted;
    for (std::size_t i = 0; i < index.segments.size(); ++i) {
        const SegmentInfo &info = index.segments[i].info;
        if (wantsAny && overlaps(info.firstNs, info.lastNs) && (info.levels & m_scan.levels) != 0 &&
            std::ranges::any_of(info.streams, [&](quint32 s) { return streams->isWanted[s]; }))
            wanted.push_back(i);
    }
    sieve(*streams, wanted);
    m_report.piecesSkipped += static_cast<qint64>(index.segments.size() - wanted.size());
    for (const auto i : wanted) {
        const qint64 key = keyOf(index.segments[i].info.firstNs, index.segments[i].info.lastNs);
        push({key, 0, std::make_unique<Piece>(Piece{key, streams, i, {}})});
    }
}

// The long filters tell most; the short ones are read where something is left.
void LogScanner::sieve(const Streams &streams, std::vector<std::size_t> &segments)
{
    const LogBlockIndex &index = streams.file->index();
    for (const bool isLong : {true, false}) {
        if (segments.empty() || !(isLong ? m_finder.usesLong() : m_finder.usesShort()))
            continue;
        const auto bits = streams.file->readFilters(isLong ? index.longFilters : index.shortFilters);
        if (!bits) {
            m_report.damage << bits.error().summary; // nothing is missing: all is read
            continue;
        }
        std::erase_if(segments, [&](std::size_t i) {
            const auto &place = index.segments[i];
            const auto own = std::string_view(*bits).substr(isLong ? place.longAt : place.shortAt,
                                                            isLong ? place.longSize : place.shortSize);
            return !m_finder.mayHold(isLong ? std::string_view() : own, isLong ? own : std::string_view(),
                                     streams.filtersMetadata);
        });
    }
}

std::unique_ptr<LogScanner::Piece> LogScanner::nextPiece()
{
    while (!m_heap.empty()) {
        std::ranges::pop_heap(
            m_heap, [this](const Item &a, const Item &b) { return m_scan.isBackward ? a.key < b.key : a.key > b.key; });
        Item item = std::move(m_heap.back());
        m_heap.pop_back();
        if (item.piece)
            return std::move(item.piece);
        open(item.block);
    }
    return nullptr;
}

bool LogScanner::give(Read &read, qint64 laterNs, const TakeLogs &take)
{
    ++m_report.piecesRead;
    m_report.linesRead += read.linesRead;
    m_report.bytesRead += read.bytesRead;
    if (!read.damage.isEmpty())
        m_report.damage << read.damage;
    for (std::size_t i = 0; i < read.batches.size(); ++i) {
        const auto &batch = read.batches[i];
        const bool isLast = i + 1 == read.batches.size();
        const std::span lines(read.lines.data() + batch.begin, batch.end - batch.begin);
        if (!take({batch.stream, lines, isLast ? laterNs : read.piece->key}))
            return false;
    }
    return true;
}

base::Result<LogScanReport> LogScanner::run(const TakeLogs &take, const std::stop_token &stop)
{
    m_workers = std::make_unique<Workers>(m_scan, m_finder);
    struct Ahead {
        qint64 key;
        quint32 bytes;
        std::future<std::unique_ptr<Read>> read;
    };
    std::deque<Ahead> ahead;
    quint32 bytes = 0; // of all in `ahead`
    // The next key is known once the next piece is: one is always taken from the heap before the last is given out.
    auto following = nextPiece();
    for (int n = 0; following || !ahead.empty(); ++n) {
        if (stop.stop_requested())
            return base::makeError(base::ErrorKind::Cancelled, {});
        std::unique_ptr<Read> read;
        if (n < piecesBeforeThreads) {
            read = m_workers->readHere(std::move(following));
            following = nextPiece();
        } else {
            while (following && (bytes < bytesAhead || ahead.size() < Workers::count() * 2)) {
                const qint64 key = following->key;
                const quint32 own = following->bytes();
                bytes += own;
                ahead.push_back({key, own, m_workers->readElsewhere(std::move(following))});
                following = nextPiece();
            }
            read = ahead.front().read.get();
            bytes -= ahead.front().bytes;
            ahead.pop_front();
        }
        const qint64 end = m_scan.isBackward ? m_scan.startNs : m_scan.endNs;
        const qint64 later = !ahead.empty() ? ahead.front().key : following ? following->key : end;
        if (!give(*read, later, take)) {
            m_report.isCutShort = true;
            break;
        }
        m_workers->giveBack(std::move(read));
    }
    m_workers.reset();
    return m_report;
}

} // namespace wf::store
