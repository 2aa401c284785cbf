// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/care/storekeeping.h"

#include <optional>

namespace wf::station {

// A backup asked for by another process while a console has the station open: the request lies in a file of the
// station's folder, and so does the answer.

// Storage when it cannot be written. An older answer is taken away.
[[nodiscard]] base::Status requestBackup(const QString &directory, const QString &target);
// Nothing while it is being worked on.
[[nodiscard]] std::optional<base::Result<store::BackupReport>> backupAnswer(const QString &directory);
// What the console does every few seconds, on a pool. True when there was a request.
bool serveBackupRequest(const QString &directory, StoreKeeping &keeping);

} // namespace wf::station
