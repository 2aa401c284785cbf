// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <utility>

namespace wf::async {

// Something asked that may be given up. Move-only: dropping it cancels, and nothing is delivered afterwards.
// Lives and dies on the thread that asked.
class [[nodiscard]] Request {
public:
    Request() = default;
    explicit Request(std::function<void()> cancel) : m_cancel(std::move(cancel)) {}
    Request(Request &&other) noexcept : m_cancel(std::exchange(other.m_cancel, nullptr)) {}
    Request &operator=(Request &&other) noexcept
    {
        if (this != &other) {
            cancel();
            m_cancel = std::exchange(other.m_cancel, nullptr);
        }
        return *this;
    }
    Request(const Request &) = delete;
    Request &operator=(const Request &) = delete;
    ~Request() { cancel(); }

    void cancel()
    {
        if (auto f = std::exchange(m_cancel, nullptr))
            f();
    }
    [[nodiscard]] bool isActive() const { return static_cast<bool>(m_cancel); }

private:
    std::function<void()> m_cancel;
};

} // namespace wf::async
