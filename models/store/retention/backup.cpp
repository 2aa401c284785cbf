// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/retention/backup.h"

#include "models/base/safefile.h"
#include "models/store/db/files.h"
#include "models/store/disk/bytesource.h"
#include "models/store/disk/checksum.h"
#include "models/store/retention/folders.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <map>

namespace wf::store {

namespace {

constexpr int manifestFormat = 1;

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::store", text);
}

QString manifestOf(const QString &folder)
{
    return folder + QStringLiteral("/manifest.json");
}

struct Entry {
    qint64 bytes = 0;
    QString sum; // hexadecimal
};
using Entries = std::map<QString, Entry>; // by path below the folder

Entries namesIn(const QString &folder)
{
    Entries entries;
    QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = QDir(folder).relativeFilePath(it.next());
        if (path != QLatin1String("manifest.json"))
            entries[path].bytes = it.fileInfo().size();
    }
    return entries;
}

base::Result<QString> sumOf(const QString &path)
{
    const auto bytes = openBytes(path);
    if (!bytes)
        return bytes.error();
    const auto sum = fingerprint(**bytes);
    if (!sum)
        return sum.error();
    return QStringLiteral("%1").arg(*sum, 16, 16, QLatin1Char('0'));
}

base::Result<Entries> manifest(const QString &backup)
{
    const auto broken = [&] {
        return base::makeError(base::ErrorKind::NotFound,
                               tr("%1 is not a whole backup: its manifest is missing or damaged").arg(backup));
    };
    QFile file(manifestOf(backup));
    if (!file.open(QIODevice::ReadOnly))
        return broken();
    const auto root = QJsonDocument::fromJson(file.readAll()).object();
    if (root.value(QStringLiteral("format")).toInt() != manifestFormat)
        return broken();
    Entries entries;
    const auto files = root.value(QStringLiteral("files")).toArray();
    for (const auto &value : files) {
        const auto entry = value.toObject();
        const QString path = entry.value(QStringLiteral("path")).toString();
        // Never a way out of the folder.
        if (path.isEmpty() || QDir::cleanPath(path) != path || QDir::isAbsolutePath(path) ||
            path.startsWith(QLatin1String("..")))
            return broken();
        entries[path] = {entry.value(QStringLiteral("bytes")).toInteger(),
                         entry.value(QStringLiteral("xxh3")).toString()};
    }
    return entries;
}

base::Status writeManifest(const QString &folder, const Entries &entries, qint64 nowNs)
{
    QJsonArray files;
    for (const auto &[path, entry] : entries)
        files.append(QJsonObject{{QStringLiteral("path"), path},
                                 {QStringLiteral("bytes"), entry.bytes},
                                 {QStringLiteral("xxh3"), entry.sum}});
    const QJsonObject root{{QStringLiteral("format"), manifestFormat},
                           {QStringLiteral("made_ns"), QString::number(nowNs)},
                           {QStringLiteral("files"), files}};
    return base::writeFileSafely(manifestOf(folder), QJsonDocument(root).toJson());
}

base::Error isThere(const QString &path)
{
    return base::makeError(base::ErrorKind::Invalid,
                           tr("%1 is there already; nothing is written over. Name another folder.").arg(path));
}

bool isFree(const QString &path)
{
    const QFileInfo info(path);
    return !info.exists() && !info.isSymLink();
}

// Runs `fill` on <target>.partial and gives it its name when that went well.
base::Result<BackupReport> wholly(const QString &target,
                                  const std::function<base::Result<BackupReport>(const QString &folder)> &fill)
{
    const QString partial = target + QStringLiteral(".partial");
    QDir(partial).removeRecursively();
    if (auto status = base::ensurePrivateFolder(partial); !status)
        return status.error();
    auto report = fill(partial);
    if (report && !QDir().rename(partial, target))
        report = base::makeError(base::ErrorKind::Storage, tr("%1 cannot be given its name").arg(partial));
    if (!report) {
        QDir(partial).removeRecursively();
        return report;
    }
    syncToDisk(QFileInfo(target).path());
    report->path = target;
    return report;
}

} // namespace

BackupSource backupOf(TieredStore &store)
{
    return {store.kind(), [&store](const QString &folder) { return store.snapshot(folder); }};
}

base::Result<BackupReport> makeBackup(const std::vector<BackupSource> &sources, const QString &target,
                                      const base::Clock &clock)
{
    if (!isFree(target))
        return isThere(target);
    return wholly(target, [&](const QString &folder) -> base::Result<BackupReport> {
        BackupReport report;
        report.madeNs = clock.nowNs();
        for (const auto &source : sources) {
            const QString part = folder + u'/' + source.name;
            if (auto status = base::ensurePrivateFolder(part); !status)
                return status.error();
            if (auto status = source.snapshot(part); !status)
                return status.error();
        }
        Entries entries = namesIn(folder);
        for (auto &[path, entry] : entries) {
            auto sum = sumOf(folder + u'/' + path);
            if (!sum)
                return sum.error();
            entry.sum = std::move(sum).value();
            ++report.files;
            report.bytes += entry.bytes;
        }
        if (auto status = writeManifest(folder, entries, report.madeNs); !status)
            return status.error();
        return report;
    });
}

VerifyReport verifyStation(const QString &directory, const FolderVerifiers &verifiers, std::stop_token stop)
{
    VerifyReport report;
    for (const auto &[name, verify] : verifiers) {
        const QString folder = directory + u'/' + name;
        if (!QFileInfo(folder).isDir())
            continue;
        auto part = verify(folder, stop);
        report.files += part.files;
        report.chunks += part.chunks;
        report.damaged.insert(report.damaged.end(), std::make_move_iterator(part.damaged.begin()),
                              std::make_move_iterator(part.damaged.end()));
    }
    return report;
}

base::Result<VerifyReport> verifyBackup(const QString &backup, const FolderVerifiers &verifiers, std::stop_token stop)
{
    const auto expected = manifest(backup);
    if (!expected)
        return expected.error();
    std::vector<DamagedFile> differences;
    const Entries found = namesIn(backup);
    for (const auto &[path, entry] : *expected) {
        if (stop.stop_requested())
            return base::makeError(base::ErrorKind::Cancelled, {});
        const auto there = found.find(path);
        const QString whole = backup + u'/' + path;
        if (there == found.end())
            differences.push_back({whole, tr("It is missing.")});
        else if (there->second.bytes != entry.bytes)
            differences.push_back(
                {whole, tr("It has %1 bytes instead of %2.").arg(there->second.bytes).arg(entry.bytes)});
        else if (const auto sum = sumOf(whole); !sum || *sum != entry.sum)
            differences.push_back({whole, tr("It is not what was written.")});
    }
    for (const auto &[path, entry] : found)
        if (!expected->contains(path))
            differences.push_back({backup + u'/' + path, tr("It does not belong to the backup.")});
    auto report = verifyStation(backup, verifiers, stop);
    report.files = static_cast<qint64>(expected->size());
    report.damaged.insert(report.damaged.begin(), differences.begin(), differences.end());
    return report;
}

base::Result<BackupReport> restoreBackup(const QString &backup, const QString &target)
{
    const auto entries = manifest(backup);
    if (!entries)
        return entries.error();
    if (!isFree(target) && !(QFileInfo(target).isDir() && !QFileInfo(target).isSymLink() &&
                             QDir(target).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)))
        return isThere(target);
    QDir().rmdir(target); // empty, if it is there
    return wholly(target, [&](const QString &folder) -> base::Result<BackupReport> {
        BackupReport report;
        for (const auto &[path, entry] : *entries) {
            const QString from = backup + u'/' + path;
            const QString to = folder + u'/' + path;
            if (auto status = base::ensurePrivateFolder(QFileInfo(to).path()); !status)
                return status.error();
            // Not linked: a station goes on writing into its log.
            if (auto status = copyBytes(from, to, entry.bytes); !status)
                return status.error();
            if (const auto sum = sumOf(to); !sum || *sum != entry.sum)
                return base::makeError(base::ErrorKind::Storage,
                                       tr("%1 is not what was backed up; nothing was restored").arg(from));
            ++report.files;
            report.bytes += entry.bytes;
        }
        return report;
    });
}

} // namespace wf::store
