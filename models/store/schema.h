// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/db/migrate.h"

#include <QStringList>

namespace wf::store {

// Never edit a step that was released: add one.
[[nodiscard]] const std::vector<Migration> &ledgerMigrations();
[[nodiscard]] const std::vector<Migration> &cacheMigrations();
// What a salvage brings over, most precious first.
[[nodiscard]] QStringList ledgerTables();

} // namespace wf::store
