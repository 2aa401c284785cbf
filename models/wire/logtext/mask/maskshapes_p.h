// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/logtext/mask/masker.h"

#include <array>
#include <string_view>

// What is masked, found around one character. Every function looks at text[at], may look back as far as `floor` (where
// the last mask ended) and says what to replace.
namespace wf::wire::logtext::shape {

struct Hit {
    std::size_t begin = 0;
    std::size_t end = 0; // 0: nothing
    MaskRule rule = MaskRule::Email;
    [[nodiscard]] bool found() const { return end > 0; }
};

enum CharKind : unsigned char { IsDigit = 1, IsUpper = 2, IsLower = 4, IsOther = 8 };
inline constexpr unsigned IsLetter = IsUpper | IsLower;
inline constexpr unsigned IsAlnum = IsDigit | IsLetter;

[[nodiscard]] constexpr bool is(char c, unsigned kinds)
{
    const unsigned kind = c >= '0' && c <= '9'   ? IsDigit
                          : c >= 'A' && c <= 'Z' ? IsUpper
                          : c >= 'a' && c <= 'z' ? IsLower
                                                 : IsOther;
    return (kind & kinds) != 0;
}
// '\0' outside.
[[nodiscard]] constexpr char charAt(std::string_view text, std::size_t at)
{
    return at < text.size() ? text[at] : '\0';
}
[[nodiscard]] constexpr bool isWordAt(std::string_view text, std::size_t at)
{
    const char c = charAt(text, at);
    return is(c, IsAlnum) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

// At '@', or at as many bytes as it is written with ("%40").
[[nodiscard]] Hit email(std::string_view text, std::size_t at, std::size_t floor, std::size_t width = 1);
[[nodiscard]] Hit assignment(std::string_view text, std::size_t at, std::size_t floor);  // at '=' or ':'
[[nodiscard]] Hit credentials(std::string_view text, std::size_t at, std::size_t floor); // at the blank behind "Bearer"
[[nodiscard]] Hit jwt(std::string_view text, std::size_t at, std::size_t floor);         // at 'J' of "eyJ"
[[nodiscard]] Hit awsKey(std::string_view text, std::size_t at, std::size_t floor);      // at the last 'A' of "AKIA"
[[nodiscard]] Hit prefixedToken(std::string_view text, std::size_t at, std::size_t floor); // at '_', '-' or 'z'
[[nodiscard]] Hit privateKey(std::string_view text, std::size_t at);                       // at the first '-'

[[nodiscard]] Hit card(std::string_view text, std::size_t at);                    // at the first digit
[[nodiscard]] Hit iban(std::string_view text, std::size_t at, std::size_t floor); // at the first digit
[[nodiscard]] Hit phone(std::string_view text, std::size_t at);                   // at '+', '(' or the first digit
[[nodiscard]] Hit ip4(std::string_view text, std::size_t at);                     // at the first digit
[[nodiscard]] Hit ip6(std::string_view text, std::size_t at, std::size_t floor);  // at the first ':'

} // namespace wf::wire::logtext::shape
