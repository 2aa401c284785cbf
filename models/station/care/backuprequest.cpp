// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/care/backuprequest.h"

#include "models/base/safefile.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace wf::station {

using namespace Qt::StringLiterals;

namespace {

QString requestFile(const QString &directory)
{
    return QDir(directory).filePath(u"backup.request.json"_s);
}
QString answerFile(const QString &directory)
{
    return QDir(directory).filePath(u"backup.answer.json"_s);
}

constexpr qint64 largestNote = 64 * 1024;

// The object in a small file; nothing when there is none or it is not whole.
std::optional<QJsonObject> noteIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const auto document = QJsonDocument::fromJson(file.read(largestNote));
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

QByteArray bytesOf(const QJsonObject &note)
{
    return QJsonDocument(note).toJson(QJsonDocument::Compact);
}

QJsonObject answerOf(const base::Result<store::BackupReport> &report)
{
    if (!report)
        return {{u"error"_s, report.error().summary}, {u"detail"_s, report.error().detail}};
    return {{u"path"_s, report->path},
            {u"files"_s, report->files},
            {u"bytes"_s, report->bytes},
            {u"made_ns"_s, QString::number(report->madeNs)}};
}

} // namespace

base::Status requestBackup(const QString &directory, const QString &target)
{
    QFile::remove(answerFile(directory));
    return base::writeFileSafely(requestFile(directory), bytesOf({{u"target"_s, target}}));
}

std::optional<base::Result<store::BackupReport>> backupAnswer(const QString &directory)
{
    const auto note = noteIn(answerFile(directory));
    if (!note)
        return std::nullopt;
    if (note->contains(u"error"_s))
        return base::makeError(base::ErrorKind::Storage, (*note)[u"error"_s].toString(),
                               (*note)[u"detail"_s].toString());
    store::BackupReport report;
    report.path = (*note)[u"path"_s].toString();
    report.files = (*note)[u"files"_s].toInteger();
    report.bytes = (*note)[u"bytes"_s].toInteger();
    report.madeNs = (*note)[u"made_ns"_s].toString().toLongLong();
    return report;
}

bool serveBackupRequest(const QString &directory, StoreKeeping &keeping)
{
    const auto note = noteIn(requestFile(directory));
    if (!note)
        return false;
    QFile::remove(requestFile(directory));
    const auto report = keeping.backUp((*note)[u"target"_s].toString());
    (void)base::writeFileSafely(answerFile(directory), bytesOf(answerOf(report))); // who asked gives up in time
    return true;
}

} // namespace wf::station
