// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/eval/lines/grouping.h"

#include "models/query/promql/eval/lines/labelsets.h"

#include <unordered_map>

namespace wf::query {

base::Labels groupLabels(const base::Labels &labels, const std::vector<std::string> &names, bool isWithout)
{
    if (!isWithout)
        return names.empty() ? base::Labels() : keeping(labels, names);
    return dropping(labels, names).without({"__name__"});
}

Grouping groupLines(const Lines &lines, const std::vector<std::string> &names, bool isWithout)
{
    Grouping grouping;
    grouping.groupOf.reserve(lines.size());
    std::unordered_map<base::Labels, std::size_t> known;
    for (const Line &line : lines) {
        base::Labels labels = groupLabels(line.labels, names, isWithout);
        const auto [found, isNew] = known.emplace(labels, grouping.labels.size());
        if (isNew)
            grouping.labels.push_back(std::move(labels));
        grouping.groupOf.push_back(found->second);
    }
    return grouping;
}

} // namespace wf::query
