// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/retention/folders.h"

#include "models/base/safefile.h"
#include "models/store/disk/appendfile.h"
#include "models/store/disk/bytesource.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

#include <unistd.h>

namespace wf::store {

QString tierName(Tier tier)
{
    switch (tier) {
    case Tier::Hot:
        return QStringLiteral("hot");
    case Tier::Warm:
        return QStringLiteral("warm");
    case Tier::Cold:
        return QStringLiteral("cold");
    }
    return {};
}

base::Status TierFolders::make() const
{
    for (const QString &folder : {m_directory, log(), of(Tier::Hot), of(Tier::Warm), of(Tier::Cold)})
        if (auto status = base::ensurePrivateFolder(folder); !status)
            return status;
    return base::Done{};
}

QString TierFolders::of(Tier tier) const
{
    return m_directory + u'/' + (tier == Tier::Hot ? QStringLiteral("blocks") : tierName(tier));
}

QString TierFolders::newPath(qint64 startMs, qint64 number, QLatin1String suffix) const
{
    return QStringLiteral("%1/%2-%3.%4")
        .arg(of(Tier::Hot), QDateTime::fromMSecsSinceEpoch(startMs, Qt::UTC).toString(QStringLiteral("yyyyMMddHHmm")))
        .arg(number, 8, 10, QLatin1Char('0'))
        .arg(suffix);
}

QStringList TierFolders::parts(Tier tier, const QStringList &patterns) const
{
    const QDir folder(of(tier));
    const auto leftovers = folder.entryList({QStringLiteral("*.tmp"), QStringLiteral("*.share")}, QDir::Files);
    for (const auto &name : leftovers)
        QFile::remove(folder.filePath(name));
    QStringList paths;
    for (const auto &name : folder.entryList(patterns, QDir::Files, QDir::Name))
        paths << folder.filePath(name);
    return paths;
}

base::Status TierFolders::take(const QStringList &parts, const std::vector<Beginning> &files) const
{
    if (auto status = make(); !status)
        return status;
    for (const auto &path : parts)
        if (auto status = linkOrCopy(path, of(tierOf(path)) + u'/' + QFileInfo(path).fileName()); !status)
            return status;
    for (const auto &[path, bytes] : files)
        if (auto status = copyBytes(path, log() + u'/' + QFileInfo(path).fileName(), bytes); !status)
            return status;
    return base::Done{};
}

QString partId(const QString &path)
{
    return QFileInfo(path).fileName().section(u'.', 0, 0);
}

qint64 partNumber(const QString &path)
{
    return partId(path).section(u'-', -1).toLongLong();
}

Tier tierOf(const QString &path)
{
    const QString folder = QFileInfo(QFileInfo(path).path()).fileName();
    if (folder == tierName(Tier::Warm))
        return Tier::Warm;
    return folder == tierName(Tier::Cold) ? Tier::Cold : Tier::Hot;
}

base::Error noSuchPart(const QString &id)
{
    return base::makeError(base::ErrorKind::NotFound,
                           QCoreApplication::translate("wf::store", "No part %1 is kept any more").arg(id));
}

base::Error isThereAlready(const QString &id, Tier tier)
{
    return base::makeError(
        base::ErrorKind::Invalid,
        QCoreApplication::translate("wf::store", "Part %1 is in the %2 tier already").arg(id, tierName(tier)));
}

base::Status linkOrCopy(const QString &from, const QString &to)
{
    if (::link(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0)
        return base::Done{};
    return copyBytes(from, to, QFileInfo(from).size());
}

base::Status copyBytes(const QString &from, const QString &to, qint64 bytes)
{
    constexpr qint64 piece = qint64(1) << 20;
    const auto source = openBytes(from);
    if (!source)
        return source.error();
    auto target = AppendFile::open(to, 0);
    if (!target)
        return target.error();
    std::string buffer;
    for (qint64 at = 0; at < bytes; at += piece) {
        buffer.resize(static_cast<std::size_t>(std::min(piece, bytes - at)));
        if (auto status = (*source)->read(at, buffer); !status)
            return status;
        if (auto status = (*target)->append(buffer); !status)
            return status;
    }
    return (*target)->sync();
}

} // namespace wf::store
