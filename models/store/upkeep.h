// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/db/connection.h"

#include <QStringList>

// What keeps the two files in order. Writer threads.
namespace wf::store {

// Deletes what was not used for longest, in steps of some tens of milliseconds, until the used pages fit; gives pages
// back to the disk. Answers whether it is small enough now; false: call again.
base::Result<bool> shrinkCache(Connection &connection, qint64 capBytes);
[[nodiscard]] qint64 usedBytes(Connection &connection);

// Alerts that ended before the instant, at most a thousand a call; answers how many went.
base::Result<qint64> pruneAlerts(Connection &connection, qint64 beforeNs);

// Checked copy (VACUUM INTO, integrity_check, fsync, rename) of the ledger in directory/backup, named after the day;
// keeps seven. Answers with its path.
base::Result<QString> backupLedger(Connection &connection, const QString &directory, qint64 nowNs);
[[nodiscard]] QString backupPath(const QString &directory, qint64 nowNs);
// Newest first.
[[nodiscard]] QStringList ledgerBackups(const QString &directory);

} // namespace wf::store
