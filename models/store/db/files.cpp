// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/db/files.h"

#include "models/base/clock.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace wf::store {

base::Status ensurePrivateFile(const QString &path)
{
    const QFileInfo info(path);
    if (info.isSymLink())
        return base::makeError(
            base::ErrorKind::Storage,
            QCoreApplication::translate("wf::store", "%1 is a link; the store does not follow links").arg(path));
    constexpr auto mine = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    QFile file(path);
    if (info.exists()) {
        file.setPermissions(mine);
        return base::Done{};
    }
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, mine))
        return base::makeError(base::ErrorKind::Storage,
                               QCoreApplication::translate("wf::store", "%1 cannot be made").arg(path),
                               file.errorString());
    return base::Done{};
}

base::Result<QString> setAside(const QString &path, qint64 nowNs)
{
    const QString stamp =
        QDateTime::fromMSecsSinceEpoch(nowNs / base::nsPerMs, Qt::UTC).toString(QStringLiteral("yyyyMMdd-HHmmss"));
    QString aside = path + QStringLiteral(".corrupt-") + stamp;
    for (int n = 2; QFile::exists(aside); ++n)
        aside = path + QStringLiteral(".corrupt-%1-%2").arg(stamp).arg(n);
    if (!QFile::rename(path, aside))
        return base::makeError(base::ErrorKind::Storage,
                               QCoreApplication::translate("wf::store", "The damaged %1 cannot be renamed").arg(path));
    QFile::rename(path + QStringLiteral("-wal"), aside + QStringLiteral("-wal"));
    QFile::remove(path + QStringLiteral("-shm"));
    return aside;
}

void syncToDisk([[maybe_unused]] const QString &path)
{
#ifdef Q_OS_UNIX
    const int fd = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        ::fsync(fd);
        ::close(fd);
    }
#endif
}

qint64 freeBytes(const QString &directory)
{
    return QStorageInfo(directory).bytesAvailable();
}

bool isNearlyFull(const QString &directory, qint64 minFreeBytes)
{
    const QStorageInfo disk(directory);
    return disk.isValid() && minFreeBytes > 0 &&
           (disk.bytesAvailable() < minFreeBytes || disk.bytesAvailable() < disk.bytesTotal() / 20);
}

} // namespace wf::store
