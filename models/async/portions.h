// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace wf::async {

// Much work that has to be done on one thread, a few milliseconds at a time: events and paintings come in between.
// Dropping it gives up what is left. Thread of its owner.
class Portions {
public:
    // Does a little; true: there is more.
    using Step = std::function<bool()>;

    explicit Portions(std::chrono::microseconds each = std::chrono::milliseconds(3));
    ~Portions();
    Portions(const Portions &) = delete;
    Portions &operator=(const Portions &) = delete;

    // The first portion is done before this returns, unless something is under way already: then it waits for that.
    // A step may add steps, and destroy the owner of this.
    void run(Step step);
    [[nodiscard]] bool isBusy() const;

private:
    struct State;
    static void work(std::shared_ptr<State> state);

    std::shared_ptr<State> m_state;
};

} // namespace wf::async
