// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/eval/lines/labelsets.h"

#include <algorithm>

namespace wf::query {

base::Labels dropping(const base::Labels &labels, const std::vector<std::string> &names)
{
    std::vector<base::Labels::Pair> kept;
    for (const auto &pair : labels)
        if (std::ranges::find(names, pair.first) == names.end())
            kept.push_back(pair);
    return kept.size() == labels.size() ? labels : base::Labels(std::move(kept));
}

base::Labels keeping(const base::Labels &labels, const std::vector<std::string> &names)
{
    return labels.keeping(names);
}

base::Labels withoutMetadata(const base::Labels &labels)
{
    static const std::vector<std::string> metadata{"__name__", "__type__", "__unit__"};
    return dropping(labels, metadata);
}

} // namespace wf::query
