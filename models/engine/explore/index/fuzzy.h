// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

// How well a name answers what was typed. Case does not count. Pure; any thread.
namespace wf::engine {

// Better first. Whole: the name itself; Prefix: it begins so; Word: one of its words does ("requests" in
// http_requests_total); Inside: it stands anywhere; Letters: its letters come in this order, the first at a word's
// beginning ("hrt").
enum class MatchClass : std::uint8_t { Whole, Prefix, Word, Inside, Letters, None };

// `typed` in lower case. An empty one is a prefix of everything.
[[nodiscard]] MatchClass matchClass(std::string_view typed, std::string_view name);
// Which bytes of the name were typed, ascending; empty when it does not match.
[[nodiscard]] std::vector<int> matchedBytes(std::string_view typed, std::string_view name);

// MatchClass::Letters or better.
[[nodiscard]] bool lettersMatch(std::string_view typed, std::string_view name);

[[nodiscard]] constexpr char lowerLetter(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
[[nodiscard]] constexpr bool partsWords(char c)
{
    return c == '_' || c == ':' || c == '.' || c == '-' || c == '/';
}
[[nodiscard]] constexpr bool beginsWord(std::string_view name, std::size_t at)
{
    if (at == 0 || partsWords(name[at - 1]))
        return true;
    const bool isUpper = name[at] >= 'A' && name[at] <= 'Z';
    return isUpper && !(name[at - 1] >= 'A' && name[at - 1] <= 'Z'); // camelCase
}

// Letters of a name, and those that begin its words, as bits: what lacks one of the typed ones has no lettersMatch().
struct NameSignature {
    std::uint64_t letters = 0;
    std::uint64_t initials = 0;
    [[nodiscard]] static NameSignature of(std::string_view name);
    [[nodiscard]] static NameSignature ofTyped(std::string_view typed);
    [[nodiscard]] bool mayMatch(const NameSignature &typed) const
    {
        return (letters & typed.letters) == typed.letters && (initials & typed.initials) == typed.initials;
    }
};

} // namespace wf::engine
