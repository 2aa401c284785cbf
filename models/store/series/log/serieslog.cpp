// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/series/log/serieslog.h"

#include "models/store/db/files.h"
#include "models/store/disk/frames.h"
#include "models/store/series/head/headcolumn.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace wf::store {

namespace {

base::Error unreadable(const QFile &file)
{
    return base::makeError(
        base::ErrorKind::Storage,
        QCoreApplication::translate("wf::store", "%1 cannot be read").arg(QFileInfo(file).fileName()),
        file.errorString());
}

std::vector<qint64> segmentNumbers(const QString &directory)
{
    std::vector<qint64> numbers;
    const auto names = QDir(directory).entryList({QStringLiteral("*.log")}, QDir::Files);
    for (const auto &name : names) {
        bool isNumber = false;
        const qint64 number = name.chopped(4).toLongLong(&isNumber);
        if (isNumber && number > 0)
            numbers.push_back(number);
    }
    std::ranges::sort(numbers);
    return numbers;
}

} // namespace

QString SeriesLog::pathOf(qint64 number) const
{
    return m_directory + QStringLiteral("/%1.log").arg(number, 8, 10, QLatin1Char('0'));
}

void SeriesLog::noteWindows(const SeriesLogRecord &record, std::set<qint64> &windows)
{
    qint64 last = std::numeric_limits<qint64>::min();
    const auto note = [&](qint64 timeMs) {
        if (const qint64 window = windowOf(timeMs); window != last)
            windows.insert(last = window);
    };
    for (const auto &s : record.samples)
        note(s.timeMs);
    for (const auto &h : record.histograms)
        note(h.timeMs);
}

base::Result<std::unique_ptr<SeriesLog>> SeriesLog::open(const QString &directory,
                                                         const std::function<void(qint64, SeriesLogRecord)> &record,
                                                         Replayed &replayed)
{
    auto log = std::unique_ptr<SeriesLog>(new SeriesLog);
    log->m_directory = directory;
    bool isLastWhole = false;
    for (const qint64 number : segmentNumbers(directory)) {
        Segment segment{number, log->pathOf(number), 0, {}};
        QFile file(segment.path);
        if (!file.open(QIODevice::ReadOnly))
            return unreadable(file);
        const QByteArray bytes = file.readAll();
        if (bytes.size() != file.size())
            return unreadable(file);
        qint64 unknown = 0;
        const auto report =
            readFrames({bytes.constData(), static_cast<std::size_t>(bytes.size())}, [&](std::string_view frame) {
                SeriesLogRecord read;
                if (!unpackLogRecord(frame, read)) {
                    unknown += static_cast<qint64>(frame.size());
                    return;
                }
                noteWindows(read, segment.windows);
                record(number, std::move(read));
            });
        replayed.records += report.records;
        replayed.damagedBytes += report.damagedBytes + unknown;
        segment.bytes = report.wholeBytes;
        isLastWhole = !report.isDamaged() && unknown == 0;
        if (!isLastWhole) {
            const QString aside = segment.path + QStringLiteral(".damaged");
            if (!QFile::exists(aside) && QFile::copy(segment.path, aside))
                replayed.damagedFiles.push_back(aside);
        }
        log->m_segments.push_back(std::move(segment));
    }
    const auto status = isLastWhole ? log->begin(log->segment(), log->m_segments.back().bytes)
                                    : log->begin(log->m_segments.empty() ? 1 : log->segment() + 1, 0);
    if (!status)
        return status.error();
    return log;
}

base::Status SeriesLog::begin(qint64 number, qint64 keepBytes)
{
    auto file = AppendFile::open(pathOf(number), keepBytes);
    if (!file)
        return file.error();
    syncToDisk(m_directory);
    if (m_segments.empty() || m_segments.back().number != number)
        m_segments.push_back({number, pathOf(number), 0, {}});
    const std::lock_guard lock(m_mutex);
    m_file = std::move(file).value();
    m_dirty = false;
    return base::Done{};
}

base::Status SeriesLog::append(const SeriesLogRecord &record)
{
    const std::string frame = framed(packLogRecord(record));
    if (frame.size() > maxFrameBytes + frameHeaderBytes)
        return base::makeError(base::ErrorKind::TooLarge,
                               QCoreApplication::translate("wf::store", "A batch of %1 samples is too large; send less "
                                                                        "at once")
                                   .arg(record.samples.size() + record.histograms.size()));
    if (auto status = m_file->append(frame); !status)
        return status;
    Segment &segment = m_segments.back();
    segment.bytes = m_file->size();
    noteWindows(record, segment.windows);
    const std::lock_guard lock(m_mutex);
    m_dirty = true;
    return base::Done{};
}

base::Status SeriesLog::rotate()
{
    if (auto status = sync(); !status)
        return status;
    return begin(segment() + 1, 0);
}

void SeriesLog::drop(const Flushed &flushed)
{
    const auto isNeeded = [&](const Segment &segment) {
        return std::ranges::any_of(segment.windows, [&](qint64 window) {
            const auto found = flushed.find(window);
            return found == flushed.end() || found->second < segment.number;
        });
    };
    for (std::size_t i = 0; i + 1 < m_segments.size();) {
        if (isNeeded(m_segments[i]) || !QFile::remove(m_segments[i].path))
            ++i;
        else
            m_segments.erase(m_segments.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

base::Status SeriesLog::sync()
{
    std::shared_ptr<AppendFile> file;
    {
        const std::lock_guard lock(m_mutex);
        if (!std::exchange(m_dirty, false))
            return base::Done{};
        file = m_file;
    }
    auto status = file->sync();
    if (!status) {
        const std::lock_guard lock(m_mutex);
        m_dirty = true;
    }
    return status;
}

qint64 SeriesLog::bytes() const
{
    qint64 sum = 0;
    for (const auto &segment : m_segments)
        sum += segment.bytes;
    return sum;
}

std::vector<std::pair<QString, qint64>> SeriesLog::files() const
{
    std::vector<std::pair<QString, qint64>> out;
    for (const auto &segment : m_segments)
        out.emplace_back(segment.path, segment.bytes);
    return out;
}

} // namespace wf::store
