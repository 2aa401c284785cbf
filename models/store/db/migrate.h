// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/store/db/connection.h"

#include <functional>
#include <vector>

namespace wf::store {

// What leads from schema version n-1 to n, where n is its place in the list, counted from 1.
struct Migration {
    std::vector<const char *> statements;
};

// Brings a file to the newest schema: each step is one IMMEDIATE transaction together with its user_version, so that a
// kill in between leaves either version, never something else. `backup` runs once before the first step of a file that
// already holds something; when it fails, nothing is changed. A newer file is refused (Unsupported).
// Answers with the version now.
[[nodiscard]] base::Result<int> migrate(Connection &connection, const std::vector<Migration> &migrations,
                                        const std::function<base::Status(int from)> &backup);

} // namespace wf::store
