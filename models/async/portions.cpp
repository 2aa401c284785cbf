// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/async/portions.h"

#include <QTimer>

#include <deque>
#include <utility>

namespace wf::async {

using Clock = std::chrono::steady_clock;

struct Portions::State {
    std::chrono::microseconds each{};
    std::deque<Step> steps;
    QTimer next;
    bool isWorking = false;
    bool isOver = false; // the owner is gone
};

Portions::Portions(std::chrono::microseconds each) : m_state(std::make_shared<State>())
{
    m_state->each = each;
    m_state->next.setSingleShot(true);
    m_state->next.setInterval(0);
    m_state->next.callOnTimeout([state = std::weak_ptr(m_state)] {
        if (const auto now = state.lock())
            work(now);
    });
}

Portions::~Portions()
{
    m_state->isOver = true;
    m_state->next.stop();
}

bool Portions::isBusy() const
{
    return !m_state->steps.empty();
}

void Portions::run(Step step)
{
    m_state->steps.push_back(std::move(step));
    if (m_state->steps.size() == 1 && !m_state->isWorking)
        work(m_state);
}

// A step stays in the queue while it runs, so that what it adds comes behind it. The state is held here: a step may
// destroy the owner.
void Portions::work(std::shared_ptr<State> state)
{
    const auto until = Clock::now() + state->each;
    state->isWorking = true;
    while (!state->steps.empty() && Clock::now() < until) {
        Step step = std::move(state->steps.front());
        bool isMore = true;
        while (isMore && !state->isOver && Clock::now() < until)
            isMore = step();
        if (state->isOver)
            return;
        if (isMore)
            state->steps.front() = std::move(step);
        else
            state->steps.pop_front();
    }
    state->isWorking = false;
    if (!state->steps.empty())
        state->next.start();
}

} // namespace wf::async
