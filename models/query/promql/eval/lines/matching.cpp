// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/eval/lines/matching.h"

#include "models/query/promql/eval/lines/labelsets.h"

#include <unordered_map>

namespace wf::query {

base::Labels matchLabels(const base::Labels &labels, const VectorMatching &matching)
{
    if (matching.isOn)
        return keeping(labels, matching.labels);
    return dropping(labels, matching.labels).without({"__name__"});
}

std::vector<MatchGroup> matchLines(const Lines &left, const Lines &right, const VectorMatching &matching)
{
    std::vector<MatchGroup> groups;
    std::unordered_map<base::Labels, std::size_t> known;
    known.reserve(std::max(left.size(), right.size()));
    const auto put = [&](const Lines &lines, std::vector<std::size_t> MatchGroup::*side) {
        for (std::size_t i = 0; i < lines.size(); ++i) {
            base::Labels labels = matchLabels(lines[i].labels, matching);
            const auto [found, isNew] = known.emplace(labels, groups.size());
            if (isNew)
                groups.push_back({std::move(labels), {}, {}});
            (groups[found->second].*side).push_back(i);
        }
    };
    put(left, &MatchGroup::left);
    put(right, &MatchGroup::right);
    return groups;
}

} // namespace wf::query
