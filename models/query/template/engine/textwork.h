// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

// What the functions of both products do with texts.
namespace wf::query::tmpl {

// Go's strings.ToUpper, strings.ToLower and strings.Title.
[[nodiscard]] std::string upperText(const std::string &text);
[[nodiscard]] std::string lowerText(const std::string &text);
[[nodiscard]] std::string titled(const std::string &text);
// Go's url.QueryEscape.
[[nodiscard]] std::string queryEscaped(std::string_view text);

} // namespace wf::query::tmpl
