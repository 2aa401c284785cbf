// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/series/index/labelindex.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace wf::store {

namespace {

using signals::LabelMatcher;
using Op = LabelMatcher::Op;

Postings intersected(const Postings &a, const Postings &b)
{
    Postings out;
    out.reserve(std::min(a.size(), b.size()));
    std::ranges::set_intersection(a, b, std::back_inserter(out));
    return out;
}

Postings without(const Postings &a, const Postings &b)
{
    Postings out;
    out.reserve(a.size());
    std::ranges::set_difference(a, b, std::back_inserter(out));
    return out;
}

// Every series whose value of the label passes. A series has one value of a label: the lists do not overlap.
template<class Pass>
Postings withValues(const LabelIndex &index, const std::string &name, Pass pass)
{
    Postings out;
    int lists = 0;
    index.eachValue(name, [&](std::string_view value) {
        if (pass(value)) {
            index.postings(name, value, out);
            ++lists;
        }
        return true;
    });
    if (lists > 1)
        std::ranges::sort(out);
    return out;
}

Postings withAnyOf(const LabelIndex &index, const std::string &name, std::span<const std::string> values)
{
    Postings out;
    for (const auto &value : std::set<std::string>(values.begin(), values.end()))
        index.postings(name, value, out);
    std::ranges::sort(out);
    return out;
}

// The values by name, when they need not be searched: those that match, or with `negated` those that do not.
std::span<const std::string> namedValues(const LabelMatcher &m)
{
    if (m.op() == Op::Equal || m.op() == Op::NotEqual)
        return {&m.value(), 1};
    return m.alternatives();
}

// Absent labels do not match: the result is among the series that have a matching value.
Postings included(const LabelIndex &index, const LabelMatcher &m)
{
    const bool isPositive = m.op() == Op::Equal || m.op() == Op::Regex;
    if (const auto named = namedValues(m); isPositive && !named.empty())
        return withAnyOf(index, m.name(), named);
    return withValues(index, m.name(), [&m](std::string_view value) { return m.matches(value); });
}

// Absent labels match: all but the series that have a value that does not.
Postings excluded(const LabelIndex &index, const LabelMatcher &m)
{
    const bool isPositive = m.op() == Op::Equal || m.op() == Op::Regex;
    if (const auto named = namedValues(m); !isPositive && !named.empty())
        return withAnyOf(index, m.name(), named);
    return withValues(index, m.name(), [&m](std::string_view value) { return !m.matches(value); });
}

// Equal first: cheap and narrow. Then what needs an absent label to fail, then the rest.
int rank(const LabelMatcher &m)
{
    if (m.op() == Op::Equal && !m.value().empty())
        return 0;
    return m.matches(std::string_view()) ? 2 : 1;
}

} // namespace

Postings selectSeries(const LabelIndex &index, std::span<const LabelMatcher> matchers)
{
    std::vector<const LabelMatcher *> order;
    for (const auto &m : matchers)
        order.push_back(&m);
    std::ranges::stable_sort(order, {}, [](const LabelMatcher *m) { return rank(*m); });
    Postings found;
    if (order.empty() || order.front()->matches(std::string_view()))
        index.all(found);
    else
        found = included(index, *order.front());
    for (const auto *m : order) {
        if (found.empty())
            break;
        const bool matchesAbsent = m->matches(std::string_view());
        if (m == order.front() && !matchesAbsent)
            continue; // it was the beginning
        if (namedValues(*m).empty() && found.size() < index.valueCount(m->name()))
            std::erase_if(found, [&](quint32 series) { return !m->matches(index.valueOf(series, m->name())); });
        else if (matchesAbsent)
            found = without(found, excluded(index, *m));
        else
            found = intersected(found, included(index, *m));
    }
    return found;
}

std::vector<std::string> valuesAmong(const LabelIndex &index, std::string_view name, std::span<const quint32> series)
{
    std::set<std::string, std::less<>> values;
    for (const quint32 number : series)
        if (const auto value = index.valueOf(number, name); !value.empty() && !values.contains(value))
            values.emplace(value);
    return {values.begin(), values.end()};
}

} // namespace wf::store
