// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace wf::base {

// Keeps the newest `capacity` items; counts what it had to drop. Not thread-safe.
template<class T>
class RingBuffer {
public:
    explicit RingBuffer(std::size_t capacity) : m_capacity(capacity ? capacity : 1) {}

    void push(T item)
    {
        if (m_items.size() < m_capacity) {
            m_items.push_back(std::move(item));
            return;
        }
        m_items[m_first] = std::move(item);
        m_first = (m_first + 1) % m_capacity;
        ++m_dropped;
    }
    [[nodiscard]] std::size_t size() const { return m_items.size(); }
    [[nodiscard]] std::size_t capacity() const { return m_capacity; }
    [[nodiscard]] std::size_t dropped() const { return m_dropped; }
    // 0 is the oldest.
    [[nodiscard]] const T &at(std::size_t i) const { return m_items[(m_first + i) % m_items.size()]; }
    void clear()
    {
        m_items.clear();
        m_first = 0;
    }

private:
    std::size_t m_capacity;
    std::size_t m_first = 0;
    std::size_t m_dropped = 0;
    std::vector<T> m_items;
};

} // namespace wf::base
