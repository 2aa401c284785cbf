// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/db/lane.h"

#include <QThread>

namespace wf::store {

Lane::Lane(const char *name) : m_name(name), m_thread([this] { work(); }) {}

Lane::~Lane()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_closing = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void Lane::post(std::function<void()> job, Order order)
{
    {
        const std::scoped_lock lock(m_mutex);
        (order == Order::Normal ? m_normal : m_urgent).push_back(std::move(job));
    }
    m_wake.notify_one();
}

void Lane::work()
{
    QThread::currentThread()->setObjectName(QString::fromLatin1(m_name));
    for (;;) {
        std::function<void()> job;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_closing || !m_urgent.empty() || !m_normal.empty(); });
            auto &queue = m_urgent.empty() ? m_normal : m_urgent;
            if (queue.empty())
                return;
            job = std::move(queue.front());
            queue.pop_front();
        }
        job();
    }
}

} // namespace wf::store
