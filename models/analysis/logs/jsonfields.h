// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/parsedline.h"

#include <optional>
#include <string_view>

namespace wf::analysis {

inline constexpr std::size_t mostFields = 256;

// Fields of one JSON object with their places in the line; nothing when it is not a whole object.
[[nodiscard]] std::optional<std::vector<signals::ParsedField>> jsonFields(std::string_view line);

} // namespace wf::analysis
