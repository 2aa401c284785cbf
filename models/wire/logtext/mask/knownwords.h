// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace wf::wire::logtext {

// Texts that are known, found wherever they stand as words: no letter, digit or underscore before (but %22 and the
// like) or behind. Linear in
// the text for words of few lengths; thread-safe once filled.
class KnownWords {
public:
    // Not empty; the first `id` of a word stays.
    void add(std::string_view word, std::size_t id);
    [[nodiscard]] bool isEmpty() const { return m_ids.empty(); }

    // Puts replacement(id) in place of every word that is known, the longest at a place first. `isQuotedOnly`: only
    // between quotes ("…", '…', `…`), as in expressions, whose own words are nobody's name.
    void replace(std::string &text, bool isQuotedOnly,
                 const std::function<const std::string &(std::size_t id)> &replacement) const;

private:
    [[nodiscard]] const std::pair<const std::string, std::size_t> *at(std::string_view text, std::size_t begin) const;

    std::map<std::string, std::size_t, std::less<>> m_ids;
    std::map<std::uint16_t, std::vector<std::size_t>> m_lengths; // by the first two bytes, longest first
    std::array<bool, 256> m_mayBegin{};
};

} // namespace wf::wire::logtext
