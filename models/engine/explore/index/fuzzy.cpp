// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/index/fuzzy.h"

#include <algorithm>

namespace wf::engine {

namespace {

bool equalsAt(std::string_view typed, std::string_view name, std::size_t at)
{
    for (std::size_t i = 0; i < typed.size(); ++i)
        if (lowerLetter(name[at + i]) != typed[i])
            return false;
    return true;
}

// Where it stands: at a word's beginning if it can be; npos when nowhere.
std::size_t placeOf(std::string_view typed, std::string_view name, bool &isWord)
{
    isWord = false;
    std::size_t found = std::string_view::npos;
    for (std::size_t at = 0; at + typed.size() <= name.size(); ++at) {
        if (lowerLetter(name[at]) != typed[0] || !equalsAt(typed, name, at))
            continue;
        if (beginsWord(name, at)) {
            isWord = true;
            return at;
        }
        if (found == std::string_view::npos)
            found = at;
    }
    return found;
}

bool inOrder(std::string_view typed, std::string_view name, std::size_t from)
{
    for (const char wanted : typed) {
        while (from < name.size() && lowerLetter(name[from]) != wanted)
            ++from;
        if (from++ >= name.size())
            return false;
    }
    return true;
}

// Where the letters stand, each at a word's beginning if the rest still fits behind it. They are known to fit.
std::vector<int> letterPlaces(std::string_view typed, std::string_view name, std::size_t from)
{
    std::vector<int> places;
    for (std::size_t i = 0; i < typed.size(); ++i) {
        std::size_t chosen = std::string_view::npos;
        for (std::size_t at = from; at < name.size() && inOrder(typed.substr(i), name, at); ++at) {
            if (lowerLetter(name[at]) != typed[i])
                continue;
            if (chosen == std::string_view::npos || beginsWord(name, at))
                chosen = at;
            if (beginsWord(name, at))
                break;
        }
        places.push_back(static_cast<int>(chosen));
        from = chosen + 1;
    }
    return places;
}

// Where the first letter begins a word and the others follow in order; npos when nowhere. What does not fit behind the
// first such place fits behind no later one.
std::size_t lettersAt(std::string_view typed, std::string_view name)
{
    for (std::size_t at = 0; at + typed.size() <= name.size(); ++at)
        if (lowerLetter(name[at]) == typed[0] && beginsWord(name, at))
            return inOrder(typed, name, at) ? at : std::string_view::npos;
    return std::string_view::npos;
}

unsigned letterBit(char c)
{
    if (c >= 'a' && c <= 'z')
        return static_cast<unsigned>(c - 'a');
    if (c >= '0' && c <= '9')
        return 26U + static_cast<unsigned>(c - '0');
    return 36U + static_cast<unsigned char>(c) % 28U;
}

} // namespace

MatchClass matchClass(std::string_view typed, std::string_view name)
{
    if (typed.empty())
        return MatchClass::Prefix;
    if (typed.size() > name.size())
        return MatchClass::None;
    if (equalsAt(typed, name, 0))
        return typed.size() == name.size() ? MatchClass::Whole : MatchClass::Prefix;
    bool isWord = false;
    if (placeOf(typed, name, isWord) != std::string_view::npos)
        return isWord ? MatchClass::Word : MatchClass::Inside;
    return lettersAt(typed, name) != std::string_view::npos ? MatchClass::Letters : MatchClass::None;
}

std::vector<int> matchedBytes(std::string_view typed, std::string_view name)
{
    std::vector<int> places;
    if (typed.empty() || typed.size() > name.size())
        return places;
    bool isWord = false;
    const std::size_t at = equalsAt(typed, name, 0) ? 0 : placeOf(typed, name, isWord);
    if (at != std::string_view::npos) {
        for (std::size_t i = 0; i < typed.size(); ++i)
            places.push_back(static_cast<int>(at + i));
        return places;
    }
    const std::size_t first = lettersAt(typed, name);
    return first == std::string_view::npos ? places : letterPlaces(typed, name, first);
}

bool lettersMatch(std::string_view typed, std::string_view name)
{
    return typed.empty() || lettersAt(typed, name) != std::string_view::npos;
}

NameSignature NameSignature::of(std::string_view name)
{
    NameSignature out;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const std::uint64_t bit = std::uint64_t{1} << letterBit(lowerLetter(name[i]));
        out.letters |= bit;
        if (beginsWord(name, i))
            out.initials |= bit;
    }
    return out;
}

NameSignature NameSignature::ofTyped(std::string_view typed)
{
    NameSignature out = of(typed);
    out.initials = typed.empty() ? 0 : std::uint64_t{1} << letterBit(lowerLetter(typed[0]));
    return out;
}

} // namespace wf::engine
