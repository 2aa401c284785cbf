// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sources/core/sourcecore.h"

namespace wf::sources {

// The same search in the three dialects (protocols.md 6): legacy with microseconds, v3 with RFC 3339 times and every
// parameter in both spellings, for servers know one or the other.
[[nodiscard]] Question legacySearch(const TraceQuery &query);
[[nodiscard]] Question v3Search(const QString &path, const TraceQuery &query);
// JSON object of strings.
[[nodiscard]] QString tagsJson(const base::Labels &tags);

} // namespace wf::sources
