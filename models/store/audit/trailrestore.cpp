// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/audit/trailrestore.h"

#include "models/base/safefile.h"
#include "models/store/audit/audittrail.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace wf::store {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("AuditTrail", text);
}

// The database, what SQLite keeps beside it, and the key.
const QStringList &partsOfATrail()
{
    static const QStringList parts{QString(), QStringLiteral("-wal"), QStringLiteral("-shm"), QStringLiteral(".key")};
    return parts;
}

base::Error storage(const QString &what)
{
    return base::makeError(base::ErrorKind::Storage, what);
}

// How many records there are, of a trail that verifies.
base::Result<qint64> recordsOf(const QString &path, const base::Clock &clock)
{
    const auto trail = AuditTrail::open(path, {}, clock);
    if (!trail)
        return trail.error();
    const auto report = (*trail)->verify();
    if (!report)
        return report.error();
    if (!report->intact)
        return base::makeError(base::ErrorKind::Invalid, tr("%1 does not verify: %2").arg(path, report->problem));
    return report->records;
}

base::Status moveAway(const QString &path)
{
    for (const QString &part : partsOfATrail()) {
        const QString old = path + QStringLiteral(".before-restore") + part;
        QFile::remove(old);
        if (QFile::exists(path + part) && !QFile::rename(path + part, old))
            return storage(tr("%1 cannot be moved away").arg(path + part));
    }
    return base::Done{};
}

} // namespace

base::Status restoreTrail(const QString &folder, const QString &path, const base::Clock &clock)
{
    const QString source = folder + u'/' + QFileInfo(path).fileName();
    if (!QFile::exists(source))
        return base::makeError(base::ErrorKind::NotFound, tr("%1 holds no backup of a book").arg(folder));
    const auto kept = recordsOf(source, clock);
    if (!kept)
        return kept.error();
    if (QFile::exists(path)) {
        const auto there = recordsOf(path, clock);
        if (there && *there > *kept)
            return base::makeError(base::ErrorKind::Invalid,
                                   tr("The book at %1 holds %2 records and the backup %3: nothing that was signed is "
                                      "thrown away; move the book away to go back nevertheless")
                                       .arg(path)
                                       .arg(*there)
                                       .arg(*kept));
        if (const auto status = moveAway(path); !status)
            return status;
    }
    if (const auto status = base::ensurePrivateFolder(QFileInfo(path).path()); !status)
        return status;
    for (const QString &part : {QStringLiteral(".key"), QString()})
        if (QFile::exists(source + part) && !QFile::copy(source + part, path + part))
            return storage(tr("%1 cannot be copied").arg(source + part));
    const auto restored = recordsOf(path, clock);
    return restored ? base::Status(base::Done{}) : base::Status(restored.error());
}

} // namespace wf::store
