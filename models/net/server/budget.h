// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <utility>

namespace wf::net::server {

// How many bytes of bodies may be in memory at once, over all connections. Thread-safe.
class Budget {
public:
    explicit Budget(std::size_t bytes) : m_most(bytes) {}
    [[nodiscard]] std::size_t used() const { return m_used.load(); }
    [[nodiscard]] std::size_t most() const { return m_most; }

    // Part of the budget, given back when it goes.
    class Share {
    public:
        Share() = default;
        explicit Share(std::shared_ptr<Budget> budget) : m_budget(std::move(budget)) {}
        Share(Share &&other) noexcept : m_budget(std::move(other.m_budget)), m_bytes(std::exchange(other.m_bytes, 0)) {}
        Share &operator=(Share &&other) noexcept
        {
            release();
            m_budget = std::move(other.m_budget);
            m_bytes = std::exchange(other.m_bytes, 0);
            return *this;
        }
        ~Share() { release(); }
        // False when the budget does not hold that much; then nothing changes.
        [[nodiscard]] bool growTo(std::size_t bytes)
        {
            if (bytes <= m_bytes)
                return true;
            if (!m_budget || !m_budget->take(bytes - m_bytes))
                return false;
            m_bytes = bytes;
            return true;
        }
        void release()
        {
            if (m_budget)
                m_budget->m_used -= std::exchange(m_bytes, 0);
        }

    private:
        std::shared_ptr<Budget> m_budget;
        std::size_t m_bytes = 0;
    };

private:
    bool take(std::size_t bytes)
    {
        std::size_t used = m_used.load();
        do {
            if (bytes > m_most - used)
                return false;
        } while (!m_used.compare_exchange_weak(used, used + bytes));
        return true;
    }
    std::size_t m_most;
    std::atomic<std::size_t> m_used{0};
};

} // namespace wf::net::server
