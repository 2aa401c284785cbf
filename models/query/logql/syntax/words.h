// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/logql/syntax/expr.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

// How LogQL spells its operators; the parser reads the tables one way, the printer the other. In the order of the
// enums.
namespace wf::query::logql {

inline constexpr std::array<std::string_view, 15> rangeOpWords{"rate",
                                                               "rate_counter",
                                                               "count_over_time",
                                                               "bytes_rate",
                                                               "bytes_over_time",
                                                               "avg_over_time",
                                                               "sum_over_time",
                                                               "min_over_time",
                                                               "max_over_time",
                                                               "stdvar_over_time",
                                                               "stddev_over_time",
                                                               "quantile_over_time",
                                                               "first_over_time",
                                                               "last_over_time",
                                                               "absent_over_time"};
inline constexpr std::array<std::string_view, 12> vectorOpWords{
    "sum", "avg", "count", "max", "min", "stddev", "stdvar", "bottomk", "topk", "approx_topk", "sort", "sort_desc"};
inline constexpr std::array<std::string_view, 15> binaryOpWords{"or", "and", "unless", "+", "-",  "*", "/", "%",
                                                                "^",  "==",  "!=",     ">", ">=", "<", "<="};
inline constexpr std::array<std::string_view, 6> lineFilterWords{"|=", "!=", "|~", "!~", "|>", "!>"};
inline constexpr std::array<std::string_view, 6> compareWords{"=", "!=", ">", ">=", "<", "<="};
inline constexpr std::array<std::string_view, 4> matchWords{"=", "!=", "=~", "!~"};
inline constexpr std::array<std::string_view, 4> conversionWords{"", "bytes", "duration", "duration_seconds"};

template<class Op, std::size_t N>
[[nodiscard]] std::optional<Op> opOf(const std::array<std::string_view, N> &words, std::string_view word)
{
    const auto it = std::ranges::find(words, word);
    return it == words.end() ? std::nullopt : std::optional(static_cast<Op>(it - words.begin()));
}
template<class Op, std::size_t N>
[[nodiscard]] constexpr std::string_view wordOf(const std::array<std::string_view, N> &words, Op op)
{
    return words[static_cast<std::size_t>(op)];
}

} // namespace wf::query::logql
