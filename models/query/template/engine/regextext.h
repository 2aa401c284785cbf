// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"

#include <re2/re2.h>

#include <functional>
#include <span>
#include <string>
#include <string_view>

// Regular expressions as Go's regexp package works with them.
namespace wf::query::tmpl {

// Compiled once per thread and expression; valid until the next call. Invalid in words like Go's.
[[nodiscard]] base::Result<const re2::RE2 *> compiledRegex(const std::string &pattern);

using OnMatch = std::function<void(std::size_t begin, std::size_t end, std::span<const re2::StringPiece> groups)>;
// Calls it for every match in turn, as Go steps over empty ones.
void eachMatch(const re2::RE2 &regex, std::string_view text, const OnMatch &onMatch);

// ReplaceAllString, or ReplaceAllLiteralString; cut off where it has grown over `mostBytes`.
[[nodiscard]] std::string replacedMatches(const re2::RE2 &regex, std::string_view text, std::string_view replacement,
                                          bool isLiteral, std::size_t mostBytes);

} // namespace wf::query::tmpl
