// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/explore/index/fuzzy.h"

#include <array>
#include <stop_token>
#include <string>

namespace wf::engine {

// Names in one piece of memory, those that are wanted first in front: more series, shorter, by name. So a search walks
// forward and ends when it has enough; pieces of 32 names that lack a pair of the typed letters are passed over.
// From outside a name is its place by name. Immutable: share it between threads.
class RankedNames {
public:
    RankedNames() = default;
    // Sorted, without repetition or empty ones; of each how many series it has, -1: nobody knows. More than 4 GiB:
    // none.
    RankedNames(const std::vector<std::string> &names, const std::vector<std::int32_t> &series);

    [[nodiscard]] std::size_t size() const { return m_ends.size(); }
    [[nodiscard]] std::string_view nameAt(std::size_t i) const { return ranked(m_rankOf[i]); }
    [[nodiscard]] std::pair<std::size_t, std::size_t> prefixRange(std::string_view prefix) const; // of places
    // Places of names, best first: by MatchClass, then as they are ranked; all by name when nothing was typed. `typed`
    // in lower case. Empty when it was stopped.
    [[nodiscard]] std::vector<std::size_t> search(std::string_view typed, std::size_t most, std::stop_token stop) const;
    [[nodiscard]] std::size_t memoryBytes() const;

private:
    class Search;
    static constexpr std::size_t namesInPiece = 32;
    static constexpr std::size_t kinds = 38;   // of letters: a–z, 0–9, what parts words, all others
    using Pieces = std::vector<std::uint64_t>; // a bit for each

    [[nodiscard]] std::size_t startOf(std::size_t rank) const { return rank == 0 ? 0 : m_ends[rank - 1] + 1; }
    [[nodiscard]] std::string_view ranked(std::size_t rank) const
    {
        return std::string_view(m_text).substr(startOf(rank), m_ends[rank] - startOf(rank));
    }
    [[nodiscard]] std::string_view lowered() const { return m_lowered.empty() ? m_text : m_lowered; }
    void addPieces();
    [[nodiscard]] Pieces piecesWith(std::string_view typed, bool isWord) const;

    std::string m_text;    // by rank, a zero behind each
    std::string m_lowered; // the same in lower case; empty when that is no other
    std::vector<std::uint32_t> m_ends, m_rankOf, m_placeOf;
    std::vector<NameSignature> m_signatures;   // by rank
    std::vector<Pieces> m_piecesOf;            // by pair of kinds
    std::array<std::uint32_t, 256> m_counts{}; // of each byte in the text
};

} // namespace wf::engine
