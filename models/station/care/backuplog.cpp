// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/care/backuplog.h"

#include "models/base/safefile.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace wf::station {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostNotes = 20;
constexpr qint64 largestLog = 1 << 20;

QString fileIn(const QString &directory)
{
    return QDir(directory).filePath(u"backups.json"_s);
}

qint64 timeIn(const QJsonValue &value)
{
    return value.toString().toLongLong();
}

base::Status save(const QString &directory, const std::vector<BackupNote> &notes)
{
    QJsonArray all;
    for (const auto &note : notes)
        all << QJsonObject{{u"path"_s, note.path},
                           {u"files"_s, note.files},
                           {u"bytes"_s, note.bytes},
                           {u"made_ns"_s, QString::number(note.madeNs)},
                           {u"verified_ns"_s, QString::number(note.verifiedNs)},
                           {u"damaged"_s, note.damaged}};
    return base::writeFileSafely(fileIn(directory), QJsonDocument(all).toJson());
}

} // namespace

std::vector<BackupNote> readBackupLog(const QString &directory)
{
    QFile file(fileIn(directory));
    std::vector<BackupNote> out;
    if (!file.open(QIODevice::ReadOnly))
        return out;
    for (const auto &value : QJsonDocument::fromJson(file.read(largestLog)).array()) {
        const QJsonObject one = value.toObject();
        if (!one[u"path"_s].toString().isEmpty() && out.size() < mostNotes)
            out.push_back({one[u"path"_s].toString(), one[u"files"_s].toInteger(), one[u"bytes"_s].toInteger(),
                           timeIn(one[u"made_ns"_s]), timeIn(one[u"verified_ns"_s]), one[u"damaged"_s].toInteger()});
    }
    return out;
}

base::Status noteBackup(const QString &directory, const store::BackupReport &report)
{
    auto notes = readBackupLog(directory);
    std::erase_if(notes, [&](const BackupNote &note) { return note.path == report.path; });
    notes.insert(notes.begin(), BackupNote{report.path, report.files, report.bytes, report.madeNs, 0, 0});
    notes.resize(std::min(notes.size(), mostNotes));
    return save(directory, notes);
}

base::Status noteVerified(const QString &directory, const QString &path, qint64 damaged, qint64 nowNs)
{
    auto notes = readBackupLog(directory);
    const auto known = std::ranges::find(notes, path, &BackupNote::path);
    if (known == notes.end())
        return base::Done();
    known->verifiedNs = nowNs;
    known->damaged = damaged;
    return save(directory, notes);
}

} // namespace wf::station
