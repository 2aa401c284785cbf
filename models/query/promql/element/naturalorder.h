// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace wf::query {

// "node2" before "node10": runs of digits count as numbers.
[[nodiscard]] bool naturallyBefore(std::string_view a, std::string_view b);

} // namespace wf::query
