// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/logs/logjournal.h"

#include "models/base/safefile.h"
#include "models/store/disk/frames.h"
#include "models/store/logs/logrecord.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>

#include <algorithm>

namespace wf::store {

using namespace Qt::StringLiterals;

void applyMarks(LogMarks &marks, std::span<const signals::LogMark> news)
{
    for (const auto &mark : news) {
        if (mark.position.empty())
            marks.erase(mark.origin);
        else
            marks[mark.origin] = mark.position;
    }
}

std::vector<signals::LogMark> asList(const LogMarks &marks)
{
    std::vector<signals::LogMark> out;
    out.reserve(marks.size());
    for (const auto &[origin, position] : marks)
        out.push_back({origin, position});
    return out;
}

QString LogJournals::pathOf(quint64 id) const
{
    return m_folder + u"/%1.wal"_s.arg(id, 16, 10, QLatin1Char('0'));
}

base::Result<std::vector<LogJournals::Found>> LogJournals::list() const
{
    if (auto made = base::ensurePrivateFolder(m_folder); !made)
        return made.error();
    std::vector<Found> out;
    for (QDirIterator it(m_folder, {u"*.wal"_s}, QDir::Files); it.hasNext();) {
        it.next();
        bool ok = false;
        const quint64 id = it.fileInfo().completeBaseName().toULongLong(&ok);
        if (ok)
            out.push_back({id, it.filePath()});
    }
    std::ranges::sort(out, {}, &Found::id);
    return out;
}

base::Result<JournaledHead> LogJournals::create(quint64 id, const LogMarks &marks) const
{
    auto file = AppendFile::open(pathOf(id), 0);
    if (!file)
        return file.error();
    const auto list = asList(marks);
    if (!list.empty())
        if (auto written = (*file)->append(framed(encodeRecord({}, list))); !written) {
            QFile::remove(pathOf(id));
            return written.error();
        }
    return JournaledHead{std::make_unique<LogHead>(id), std::move(*file), 0};
}

base::Result<JournaledHead> LogJournals::replay(const Found &found, LogMarks &marks, qint64 &damagedBytes) const
{
    const auto unreadable = [&](const QString &why) {
        return base::makeError(
            base::ErrorKind::Storage,
            QCoreApplication::translate("wf::store", "The journal %1 cannot be read").arg(found.path), why);
    };
    QFile file(found.path);
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(file.errorString());
    const qint64 size = file.size();
    const uchar *bytes = size > 0 ? file.map(0, size) : nullptr;
    if (size > 0 && bytes == nullptr)
        return unreadable(file.errorString());
    auto head = std::make_unique<LogHead>(found.id);
    LogRecord record;
    const std::string_view all(reinterpret_cast<const char *>(bytes), static_cast<std::size_t>(size));
    qint64 foreign = 0;
    const FrameReport report = readFrames(all, [&](std::string_view frame) {
        if (!decodeRecord(frame, record)) {
            foreign += static_cast<qint64>(frame.size());
            return;
        }
        for (const auto &line : record.lines)
            if (!record.marks.empty() || !head->has(line)) // as append() did
                head->add(line);
        applyMarks(marks, record.marks);
    });
    damagedBytes = report.damagedBytes + foreign;
    file.close();
    auto journal = AppendFile::open(found.path, report.wholeBytes);
    if (!journal)
        return journal.error();
    return JournaledHead{std::move(head), std::move(*journal), 0};
}

void LogJournals::remove(quint64 id) const
{
    QFile::remove(pathOf(id));
}

base::Status LogJournals::copy(std::span<const quint64> ids, const LogJournals &to) const
{
    if (auto made = base::ensurePrivateFolder(to.m_folder); !made)
        return made;
    for (const auto id : ids) {
        QFile from(pathOf(id));
        if (!from.open(QIODevice::ReadOnly))
            return base::makeError(
                base::ErrorKind::Storage,
                QCoreApplication::translate("wf::store", "The journal %1 cannot be read").arg(pathOf(id)),
                from.errorString());
        if (auto written = base::writeFileSafely(to.pathOf(id), from.readAll()); !written)
            return written;
    }
    return base::Done{};
}

} // namespace wf::store
