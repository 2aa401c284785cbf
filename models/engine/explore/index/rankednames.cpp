// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/index/rankednames.h"

#include <algorithm>
#include <bitset>
#include <cstring>
#include <limits>
#include <numeric>
#include <tuple>

namespace wf::engine {

namespace {

constexpr std::size_t partingKind = 36;

std::size_t kindOf(char c)
{
    if (c >= 'a' && c <= 'z')
        return static_cast<std::size_t>(c - 'a');
    if (c >= '0' && c <= '9')
        return 26 + static_cast<std::size_t>(c - '0');
    return partsWords(c) ? partingKind : 37;
}

std::uint32_t narrow(std::size_t number)
{
    return static_cast<std::uint32_t>(number);
}

} // namespace

RankedNames::RankedNames(const std::vector<std::string> &names, const std::vector<std::int32_t> &series)
{
    std::size_t bytes = names.size();
    for (const std::string &name : names)
        bytes += name.size();
    if (bytes > std::numeric_limits<std::uint32_t>::max()) // beyond what is addressed
        return;
    m_placeOf.resize(names.size());
    std::iota(m_placeOf.begin(), m_placeOf.end(), 0U);
    std::ranges::sort(m_placeOf, [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(-series[a], names[a].size(), a) < std::tuple(-series[b], names[b].size(), b);
    });
    m_rankOf.resize(names.size());
    m_text.reserve(bytes);
    m_ends.reserve(names.size());
    m_signatures.reserve(names.size());
    for (std::size_t rank = 0; rank < names.size(); ++rank) {
        const std::string &name = names[m_placeOf[rank]];
        m_rankOf[m_placeOf[rank]] = narrow(rank);
        m_text += name;
        m_ends.push_back(narrow(m_text.size()));
        m_text += '\0';
        m_signatures.push_back(NameSignature::of(name));
    }
    if (std::ranges::any_of(m_text, [](char c) { return c != lowerLetter(c); })) {
        m_lowered.resize(m_text.size());
        std::ranges::transform(m_text, m_lowered.begin(), lowerLetter);
    }
    for (const char c : lowered())
        ++m_counts[static_cast<unsigned char>(c)];
    addPieces();
}

// A name's beginning, and a word's in camelCase, count as parted from what is before.
void RankedNames::addPieces()
{
    const std::size_t pieces = (size() + namesInPiece - 1) / namesInPiece;
    m_piecesOf.assign(kinds * kinds, Pieces((pieces + 63) / 64, 0));
    for (std::size_t piece = 0; piece < pieces; ++piece) {
        std::bitset<kinds * kinds> pairs;
        const std::size_t last = std::min(size(), (piece + 1) * namesInPiece);
        for (std::size_t rank = piece * namesInPiece; rank < last; ++rank) {
            const std::string_view name = ranked(rank);
            std::size_t before = partingKind;
            for (std::size_t i = 0; i < name.size(); ++i) {
                const std::size_t kind = kindOf(lowerLetter(name[i]));
                pairs.set(before * kinds + kind);
                if (beginsWord(name, i))
                    pairs.set(partingKind * kinds + kind);
                before = kind;
            }
        }
        for (std::size_t pair = 0; pair < pairs.size(); ++pair)
            if (pairs.test(pair))
                m_piecesOf[pair][piece / 64] |= std::uint64_t{1} << (piece % 64);
    }
}

// Those that may hold it; isWord: at a word's beginning.
RankedNames::Pieces RankedNames::piecesWith(std::string_view typed, bool isWord) const
{
    const std::size_t pieces = (size() + namesInPiece - 1) / namesInPiece;
    Pieces out((pieces + 63) / 64, ~std::uint64_t{0});
    const auto narrowTo = [&](std::size_t before, std::size_t kind) {
        const Pieces &with = m_piecesOf[before * kinds + kind];
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] &= with[i];
    };
    if (isWord)
        narrowTo(partingKind, kindOf(typed[0]));
    for (std::size_t i = 1; i < typed.size(); ++i)
        narrowTo(kindOf(typed[i - 1]), kindOf(typed[i]));
    return out;
}

std::pair<std::size_t, std::size_t> RankedNames::prefixRange(std::string_view prefix) const
{
    const auto edge = [&](auto isBefore) {
        std::size_t low = 0, high = size();
        while (low < high) {
            const std::size_t middle = low + (high - low) / 2;
            isBefore(nameAt(middle).substr(0, prefix.size())) ? low = middle + 1 : high = middle;
        }
        return low;
    };
    return {edge([&](std::string_view head) { return head < prefix; }),
            edge([&](std::string_view head) { return head <= prefix; })};
}

class RankedNames::Search {
public:
    Search(const RankedNames &names, std::string_view typed, std::size_t most, std::stop_token stop)
        : m_names(names), m_typed(typed), m_most(most), m_stop(std::move(stop))
    {
        for (std::size_t i = 1; i < typed.size(); ++i) // what is rare leads to fewer places
            if (countOf(typed[i]) < countOf(typed[m_rare]))
                m_rare = i;
    }

    std::vector<std::size_t> run()
    {
        std::tie(m_first, m_last) = m_names.prefixRange(m_typed);
        prefixes();
        const bool isMixed = !m_names.m_lowered.empty(); // names in another case may begin so, too
        if ((count(MatchClass::Prefix) < m_most || isMixed) && !m_typed.empty())
            inside();
        if (count(MatchClass::Inside) < m_most && m_typed.size() > 1)
            letters();
        std::vector<std::size_t> places;
        if (m_stop.stop_requested())
            return places;
        if (isMixed && !m_typed.empty()) {
            std::ranges::sort(found(MatchClass::Whole));
            std::ranges::sort(found(MatchClass::Prefix));
        }
        for (const auto &ranks : m_found)
            for (const std::uint32_t rank : ranks)
                if (places.size() < m_most)
                    places.push_back(m_names.m_placeOf[rank]);
        return places;
    }

private:
    using Ranks = std::vector<std::uint32_t>;
    [[nodiscard]] std::uint32_t countOf(char c) const { return m_names.m_counts[static_cast<unsigned char>(c)]; }
    [[nodiscard]] Ranks &found(MatchClass kind) { return m_found[static_cast<std::size_t>(kind)]; }
    // Of this class and better ones.
    [[nodiscard]] std::size_t count(MatchClass kind) const
    {
        std::size_t sum = 0;
        for (std::size_t i = 0; i <= static_cast<std::size_t>(kind); ++i)
            sum += m_found[i].size();
        return sum;
    }
    [[nodiscard]] bool isPrefix(std::uint32_t rank) const
    {
        return m_names.m_placeOf[rank] >= m_first && m_names.m_placeOf[rank] < m_last;
    }

    void prefixes();
    void inside();
    void insidePiece(std::size_t piece);
    void letters();
    [[nodiscard]] const char *nextPlace(const char *from, const char *end) const;

    const RankedNames &m_names;
    std::string_view m_typed;
    std::size_t m_most;
    std::stop_token m_stop;
    std::size_t m_rare = 0;              // which typed letter is looked for
    std::size_t m_first = 0, m_last = 0; // places of what begins so, in this case
    std::array<Ranks, 5> m_found;        // by MatchClass, ascending
};

void RankedNames::Search::prefixes()
{
    const auto begin = m_names.m_rankOf.begin();
    const std::size_t all = m_last - m_first, wanted = std::min(all, m_most);
    const auto offset = [](std::size_t i) { return static_cast<std::ptrdiff_t>(i); };
    Ranks &ranks = found(MatchClass::Prefix);
    if (m_typed.empty()) { // somebody looks through all of them
        ranks.assign(begin, begin + offset(wanted));
        return;
    }
    if (all > m_most && all > m_names.size() / 64) { // the first of many are near the front
        for (std::uint32_t rank = 0; rank < m_names.size() && ranks.size() < wanted; ++rank)
            if (isPrefix(rank))
                ranks.push_back(rank);
    } else {
        ranks.assign(begin + offset(m_first), begin + offset(m_last));
        std::ranges::partial_sort(ranks, ranks.begin() + offset(wanted));
        ranks.resize(wanted);
    }
    if (all > 0 && m_names.nameAt(m_first) == m_typed) {
        found(MatchClass::Whole).push_back(m_names.m_rankOf[m_first]);
        std::erase(ranks, m_names.m_rankOf[m_first]);
    }
}

void RankedNames::Search::inside()
{
    const Pieces anywhere = m_names.piecesWith(m_typed, false);
    const Pieces atWords = m_names.piecesWith(m_typed, true);
    const std::size_t pieces = (m_names.size() + namesInPiece - 1) / namesInPiece;
    for (std::size_t piece = 0; piece < pieces; ++piece) {
        if (piece % 128 == 0 && m_stop.stop_requested())
            return;
        if (count(MatchClass::Word) >= m_most && m_names.m_lowered.empty())
            break;
        const Pieces &wanted = count(MatchClass::Inside) < m_most ? anywhere : atWords;
        if (((wanted[piece / 64] >> (piece % 64)) & 1U) != 0)
            insidePiece(piece);
    }
}

void RankedNames::Search::insidePiece(std::size_t piece)
{
    const char *text = m_names.lowered().data();
    std::size_t rank = piece * namesInPiece;
    const std::size_t last = std::min(m_names.size(), rank + namesInPiece) - 1;
    const char *end = text + m_names.m_ends[last];
    for (const char *place = nextPlace(text + m_names.startOf(rank), end); place;) {
        const auto at = static_cast<std::size_t>(place - text);
        while (m_names.m_ends[rank] <= at)
            ++rank;
        const auto one = narrow(rank);
        const std::string_view name = m_names.ranked(rank);
        const std::size_t inName = at - m_names.startOf(rank);
        Ranks &others = found(MatchClass::Inside);
        const bool isNoted = !others.empty() && others.back() == one;
        if (!beginsWord(name, inName)) {
            if (!isNoted && count(MatchClass::Inside) < m_most)
                others.push_back(one);
            place = nextPlace(place + 1, end);
            continue;
        }
        if (isNoted)
            others.pop_back();
        if (inName > 0 && count(MatchClass::Word) < m_most)
            found(MatchClass::Word).push_back(one);
        else if (inName == 0 && !isPrefix(one))
            found(name.size() == m_typed.size() ? MatchClass::Whole : MatchClass::Prefix).push_back(one);
        place = nextPlace(text + m_names.m_ends[rank], end);
    }
}

void RankedNames::Search::letters()
{
    Ranks known;
    for (const Ranks &ranks : m_found)
        known.insert(known.end(), ranks.begin(), ranks.end());
    std::ranges::sort(known);
    const NameSignature typed = NameSignature::ofTyped(m_typed);
    for (std::uint32_t rank = 0; rank < m_names.size(); ++rank) {
        if (rank % 4096 == 0 && m_stop.stop_requested())
            return;
        if (!m_names.m_signatures[rank].mayMatch(typed) || !lettersMatch(m_typed, m_names.ranked(rank)) ||
            std::ranges::binary_search(known, rank))
            continue;
        found(MatchClass::Letters).push_back(rank);
        if (count(MatchClass::Letters) >= m_most)
            return;
    }
}

// Where what was typed stands next; null: nowhere before the end.
const char *RankedNames::Search::nextPlace(const char *from, const char *end) const
{
    const auto size = static_cast<std::ptrdiff_t>(m_typed.size()), rare = static_cast<std::ptrdiff_t>(m_rare);
    while (end - from >= size) {
        const auto room = static_cast<std::size_t>(end - from - size + 1);
        const void *hit = std::memchr(from + rare, m_typed[m_rare], room);
        if (!hit)
            return nullptr;
        from = static_cast<const char *>(hit) - rare;
        if (std::memcmp(from, m_typed.data(), m_typed.size()) == 0)
            return from;
        ++from;
    }
    return nullptr;
}

std::vector<std::size_t> RankedNames::search(std::string_view typed, std::size_t most, std::stop_token stop) const
{
    return most == 0 ? std::vector<std::size_t>() : Search(*this, typed, most, std::move(stop)).run();
}

std::size_t RankedNames::memoryBytes() const
{
    std::size_t bytes = m_text.capacity() + m_lowered.capacity() +
                        (m_ends.capacity() + m_rankOf.capacity() + m_placeOf.capacity()) * sizeof(std::uint32_t) +
                        m_signatures.capacity() * sizeof(NameSignature);
    for (const Pieces &pieces : m_piecesOf)
        bytes += pieces.capacity() * sizeof(std::uint64_t);
    return bytes;
}

} // namespace wf::engine
