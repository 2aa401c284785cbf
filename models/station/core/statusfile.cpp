// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/core/statusfile.h"

#include "models/base/safefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

namespace wf::station {

using namespace Qt::StringLiterals;

namespace {

QString pathIn(const QString &directory)
{
    return QDir(directory).filePath(u"status.json"_s);
}

} // namespace

void writeStatus(const QString &directory, QJsonObject status)
{
    status.insert(u"pid"_s, QCoreApplication::applicationPid());
    status.insert(u"version"_s, QStringLiteral(WF_VERSION));
    (void)base::writeFileSafely(pathIn(directory), QJsonDocument(status).toJson());
}

base::Result<StatusFile> readStatus(const QString &directory)
{
    QFile file(pathIn(directory));
    if (!file.open(QIODevice::ReadOnly))
        return base::makeError(base::ErrorKind::NotFound,
                               QCoreApplication::translate("Station", "No station has run in %1 yet.").arg(directory),
                               QCoreApplication::translate("Station", "Start the console with: watchfloor --station"));
    const auto document = QJsonDocument::fromJson(file.readAll());
    if (!document.isObject())
        return base::makeError(base::ErrorKind::NotUnderstood,
                               QCoreApplication::translate("Station", "%1 is damaged.").arg(file.fileName()));
    const qint64 writtenMs = QFileInfo(file).lastModified().toMSecsSinceEpoch();
    return StatusFile{document.object(), base::SystemClock().nowNs() - writtenMs * base::nsPerMs};
}

} // namespace wf::station
