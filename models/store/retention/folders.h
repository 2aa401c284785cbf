// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/retention/tieredstore.h"

namespace wf::store {

// What stores with tiers and backups share about folders.

// A second name for a file that never changes; a copy where the file system has no links.
[[nodiscard]] base::Status linkOrCopy(const QString &from, const QString &to);
// The first bytes of a file that may go on growing, to the disk.
[[nodiscard]] base::Status copyBytes(const QString &from, const QString &to, qint64 bytes);

} // namespace wf::store
