// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include <chrono>
#include <functional>

namespace wf::base {

// Many triggers, few calls: `call` runs once, `interval` after the first trigger since its last run (trailing edge), so
// at most once per interval. Live views use 100 ms. Lives on one thread with an event loop; may be destroyed from
// `call`.
class Throttle {
public:
    Throttle(std::chrono::milliseconds interval, std::function<void()> call);
    Throttle(const Throttle &) = delete;
    Throttle &operator=(const Throttle &) = delete;

    void trigger();
    // Runs now what is pending; nothing when nothing is.
    void flush();
    void cancel();
    [[nodiscard]] bool isPending() const { return m_timer.isActive(); }

private:
    QTimer m_timer;
    std::function<void()> m_call;
};

} // namespace wf::base
