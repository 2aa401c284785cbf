// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/upkeep.h"

#include "models/base/clock.h"
#include "models/base/safefile.h"
#include "models/store/db/files.h"
#include "models/store/samples/sampletables.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>

#include <limits>

namespace wf::store {

namespace {

constexpr int backupsKept = 7;
constexpr int sliceMs = 40;

// What can be evicted and how old its oldest row is; the oldest of all goes first.
struct Victim {
    const char *oldest;
    const char *remove;
};

constexpr std::array victims{
    Victim{"SELECT min(used_ns) FROM query", nullptr},
    Victim{"SELECT min(used_ns) FROM logquery", "DELETE FROM logbatch WHERE id IN (SELECT id FROM logbatch WHERE "
                                                "query=(SELECT id FROM logquery ORDER BY used_ns LIMIT 1) "
                                                "ORDER BY end_ns LIMIT 32)"},
    Victim{"SELECT min(fetched_ns) FROM trace",
           "DELETE FROM trace WHERE id IN (SELECT id FROM trace ORDER BY fetched_ns LIMIT 32)"},
    Victim{"SELECT min(fetched_ns) FROM answer",
           "DELETE FROM answer WHERE id IN (SELECT id FROM answer ORDER BY fetched_ns LIMIT 64)"},
};

qint64 oldestOf(Connection &connection, const Victim &victim)
{
    qint64 oldest = std::numeric_limits<qint64>::max();
    const auto status = connection.prepare(victim.oldest).each([&](const Statement &row) {
        if (!row.isNull(0))
            oldest = row.integer(0);
        return true;
    });
    return status ? oldest : std::numeric_limits<qint64>::max();
}

base::Status removeLogs(Connection &connection, const Victim &victim)
{
    auto statement = connection.prepare(victim.remove);
    auto status = statement.exec();
    // The question forgets what it knew as soon as a line of it goes: claims must never outlive their lines.
    if (status && statement.changed() == 32)
        return connection
            .prepare("UPDATE logquery SET coverage=x'' WHERE id=(SELECT id FROM logquery ORDER BY used_ns LIMIT 1)")
            .exec();
    return status
               ? connection.prepare("DELETE FROM logquery WHERE id=(SELECT id FROM logquery ORDER BY used_ns LIMIT 1)")
                     .exec()
               : status;
}

base::Result<bool> evictSome(Connection &connection)
{
    std::size_t chosen = 0;
    qint64 oldest = std::numeric_limits<qint64>::max();
    for (std::size_t i = 0; i < victims.size(); ++i)
        if (const qint64 t = oldestOf(connection, victims[i]); t < oldest) {
            oldest = t;
            chosen = i;
        }
    if (oldest == std::numeric_limits<qint64>::max())
        return false;
    const auto status = connection.transaction([&]() -> base::Status {
        if (chosen == 0) {
            const auto gone = evictSamples(connection);
            return gone ? base::Status(base::Done{}) : base::Status(gone.error());
        }
        return chosen == 1 ? removeLogs(connection, victims[1]) : connection.prepare(victims[chosen].remove).exec();
    });
    if (!status)
        return status.error();
    return true;
}

} // namespace

qint64 usedBytes(Connection &connection)
{
    return (connection.pragma("page_count") - connection.pragma("freelist_count")) * connection.pragma("page_size");
}

base::Result<bool> shrinkCache(Connection &connection, qint64 capBytes)
{
    QElapsedTimer timer;
    timer.start();
    // Below the cap by a tenth, so that it is not done at every write.
    bool over = usedBytes(connection) > capBytes;
    while (over && timer.elapsed() < sliceMs) {
        const auto some = evictSome(connection);
        if (!some)
            return some.error();
        over = *some && usedBytes(connection) > capBytes - capBytes / 10;
    }
    // Through QtSql this pragma frees a single page.
    if (connection.pragma("freelist_count") > 1000)
        if (auto status = connection.script("PRAGMA incremental_vacuum(2000)");
            !status && connection.fault() != Fault::None)
            return status.error();
    return !over;
}

base::Result<qint64> pruneAlerts(Connection &connection, qint64 beforeNs)
{
    qint64 gone = 0;
    const auto status = connection.transaction([&]() -> base::Status {
        auto statement =
            connection.prepare("DELETE FROM alert WHERE id IN (SELECT id FROM alert WHERE starts_ns<? AND ended_ns<>0 "
                               "AND ended_ns<? LIMIT 1000)");
        auto done = statement.bind(beforeNs).bind(beforeNs).exec();
        gone = statement.changed();
        return done;
    });
    if (!status)
        return status.error();
    return gone;
}

QStringList ledgerBackups(const QString &directory)
{
    QStringList out;
    const QDir folder(directory + QStringLiteral("/backup"));
    for (const auto &name : folder.entryList({QStringLiteral("ledger-*.db")}, QDir::Files, QDir::Name | QDir::Reversed))
        out << folder.filePath(name);
    return out;
}

QString backupPath(const QString &directory, qint64 nowNs)
{
    const QString day =
        QDateTime::fromMSecsSinceEpoch(nowNs / base::nsPerMs, Qt::UTC).toString(QStringLiteral("yyyyMMdd"));
    return QStringLiteral("%1/backup/ledger-%2.db").arg(directory, day);
}

base::Result<QString> backupLedger(Connection &connection, const QString &directory, qint64 nowNs)
{
    const QString folder = directory + QStringLiteral("/backup");
    if (auto status = base::ensurePrivateFolder(folder); !status)
        return status.error();
    const QString path = backupPath(directory, nowNs);
    const QString part = path + QStringLiteral(".part");
    QFile::remove(part);
    auto status =
        connection.run(QStringLiteral("VACUUM INTO '%1'").arg(QString(part).replace(u'\'', QStringLiteral("''"))));
    if (!status) {
        QFile::remove(part);
        return status.error();
    }
    QFile::setPermissions(part, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    QString verdict;
    if (auto copy = Connection::openForRescue(part))
        verdict = (*copy)->integrityCheck();
    else
        verdict = copy.error().detail;
    if (verdict != QLatin1String("ok")) {
        QFile::remove(part);
        return base::makeError(base::ErrorKind::Storage,
                               QCoreApplication::translate("wf::store", "The backup of the ledger is not sound"),
                               verdict);
    }
    syncToDisk(part);
    QFile::remove(path);
    if (!QFile::rename(part, path))
        return base::makeError(base::ErrorKind::Storage,
                               QCoreApplication::translate("wf::store", "The backup cannot be renamed"), path);
    syncToDisk(folder);
    const QStringList all = ledgerBackups(directory);
    for (qsizetype i = backupsKept; i < all.size(); ++i)
        QFile::remove(all.at(i));
    return path;
}

} // namespace wf::store
