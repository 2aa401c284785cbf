// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/db/migrate.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace wf::store {

namespace {

base::Status step(Connection &connection, const Migration &migration, int to)
{
    return connection.transaction([&]() -> base::Status {
        // Another process may have done it while this one waited for the lock.
        if (connection.pragma("user_version") >= to)
            return base::Done{};
        for (const char *sql : migration.statements)
            if (auto status = connection.run(QString::fromLatin1(sql)); !status)
                return status;
        return connection.run(QStringLiteral("PRAGMA user_version=%1").arg(to));
    });
}

} // namespace

base::Result<int> migrate(Connection &connection, const std::vector<Migration> &migrations,
                          const std::function<base::Status(int from)> &backup)
{
    const auto newest = static_cast<int>(migrations.size());
    const auto present = static_cast<int>(connection.pragma("user_version"));
    if (present < 0)
        return base::makeError(
            base::ErrorKind::Storage,
            QCoreApplication::translate("wf::store", "%1 cannot be read").arg(QFileInfo(connection.path()).fileName()));
    if (present > newest)
        return base::makeError(base::ErrorKind::Unsupported,
                               QCoreApplication::translate("wf::store", "%1 was written by a newer Watchfloor")
                                   .arg(QFileInfo(connection.path()).fileName()),
                               QCoreApplication::translate("wf::store",
                                                           "It has schema %1, this program knows %2. Use the newer "
                                                           "program, or a backup made before the update.")
                                   .arg(present)
                                   .arg(newest));
    if (present > 0 && present < newest && backup)
        if (auto status = backup(present); !status)
            return status.error();
    for (int to = present + 1; to <= newest; ++to)
        if (auto status = step(connection, migrations[static_cast<std::size_t>(to - 1)], to); !status)
            return status.error();
    return newest;
}

} // namespace wf::store
