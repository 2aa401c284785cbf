// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace wf::query {

// A part of the query's text, in bytes; `end` is one past its last.
struct TextRange {
    std::size_t start = 0;
    std::size_t end = 0;
    friend bool operator==(const TextRange &, const TextRange &) = default;
};

// Both count from 1; columns are bytes, as Prometheus counts them.
struct LineColumn {
    int line = 1;
    int column = 1;
    friend bool operator==(const LineColumn &, const LineColumn &) = default;
};
[[nodiscard]] LineColumn lineColumn(std::string_view text, std::size_t at);
[[nodiscard]] std::string lineColumnText(std::string_view text, std::size_t at); // "1:17"

} // namespace wf::query
