// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/codec/intervals.h"

#include "models/store/codec/bytes.h"

#include <algorithm>

namespace wf::store {

void IntervalSet::add(Interval interval)
{
    if (interval.start >= interval.end)
        return;
    // Everything that touches the new one melts into it.
    const auto first =
        std::partition_point(m_items.begin(), m_items.end(), [&](const Interval &i) { return i.end < interval.start; });
    auto last = first;
    for (; last != m_items.end() && last->start <= interval.end; ++last) {
        interval.start = std::min(interval.start, last->start);
        interval.end = std::max(interval.end, last->end);
    }
    m_items.insert(m_items.erase(first, last), interval);
}

void IntervalSet::remove(Interval interval)
{
    if (interval.start >= interval.end)
        return;
    std::vector<Interval> kept;
    kept.reserve(m_items.size() + 1);
    for (const auto &i : m_items) {
        if (i.end <= interval.start || i.start >= interval.end) {
            kept.push_back(i);
            continue;
        }
        if (i.start < interval.start)
            kept.push_back({i.start, interval.start});
        if (i.end > interval.end)
            kept.push_back({interval.end, i.end});
    }
    m_items = std::move(kept);
}

IntervalSet IntervalSet::within(Interval window) const
{
    IntervalSet out;
    for (const auto &i : m_items)
        out.add({std::max(i.start, window.start), std::min(i.end, window.end)});
    return out;
}

IntervalSet IntervalSet::gaps(Interval window) const
{
    IntervalSet out;
    out.add(window);
    for (const auto &i : m_items)
        out.remove(i);
    return out;
}

bool IntervalSet::contains(qint64 instant) const
{
    const auto it =
        std::partition_point(m_items.begin(), m_items.end(), [=](const Interval &i) { return i.end <= instant; });
    return it != m_items.end() && it->start <= instant;
}

std::string IntervalSet::toBytes() const
{
    ByteWriter out;
    out.varint(m_items.size());
    qint64 before = 0;
    for (const auto &i : m_items) {
        out.svarint(wrapSub(i.start, before));
        out.svarint(wrapSub(i.end, i.start));
        before = i.end;
    }
    return std::move(out.bytes());
}

IntervalSet IntervalSet::fromBytes(std::string_view bytes)
{
    ByteReader in(bytes);
    IntervalSet out;
    const std::size_t n = bytes.empty() ? 0 : in.count();
    qint64 before = 0;
    for (std::size_t i = 0; i < n && in.ok(); ++i) {
        const qint64 start = wrapAdd(before, in.svarint());
        const qint64 end = wrapAdd(start, in.svarint());
        out.add({start, end});
        before = end;
    }
    return in.ok() ? out : IntervalSet();
}

} // namespace wf::store
