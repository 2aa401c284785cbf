// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

class QThreadPool;

namespace wf::async {

// Large values that many hold and that are replaced by newer ones. Whoever lets go of such a value last destroys it,
// which takes milliseconds with tens of thousands of entries; here the owner keeps it until nobody else does and has it
// destroyed on a pool. One thread; the pool outlives it.
class Leftovers {
public:
    explicit Leftovers(QThreadPool &pool) : m_pool(pool) {}

    // Null is fine.
    void keep(std::shared_ptr<const void> value);
    // Destroys what nobody else holds; to be called now and then, at best with each new value.
    void sweep();
    [[nodiscard]] std::size_t size() const { return m_values.size(); }

private:
    QThreadPool &m_pool;
    std::vector<std::shared_ptr<const void>> m_values;
};

} // namespace wf::async
