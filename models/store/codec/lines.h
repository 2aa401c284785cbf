// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/signals/logline.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wf::store {

// Log lines by column, label sets once each, then zstd. Order is kept.
[[nodiscard]] std::string packLines(std::span<const signals::LogLine> lines);
[[nodiscard]] base::Result<std::vector<signals::LogLine>> unpackLines(std::string_view bytes);

} // namespace wf::store
