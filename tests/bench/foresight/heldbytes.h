// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace wf::bench {

// What this program has taken by operator new and not given back, as the allocator rounds it, with eight bytes of its
// book-keeping a piece. heldbytes.cpp replaces operator new of the bench.
[[nodiscard]] std::size_t heldBytes();

} // namespace wf::bench
