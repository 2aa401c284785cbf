// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"

#include <algorithm>
#include <memory>
#include <vector>

namespace wf::async {

// Holds requests of which every answer counts, however many are under way; those that were answered are let go when
// more are added. Dropping all of it gives all of them up. Thread of its owner.
class Requests {
public:
    // `ask` gets a token that the reply must end when it is called: `answered->end()`.
    class Token {
    public:
        void end() { m_ended = true; }
        [[nodiscard]] bool hasEnded() const { return m_ended; }

    private:
        bool m_ended = false;
    };
    using TokenPtr = std::shared_ptr<Token>;

    template<class Ask>
    void add(Ask ask)
    {
        if (m_open.size() >= m_sweepAt) {
            std::erase_if(m_open, [](const auto &one) { return one.token->hasEnded(); });
            m_sweepAt = std::max<std::size_t>(64, m_open.size() * 2);
        }
        auto token = std::make_shared<Token>();
        Request request = ask(token);
        m_open.push_back({std::move(token), std::move(request)});
    }
    // Those held, answered ones included that were not let go yet.
    [[nodiscard]] std::size_t size() const { return m_open.size(); }

private:
    struct One {
        TokenPtr token;
        Request request;
    };
    std::vector<One> m_open;
    std::size_t m_sweepAt = 64;
};

} // namespace wf::async
