// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/store/retention/tieredstore.h"

namespace wf::store {

// Something that takes part in a backup: how it copies itself into an empty folder, as of one moment.
struct BackupSource {
    QString name; // of its folder: "series"
    std::function<base::Status(const QString &folder)> snapshot;
};
[[nodiscard]] BackupSource backupOf(TieredStore &store);

struct BackupReport {
    QString path;
    qint64 files = 0;
    qint64 bytes = 0; // what the files hold; those that are links cost no room
    qint64 madeNs = 0;
};

// A folder that is complete or not there: copies go to <target>.partial, a manifest with the size and XXH3-64 of every
// file last. Invalid when the target exists already.
[[nodiscard]] base::Result<BackupReport> makeBackup(const std::vector<BackupSource> &sources, const QString &target,
                                                    const base::Clock &clock);

// Compares the backup with its manifest: missing, additional and changed files, and then each folder with the verifier
// of its name, which looks at every chunk. NotFound when it has no manifest: it is not a whole backup.
using FolderVerifier = std::function<VerifyReport(const QString &folder, std::stop_token stop)>;
using FolderVerifiers = std::vector<std::pair<QString, FolderVerifier>>; // by name of the folder
[[nodiscard]] base::Result<VerifyReport> verifyBackup(const QString &backup, const FolderVerifiers &verifiers,
                                                      std::stop_token stop = {});
// The same over a station's own directory, without a manifest.
[[nodiscard]] VerifyReport verifyStation(const QString &directory, const FolderVerifiers &verifiers,
                                         std::stop_token stop = {});

// Copies a backup to where a station can be opened, each file compared with the manifest. Invalid when the target is
// there and not empty: nothing is ever written over. Complete or not there.
[[nodiscard]] base::Result<BackupReport> restoreBackup(const QString &backup, const QString &target);

} // namespace wf::store
