// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <string>
#include <string_view>
#include <vector>

namespace wf::store {

// [start, end), nanoseconds.
struct Interval {
    qint64 start = 0;
    qint64 end = 0;
    friend bool operator==(const Interval &, const Interval &) = default;
};

// A set of instants as ascending, disjoint, non-touching half-open intervals.
class IntervalSet {
public:
    void add(Interval interval);
    void remove(Interval interval);
    [[nodiscard]] IntervalSet within(Interval window) const;
    // What of the window is not in the set.
    [[nodiscard]] IntervalSet gaps(Interval window) const;
    [[nodiscard]] bool contains(qint64 instant) const;
    [[nodiscard]] bool isEmpty() const { return m_items.empty(); }
    [[nodiscard]] const std::vector<Interval> &items() const & { return m_items; }
    void items() const && = delete; // a range-for over a temporary would dangle

    [[nodiscard]] std::string toBytes() const;
    // Damaged bytes give an empty set: what is not known is asked again.
    [[nodiscard]] static IntervalSet fromBytes(std::string_view bytes);
    friend bool operator==(const IntervalSet &, const IntervalSet &) = default;

private:
    std::vector<Interval> m_items;
};

} // namespace wf::store
