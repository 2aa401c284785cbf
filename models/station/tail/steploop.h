// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"

#include <algorithm>
#include <array>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace wf::station::tail {

// Runs something that works step by step on a thread of its own: between two steps it waits until something can be read
// or the time it asked for is over. `Engine` has step() (nanoseconds to wait), finish(), watchFd() and state(). The
// destructor waits for the step in hand.
template<class Engine>
class StepLoop {
public:
    using State = decltype(std::declval<const Engine &>().state());

    // `make` runs on the thread and gives the engine.
    template<class Make>
    StepLoop(const base::Clock &clock, Make make)
        : m_clock(clock),
          m_wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
          m_thread([this, make = std::move(make)](std::stop_token stop) mutable { run(make, stop); })
    {
    }
    ~StepLoop()
    {
        m_thread.request_stop();
        eventfd_write(m_wake, 1);
        m_thread.join();
        ::close(m_wake);
    }
    StepLoop(const StepLoop &) = delete;
    StepLoop &operator=(const StepLoop &) = delete;

    // Any thread; at most half a second old.
    [[nodiscard]] State state() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_state;
    }

private:
    template<class Make>
    void run(Make &make, const std::stop_token &stop)
    {
        constexpr qint64 publishEveryNs = 500 * base::nsPerMs;
        constexpr qint64 longestWaitMs = 1000;
        auto engine = make();
        qint64 publishNs = 0;
        while (!stop.stop_requested()) {
            const qint64 waitNs = engine->step();
            if (const qint64 now = m_clock.monotonicNs(); now >= publishNs) {
                publish(*engine);
                publishNs = now + publishEveryNs;
            }
            std::array<pollfd, 2> fds{pollfd{m_wake, POLLIN, 0}, pollfd{engine->watchFd(), POLLIN, 0}};
            // Rounded up, so that the next step finds something to do.
            const qint64 ms = (waitNs + base::nsPerMs - 1) / base::nsPerMs;
            ::poll(fds.data(), fds.size(), static_cast<int>(std::clamp<qint64>(ms, 0, longestWaitMs)));
        }
        engine->finish();
        publish(*engine);
    }
    void publish(const Engine &engine)
    {
        State state = engine.state();
        const std::scoped_lock lock(m_mutex);
        m_state = std::move(state);
    }

    const base::Clock &m_clock;
    int m_wake;
    mutable std::mutex m_mutex;
    State m_state;
    std::jthread m_thread; // last: runs with all of the above
};

} // namespace wf::station::tail
