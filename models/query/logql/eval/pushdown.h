// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/logql/linereader.h"
#include "models/query/logql/syntax/expr.h"

#include <optional>

namespace wf::query::logql {

// What a reader may leave out lines by: bytes that line filters require before anything changes the text, and labels
// that must be equal before any parser could set them.
void pushDown(const LogSelector &selector, LineRequest &request);

// Bytes every match of the regular expression holds; nothing when none of at least three can be told.
[[nodiscard]] std::optional<LiteralGroup> literalsOf(std::string_view regex);

} // namespace wf::query::logql
