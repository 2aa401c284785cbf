// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>

namespace wf::store {

// Brings answers from the database threads to the thread that made it. When it is gone, what is still under way is
// thrown away.
class Courier {
public:
    Courier();
    ~Courier();
    Courier(const Courier &) = delete;
    Courier &operator=(const Courier &) = delete;

    // From any thread.
    void deliver(std::function<void()> parcel);

    // One question: whether its answer is still wanted.
    class Ticket {
    public:
        [[nodiscard]] bool wanted() const { return *m_wanted; }
        [[nodiscard]] async::Request request() const
        {
            return async::Request([wanted = m_wanted] { *wanted = false; });
        }

    private:
        std::shared_ptr<std::atomic<bool>> m_wanted = std::make_shared<std::atomic<bool>>(true);
    };

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace wf::store
