// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/tailer.h"

#include "models/station/tail/tailengine.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <thread>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace wf::station::tail {

namespace {
constexpr qint64 publishEveryNs = 500 * base::nsPerMs;
}

class Tailer::Worker {
public:
    Worker(TailSettings settings, Intake &intake, const base::Clock &clock, QString positionPath)
        : m_clock(clock),
          m_wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
          m_thread([this, settings = std::move(settings), &intake, path = std::move(positionPath)](
                       std::stop_token stop) mutable { run(std::move(settings), intake, path, stop); })
    {
    }
    ~Worker()
    {
        m_thread.request_stop();
        eventfd_write(m_wake, 1);
        m_thread.join();
        ::close(m_wake);
    }

    [[nodiscard]] TailState state() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_state;
    }

private:
    void run(TailSettings settings, Intake &intake, const QString &positionPath, const std::stop_token &stop)
    {
        TailEngine engine(std::move(settings), intake, m_clock, positionPath);
        qint64 publishNs = 0;
        while (!stop.stop_requested()) {
            const qint64 waitNs = engine.step();
            if (const qint64 now = m_clock.monotonicNs(); now >= publishNs) {
                publish(engine);
                publishNs = now + publishEveryNs;
            }
            std::array<pollfd, 2> fds{pollfd{m_wake, POLLIN, 0}, pollfd{engine.watchFd(), POLLIN, 0}};
            // Rounded up, so that the next step finds something to do.
            const qint64 ms = (waitNs + base::nsPerMs - 1) / base::nsPerMs;
            ::poll(fds.data(), fds.size(), static_cast<int>(std::clamp<qint64>(ms, 0, 1000)));
        }
        engine.finish();
        publish(engine);
    }

    void publish(const TailEngine &engine)
    {
        TailState state = engine.state();
        const std::scoped_lock lock(m_mutex);
        m_state = std::move(state);
    }

    const base::Clock &m_clock;
    int m_wake;
    mutable std::mutex m_mutex;
    TailState m_state;
    std::jthread m_thread; // last: runs with all of the above
};

Tailer::Tailer(TailSettings settings, Intake &intake, const base::Clock &clock, QString positionPath)
    : m_worker(std::make_unique<Worker>(std::move(settings), intake, clock, std::move(positionPath)))
{
}

Tailer::~Tailer() = default;

TailState Tailer::state() const
{
    return m_worker->state();
}

} // namespace wf::station::tail
