// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/retention/backup.h"

namespace wf::station {

// What is remembered of a backup of this station (backups.json in its folder), whoever made it.
struct BackupNote {
    QString path;
    qint64 files = 0;
    qint64 bytes = 0;
    qint64 madeNs = 0;
    qint64 verifiedNs = 0; // last compared with its checksums; 0 = never
    qint64 damaged = 0;    // files found damaged then
    friend bool operator==(const BackupNote &, const BackupNote &) = default;
};

// Newest first, at most 20. Without a file, or with a damaged one, there are none.
[[nodiscard]] std::vector<BackupNote> readBackupLog(const QString &directory);
[[nodiscard]] base::Status noteBackup(const QString &directory, const store::BackupReport &report);
// A path nobody noted is none of this station's, and left alone.
[[nodiscard]] base::Status noteVerified(const QString &directory, const QString &path, qint64 damaged, qint64 nowNs);

} // namespace wf::station
