// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/promql/element/naturalorder.h"

#include "models/query/promql/text/chars.h"

#include <algorithm>

namespace wf::query {

namespace {

// The next run of digits or of anything else.
std::string_view takeRun(std::string_view &text)
{
    const bool isNumber = isDigit(text[0]);
    std::size_t length = 1;
    while (length < text.size() && isDigit(text[length]) == isNumber)
        ++length;
    const std::string_view run = text.substr(0, length);
    text.remove_prefix(length);
    return run;
}

std::string_view withoutZeros(std::string_view digits)
{
    return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

} // namespace

bool naturallyBefore(std::string_view a, std::string_view b)
{
    while (!a.empty() && !b.empty()) {
        const std::string_view left = takeRun(a), right = takeRun(b);
        if (isDigit(left[0]) && isDigit(right[0])) {
            const std::string_view x = withoutZeros(left), y = withoutZeros(right);
            if (x.size() != y.size())
                return x.size() < y.size();
            if (x != y)
                return x < y;
            if (left.size() != right.size())
                return left.size() < right.size();
        } else if (left != right) {
            return left < right;
        }
    }
    return a.empty() && !b.empty();
}

} // namespace wf::query
