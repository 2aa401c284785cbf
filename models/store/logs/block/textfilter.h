// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <string>
#include <string_view>
#include <vector>

namespace wf::store {

// Two small sets that say which byte sequences a text certainly does not hold, ASCII case folded.
//   short  every three bytes in a row, one bit each at a hash; sized so that a third or so of the bits is set
//   long   of every eight neighbouring sequences of eight bytes the one with the lowest hash. Whoever looks for at
//   least
//          fifteen bytes finds the same ones in what he looks for, and they tell long ids and phrases apart where
//          all triples occur everywhere (Schleimer, Wilkerson & Aiken, "Winnowing", SIGMOD 2003).
// Each set is 2^n bits; a hash's lower bits are its place.
struct TextFilter {
    std::string shortBits;
    std::string longBits;
};

inline constexpr std::size_t shortSequence = 3;
inline constexpr std::size_t longSequence = 8;
inline constexpr std::size_t longWindow = 8;
inline constexpr std::size_t longestUnsure = longSequence + longWindow - 2; // longer needles have a long hash

// Reused for one text after the other; not thread-safe.
class TextFilterBuilder {
public:
    TextFilterBuilder();
    void add(std::string_view text);
    [[nodiscard]] TextFilter take();

private:
    std::vector<quint64> m_short;
    std::vector<quint64> m_long;
    std::string m_folded;
};

// The hashes a text must have when it holds the needle.
class NeedleHashes {
public:
    explicit NeedleHashes(std::string_view needle);
    // Too short to be sure of anything: may be anywhere.
    [[nodiscard]] bool isUnsure() const { return m_short.empty(); }
    [[nodiscard]] bool hasLong() const { return !m_long.empty(); }
    [[nodiscard]] bool mayBeInShort(std::string_view shortBits) const;
    [[nodiscard]] bool mayBeInLong(std::string_view longBits) const;

private:
    std::vector<quint32> m_short;
    std::vector<quint32> m_long;
};

[[nodiscard]] std::string foldedCase(std::string_view text);

} // namespace wf::store
