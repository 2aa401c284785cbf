// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What every fuzz target needs: the input as text, and promises that hold for any input.
#pragma once

#include "models/wire/limits.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace wf::fuzz {

inline std::string_view text(const std::uint8_t *data, std::size_t size)
{
    return {reinterpret_cast<const char *>(data), size};
}

// Small bounds, so that the fuzzer reaches them.
inline wire::Limits tight()
{
    wire::Limits limits;
    limits.bytes = std::size_t{64} << 10;
    limits.depth = 32;
    limits.samples = limits.lines = limits.spans = limits.entries = 2000;
    limits.series = 200;
    return limits;
}

// Ends the program, which libFuzzer reports as a finding.
inline void promise(bool kept, const char *what)
{
    if (!kept) {
        std::fprintf(stderr, "broken promise: %s\n", what);
        std::abort();
    }
}

template<class Times>
bool ascending(const Times &times)
{
    return std::is_sorted(times.begin(), times.end());
}

} // namespace wf::fuzz
