// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/text/expandgroups.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace wf::query {

void expandGroups(std::string &out, std::string_view pattern, const re2::RE2 &regex,
                  std::span<const re2::StringPiece> groups)
{
    for (std::size_t at = 0; at < pattern.size();) {
        const auto dollar = std::min(pattern.find('$', at), pattern.size());
        out.append(pattern.substr(at, dollar - at));
        at = dollar + 1;
        if (dollar == pattern.size())
            return;
        if (at < pattern.size() && pattern[at] == '$') {
            out += '$';
            ++at;
            continue;
        }
        const bool isBraced = at < pattern.size() && pattern[at] == '{';
        std::size_t end = at + (isBraced ? 1 : 0);
        while (end < pattern.size() && (std::isalnum(static_cast<unsigned char>(pattern[end])) || pattern[end] == '_'))
            ++end;
        const std::string name(pattern.substr(at + (isBraced ? 1 : 0), end - at - (isBraced ? 1 : 0)));
        if (name.empty() || (isBraced && (end >= pattern.size() || pattern[end] != '}'))) {
            out += '$';
            continue;
        }
        at = end + (isBraced ? 1 : 0);
        std::size_t index = groups.size();
        if (std::from_chars(name.data(), name.data() + name.size(), index).ptr != name.data() + name.size()) {
            const auto named = regex.NamedCapturingGroups().find(name);
            index =
                named == regex.NamedCapturingGroups().end() ? groups.size() : static_cast<std::size_t>(named->second);
        }
        if (index < groups.size() && groups[index].data() != nullptr)
            out.append(groups[index].data(), groups[index].size());
    }
}

std::optional<std::string> expandMatch(const re2::RE2 &regex, std::string_view text, std::string_view pattern)
{
    std::vector<re2::StringPiece> groups(static_cast<std::size_t>(regex.NumberOfCapturingGroups()) + 1);
    if (!regex.Match(re2::StringPiece(text.data(), text.size()), 0, text.size(), re2::RE2::UNANCHORED, groups.data(),
                     static_cast<int>(groups.size())))
        return std::nullopt;
    std::string out;
    expandGroups(out, pattern, regex, groups);
    return out;
}

} // namespace wf::query
