// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/text/textrange.h"

#include <algorithm>

namespace wf::query {

LineColumn lineColumn(std::string_view text, std::size_t at)
{
    LineColumn where;
    for (std::size_t i = 0; i < std::min(at, text.size()); ++i) {
        ++where.column;
        if (text[i] == '\n') {
            ++where.line;
            where.column = 1;
        }
    }
    return where;
}

std::string lineColumnText(std::string_view text, std::size_t at)
{
    const LineColumn where = lineColumn(text, at);
    return std::to_string(where.line) + ':' + std::to_string(where.column);
}

} // namespace wf::query
