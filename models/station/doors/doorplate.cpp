// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/doors/doorplate.h"

#include "models/base/safefile.h"
#include "models/store/disk/folderlock.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace wf::station {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestPlate = 4096;

QString platePath(const QString &directory)
{
    return QDir(directory).filePath(u"door.json"_s);
}

// The lock tells whether the plate is somebody's: the system lets go of it when the process ends, however it ends.
QString lockPath(const QString &directory)
{
    return QDir(directory).filePath(u"door.lock"_s);
}

QString say(const char *text)
{
    return QCoreApplication::translate("Station", text);
}

base::Error nobody(const QString &directory)
{
    return base::makeError(base::ErrorKind::NotFound, say("No console has the station in %1 open.").arg(directory));
}

} // namespace

HungDoorPlate::HungDoorPlate(QString path, std::unique_ptr<store::FolderLock> lock)
    : m_path(std::move(path)), m_lock(std::move(lock))
{
}

HungDoorPlate::~HungDoorPlate()
{
    QFile::remove(m_path);
}

base::Result<std::unique_ptr<HungDoorPlate>> HungDoorPlate::hang(const QString &directory, const DoorPlate &plate)
{
    auto lock = std::make_unique<store::FolderLock>(lockPath(directory));
    if (!lock->tryLock())
        return base::makeError(
            base::ErrorKind::Storage,
            say("Commands cannot ask the station in %1: another process has its side door.").arg(directory));
    const QJsonObject json{{u"port"_s, plate.port}, {u"token"_s, QString::fromLatin1(plate.token.reveal())}};
    if (const auto written = base::writeFileSafely(platePath(directory), QJsonDocument(json).toJson()); !written)
        return written.error();
    return std::unique_ptr<HungDoorPlate>(new HungDoorPlate(platePath(directory), std::move(lock)));
}

base::Result<DoorPlate> readDoorPlate(const QString &directory)
{
    QFile file(platePath(directory));
    if (!file.open(QIODevice::ReadOnly))
        return nobody(directory);
    if (store::FolderLock lock(lockPath(directory)); lock.tryLock())
        return nobody(directory);
    const QJsonObject json = QJsonDocument::fromJson(file.read(largestPlate)).object();
    const int port = json[u"port"_s].toInt();
    DoorPlate out{static_cast<quint16>(port), net::Secret(json[u"token"_s].toString().toLatin1())};
    if (port <= 0 || port > 65'535 || out.token.isEmpty())
        return base::makeError(base::ErrorKind::NotUnderstood, say("%1 is damaged.").arg(file.fileName()),
                               say("Restart the console that has the station open."));
    return out;
}

} // namespace wf::station
