// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/logline.h"

#include <cstddef>
#include <deque>
#include <unordered_set>

namespace wf::sources {

// Remembers the last lines, so that pages, history and live stream may overlap without showing a line twice. Two lines
// are the same when instant, labels and text are: Loki itself keeps only one of them.
class SeenLines {
public:
    explicit SeenLines(std::size_t capacity = 50'000) : m_capacity(capacity) {}
    // True when it is new; it is remembered then.
    bool add(const signals::LogLine &line);
    [[nodiscard]] std::size_t size() const { return m_keys.size(); }

private:
    struct Key {
        qint64 timeNs;
        std::size_t labels;
        std::size_t text;
        friend bool operator==(const Key &, const Key &) = default;
    };
    struct Hash {
        std::size_t operator()(const Key &key) const noexcept;
    };
    std::size_t m_capacity;
    std::unordered_set<Key, Hash> m_keys;
    std::deque<Key> m_order;
};

} // namespace wf::sources
