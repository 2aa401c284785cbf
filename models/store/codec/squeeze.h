// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace wf::store {

// zstd with checksum.
[[nodiscard]] std::string squeeze(std::string_view bytes, int level = 3);
// Storage when damaged, TooLarge when it would unpack to more than `cap` bytes.
[[nodiscard]] base::Result<std::string> unsqueeze(std::string_view bytes, std::size_t cap = std::size_t(512) << 20);

} // namespace wf::store
