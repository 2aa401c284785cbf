// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace wf::station {

// A stop token that is also triggered when time is up. One thread owns it.
class Deadline {
public:
    Deadline(std::stop_token parent, std::chrono::milliseconds time)
        : m_forward(std::move(parent), [this] { m_source.request_stop(); }),
          m_watch([this, time](const std::stop_token &done) {
              std::mutex nothing;
              std::condition_variable_any wake;
              std::unique_lock waiting(nothing);
              (void)wake.wait_for(waiting, done, time, [] { return false; });
              if (!done.stop_requested()) {
                  m_isOver = true;
                  m_source.request_stop();
              }
          })
    {
    }
    [[nodiscard]] std::stop_token token() const { return m_source.get_token(); }
    [[nodiscard]] bool isOver() const { return m_isOver; }

private:
    std::stop_source m_source;
    std::atomic<bool> m_isOver{false};
    std::stop_callback<std::function<void()>> m_forward;
    std::jthread m_watch; // ends first
};

} // namespace wf::station
