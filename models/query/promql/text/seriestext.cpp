// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/text/seriestext.h"

#include "models/query/promql/text/chars.h"
#include "models/query/promql/text/gotext.h"

#include <algorithm>

namespace wf::query {

std::string seriesText(const base::Labels &labels)
{
    std::string out = "{";
    for (const auto &[name, value] : labels) {
        const bool isPlain = isLetter(name[0]) && std::ranges::all_of(name, isWordCharacter);
        out += (out.size() > 1 ? ", " : "") + (isPlain ? name : goQuoted(name)) + '=' + goQuoted(value);
    }
    return out + '}';
}

} // namespace wf::query
