// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <re2/re2.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wf::query {

// Go's Regexp.Expand: "$1", "${1}", "$name", "${name}", "$$"; a group that is not there is empty.
void expandGroups(std::string &out, std::string_view pattern, const re2::RE2 &regex,
                  std::span<const re2::StringPiece> groups);
// The pattern filled from the first match; nothing when there is none.
[[nodiscard]] std::optional<std::string> expandMatch(const re2::RE2 &regex, std::string_view text,
                                                     std::string_view pattern);

} // namespace wf::query
