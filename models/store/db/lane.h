// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace wf::store {

// One thread that does jobs in order; urgent ones overtake. Destroying it finishes everything it has accepted.
class Lane {
public:
    explicit Lane(const char *name);
    ~Lane();
    Lane(const Lane &) = delete;
    Lane &operator=(const Lane &) = delete;

    enum class Order { Normal, Urgent, First }; // First: before what is urgent, where writes wait together
    void post(std::function<void()> job, Order order = Order::Normal);

private:
    void work();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_urgent;
    std::deque<std::function<void()>> m_normal;
    bool m_closing = false;
    const char *m_name;
    std::thread m_thread; // last: starts when all else stands
};

} // namespace wf::store
