// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"

#include <memory>
#include <vector>

namespace wf::sources {

// The Request of a piece of work made of several steps: whoever holds it gives up all of them. Steps look at
// isWanted() before they go on.
class Steps {
public:
    [[nodiscard]] static std::shared_ptr<Steps> make() { return std::make_shared<Steps>(); }
    [[nodiscard]] bool isWanted() const { return m_isWanted; }
    void add(async::Request request);
    // Hand this to the caller.
    [[nodiscard]] static async::Request request(std::shared_ptr<Steps> steps);

private:
    bool m_isWanted = true;
    std::vector<async::Request> m_running;
};

} // namespace wf::sources
