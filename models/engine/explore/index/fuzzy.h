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

// Letters and pairs of letters of a name as bits: what lacks one of the typed ones cannot match.
struct NameSignature {
    std::uint64_t letters = 0;
    std::uint64_t pairs = 0;
    [[nodiscard]] static NameSignature of(std::string_view name);
    [[nodiscard]] bool mayHoldLetters(const NameSignature &typed) const
    {
        return (letters & typed.letters) == typed.letters;
    }
    [[nodiscard]] bool mayHold(const NameSignature &typed) const
    {
        return mayHoldLetters(typed) && (pairs & typed.pairs) == typed.pairs;
    }
};

} // namespace wf::engine
