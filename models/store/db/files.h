// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <QString>

namespace wf::store {

// An empty file with mode 0600 when there is none; its WAL and shared memory inherit the mode. Refuses links.
[[nodiscard]] base::Status ensurePrivateFile(const QString &path);

// Renames a database with its WAL to <path>.corrupt-<yyyyMMdd-HHmmss>; answers with that path.
[[nodiscard]] base::Result<QString> setAside(const QString &path, qint64 nowNs);

// Flushes a file or folder to the disk.
void syncToDisk(const QString &path);

[[nodiscard]] qint64 freeBytes(const QString &directory);
[[nodiscard]] bool isNearlyFull(const QString &directory, qint64 minFreeBytes);

} // namespace wf::store
