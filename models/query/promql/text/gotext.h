// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

// Numbers and strings written and read as Go does it: canonical PromQL and Prometheus' messages are made of them.
namespace wf::query {

// strconv.FormatFloat(v, 'f', -1, 64): the shortest digits that read back, never with an exponent; "+Inf", "NaN".
[[nodiscard]] std::string goPlain(double v);
// %g: with an exponent below 1e-4 and from 1e6 on.
[[nodiscard]] std::string goShort(double v);
// %.<digits>g.
[[nodiscard]] std::string goRounded(double v, int digits);
// strconv.Quote.
[[nodiscard]] std::string goQuoted(std::string_view text);
// One character of the text in single quotes, as %q shows a rune.
[[nodiscard]] std::string quotedCharacter(std::string_view text, std::size_t at);
// A literal with its quotes ("", '' or ``) to what it means; nothing when it is malformed.
[[nodiscard]] std::optional<std::string> goUnquoted(std::string_view literal);
// A number as PromQL takes it: 1_000, 0x1f, 010 (octal), 1e3, Inf; nothing when it is none or does not fit.
[[nodiscard]] std::optional<double> goNumber(std::string_view text);
[[nodiscard]] bool isUtf8(std::string_view text);
// Length of the UTF-8 character that begins there; 0 when none does.
[[nodiscard]] std::size_t utf8Length(std::string_view text, std::size_t at);

} // namespace wf::query
