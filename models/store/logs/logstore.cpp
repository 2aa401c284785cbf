// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/logs/filelogstore_p.h"

#include "models/base/safefile.h"
#include "models/store/disk/frames.h"
#include "models/store/logs/logrecord.h"
#include "models/store/logs/logscanner.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

#include <sys/statvfs.h>

namespace wf::store {

namespace {

constexpr qint64 largestBatch = qint64(64) << 20;
constexpr std::size_t mostWaiting = 1; // heads that wait for their block; with the one that fills: two
constexpr qint64 sealAgainNs = 10 * base::nsPerSecond;

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::store", text);
}

qint64 freeBytes(const QString &directory)
{
    struct statvfs info {};
    return ::statvfs(QFile::encodeName(directory).constData(), &info) == 0
               ? static_cast<qint64>(info.f_bavail * info.f_frsize)
               : std::numeric_limits<qint64>::max();
}

} // namespace

void FileLogStore::notice(const QString &summary, const QString &detail, const QString &path, NoticeKind kind) const
{
    if (m_options.notice)
        m_options.notice({kind, summary, detail, path, m_clock.nowNs()});
}

void FileLogStore::noteWrite(const base::Status &status)
{
    if (const bool isFull = !status; isFull == std::exchange(m_isDiskFull, isFull))
        return;
    if (!status)
        notice(status.error().summary, status.error().detail, m_options.directory, NoticeKind::DiskFull);
    else
        notice(tr("There is room on the disk again: log lines are taken"), {}, m_options.directory, NoticeKind::DiskOk);
}

base::Status FileLogStore::start()
{
    if (auto made = base::ensurePrivateFolder(m_options.directory); !made)
        return made;
    if (!m_lockFile.tryLock())
        return base::makeError(base::ErrorKind::Storage,
                               tr("The log store %1 is in use by another program").arg(m_options.directory));
    if (auto opened = m_shelf.open(); !opened)
        return opened;
    if (auto replayed = replayAll(); !replayed)
        return replayed;
    if (m_options.housekeepingMs > 0)
        m_keeper = std::jthread([this](const std::stop_token &stop) { keepHouse(stop); });
    return base::Done{};
}

base::Status FileLogStore::replayAll()
{
    const auto found = m_journals.list();
    if (!found)
        return found.error();
    const auto shelved = m_shelf.blocks();
    quint64 nextId = shelved.empty() ? 1 : shelved.back().id + 1;
    std::vector<JournaledHead> heads;
    for (const auto &journal : *found) {
        nextId = std::max(nextId, journal.id + 1);
        qint64 damagedBytes = 0;
        auto head = m_journals.replay(journal, m_marks, damagedBytes);
        if (!head)
            return head.error();
        if (damagedBytes > 0)
            notice(tr("%1 bytes of a log journal were damaged and are lost").arg(damagedBytes), {}, journal.path);
        // Its block was finished just before the end: only its marks count.
        if (m_shelf.has(journal.id) || head->head->isEmpty()) {
            head->journal.reset();
            heads.push_back(std::move(*head));
            continue;
        }
        head->openedNs = m_clock.monotonicNs();
        heads.push_back(std::move(*head));
    }
    // The newest goes on; the marks of all are in it, or in the one made now.
    if (!heads.empty() && heads.back().journal) {
        m_current = std::move(heads.back());
        heads.pop_back();
        // Killed while it was begun, it may lack the marks of those before it.
        if (auto written = m_current.journal->append(framed(encodeRecord({}, asList(m_marks)))); !written)
            return written;
    } else {
        auto fresh = m_journals.create(nextId, m_marks);
        if (!fresh)
            return fresh.error();
        m_current = std::move(*fresh);
        m_current.openedNs = m_clock.monotonicNs();
    }
    for (auto &head : heads) {
        if (head.journal)
            m_waiting.push_back(std::make_shared<JournaledHead>(std::move(head)));
        else
            m_journals.remove(head.head->id());
    }
    return base::Done{};
}

std::vector<const signals::LogLine *> FileLogStore::accepted(std::span<const signals::LogLine> lines, bool mayRepeat,
                                                             LogAppended &out) const
{
    const qint64 now = m_clock.nowNs();
    const qint64 oldest = m_options.mostAgeNs > 0 ? std::max<qint64>(0, now - m_options.mostAgeNs) : 0;
    std::vector<const signals::LogLine *> taken;
    taken.reserve(lines.size());
    for (const auto &line : lines) {
        if (line.timeNs < oldest)
            ++out.tooOld;
        else if (line.timeNs > now + m_options.mostFutureNs)
            ++out.tooNew;
        else if (static_cast<qint64>(line.text.size()) > m_options.longestLine)
            ++out.tooLong;
        else if (!mayRepeat && m_current.head->has(line))
            ++out.duplicates;
        else
            taken.push_back(&line);
    }
    return taken;
}

bool FileLogStore::isDue() const
{
    return !m_current.head->isEmpty() && (static_cast<qint64>(m_current.head->bytes()) >= m_options.blockBytes ||
                                          m_clock.monotonicNs() - m_current.openedNs >= m_options.blockAgeNs);
}

// The current head waits for its block and a new one begins. Where that fails the current one goes on growing.
base::Status FileLogStore::freeze()
{
    auto fresh = m_journals.create(m_current.head->id() + 1, m_marks);
    if (!fresh)
        return fresh.error();
    fresh->openedNs = m_clock.monotonicNs();
    m_waiting.push_back(std::make_shared<JournaledHead>(std::exchange(m_current, std::move(*fresh))));
    return base::Done{};
}

base::Status FileLogStore::makeRoom(Lock &lock)
{
    if (freeBytes(m_options.directory) < m_options.minFreeBytes)
        return base::makeError(base::ErrorKind::Storage,
                               tr("The disk of the log store is nearly full: new lines are refused. Make room on it or "
                                  "shorten the retention."),
                               m_options.directory);
    while (isDue() && m_waiting.size() >= mostWaiting && !m_sealError) {
        if (m_options.housekeepingMs == 0) {
            (void)sealOldest(lock); // tells of a failure in m_sealError
        } else {
            m_wake.notify_all();
            m_sealed.wait(lock);
        }
    }
    base::Status frozen = base::Done{};
    if (isDue() && m_waiting.size() < mostWaiting)
        frozen = freeze();
    if (static_cast<qint64>(m_current.head->bytes()) < 2 * m_options.blockBytes)
        return base::Done{};
    return m_sealError ? base::Status(*m_sealError) : frozen;
}

base::Result<LogAppended> FileLogStore::append(std::span<const signals::LogLine> lines,
                                               std::span<const signals::LogMark> marks)
{
    qint64 bytes = 0;
    for (const auto &line : lines)
        bytes += static_cast<qint64>(line.text.size());
    if (bytes > largestBatch)
        return base::makeError(base::ErrorKind::TooLarge,
                               tr("At most %1 bytes of log lines are taken at once").arg(largestBatch));
    Lock lock(m_mutex);
    if (auto room = makeRoom(lock); !room) {
        noteWrite(room);
        return room.error();
    }
    LogAppended out;
    // Whoever keeps marks sends nothing twice: what looks the same came twice.
    const bool mayRepeat = !marks.empty();
    const auto taken = accepted(lines, mayRepeat, out);
    if (taken.empty() && marks.empty())
        return out;
    const std::string record = framed(encodeRecord(taken, marks));
    const auto written = m_current.journal->append(record);
    noteWrite(written);
    if (!written)
        return written.error();
    if (m_options.syncEveryNs == 0)
        if (auto synced = m_current.journal->sync(); !synced)
            return synced.error();
    m_isDirty = m_options.syncEveryNs != 0;
    for (const auto *line : taken) {
        if (!mayRepeat && m_current.head->has(*line)) // in this very batch
            ++out.duplicates;
        else
            m_current.head->add(*line);
    }
    out.taken = static_cast<qint64>(lines.size()) - out.duplicates - out.tooLong - out.tooNew - out.tooOld;
    applyMarks(m_marks, marks);
    if (isDue())
        m_wake.notify_all();
    return out;
}

base::Result<LogScanReport> FileLogStore::scan(const LogScan &scan, const TakeLogs &take, std::stop_token stop) const
{
    std::vector<HeadSnapshot> heads;
    std::optional<LogScanner> scanner;
    {
        // Under one lock, so that a head is seen either in memory or as a block.
        const std::lock_guard lock(m_mutex);
        heads.push_back({m_current.head->streams(), m_current.head->views()});
        for (const auto &waiting : m_waiting)
            heads.push_back({waiting->head->streams(), waiting->head->views()});
        scanner.emplace(scan, m_shelf, std::move(heads));
    }
    return scanner->run(take, stop);
}

// Writes the block of the head that waits longest. The lock is given back while it is written.
base::Status FileLogStore::sealOldest(Lock &lock)
{
    m_sealed.wait(lock, [this] { return !m_isSealing; });
    if (m_waiting.empty())
        return base::Done{};
    const auto waiting = m_waiting.front();
    m_isSealing = true;
    lock.unlock();
    const auto views = waiting->head->views(); // it does not grow any more
    std::vector<const HeadLine *> lines;
    lines.reserve(waiting->head->lines());
    for (const auto &view : views)
        for (const auto &line : view.lines())
            lines.push_back(&line);
    std::ranges::stable_sort(lines, {}, &HeadLine::timeNs);
    LogBlockWriter writer(m_shelf.newPath(waiting->head->id(), lines.front()->timeNs, lines.back()->timeNs), hotStyle);
    base::Status status = writer.begin();
    const auto &streams = waiting->head->streams();
    for (std::size_t i = 0; status && i < lines.size(); ++i) {
        const HeadLine &line = *lines[i];
        status = writer.add(streams[line.stream], line.timeNs, line.level, line.metadata(), line.traceId, line.text);
    }
    if (status)
        status = writer.commit();
    lock.lock();
    m_isSealing = false;
    m_sealError.reset();
    if (status) {
        m_shelf.add(waiting->head->id(), writer.index(), static_cast<qint64>(writer.fileBytes()));
        m_waiting.erase(m_waiting.begin());
        m_journals.remove(waiting->head->id());
    } else {
        m_sealError = status.error();
        m_sealFailedNs = m_clock.monotonicNs();
        notice(status.error().summary, status.error().detail, {});
    }
    m_sealed.notify_all();
    return status;
}

base::Status FileLogStore::seal()
{
    Lock lock(m_mutex);
    if (!m_current.head->isEmpty())
        if (auto frozen = freeze(); !frozen)
            return frozen;
    while (!m_waiting.empty())
        if (auto sealed = sealOldest(lock); !sealed)
            return sealed;
    return base::Done{};
}

base::Status FileLogStore::sync()
{
    std::vector<std::shared_ptr<AppendFile>> files;
    {
        const std::lock_guard lock(m_mutex);
        m_isDirty = false;
        files.push_back(m_current.journal);
        for (const auto &waiting : m_waiting)
            files.push_back(waiting->journal);
    }
    for (const auto &file : files)
        if (auto synced = file->sync(); !synced)
            return synced;
    return base::Done{};
}

void FileLogStore::keepHouse(const std::stop_token &stop)
{
    qint64 syncedNs = m_clock.monotonicNs();
    while (!stop.stop_requested()) {
        Lock lock(m_mutex);
        m_wake.wait_for(lock, std::chrono::milliseconds(m_options.housekeepingMs));
        if (isDue() && m_waiting.size() < mostWaiting)
            (void)freeze(); // append() tells
        const bool mayTry = !m_sealError || m_clock.monotonicNs() - m_sealFailedNs >= sealAgainNs;
        while (!m_waiting.empty() && mayTry && !stop.stop_requested())
            if (!sealOldest(lock))
                break;
        const qint64 now = m_clock.monotonicNs();
        if (!m_isDirty || now - syncedNs < m_options.syncEveryNs)
            continue;
        syncedNs = now;
        lock.unlock();
        if (const auto synced = sync(); !synced)
            notice(synced.error().summary, synced.error().detail, {});
    }
}

base::Result<std::unique_ptr<LogStore>> LogStore::open(LogStoreOptions options, const base::Clock &clock)
{
    auto store = std::make_unique<FileLogStore>(std::move(options), clock);
    if (auto started = store->start(); !started)
        return started.error();
    return std::unique_ptr<LogStore>(std::move(store));
}

} // namespace wf::store
