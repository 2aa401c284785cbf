// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/core/sharing.h"

namespace wf::sources {

void Steps::add(async::Request request)
{
    if (m_isWanted)
        m_running.push_back(std::move(request));
}

async::Request Steps::request(std::shared_ptr<Steps> steps)
{
    return async::Request([steps = std::move(steps)] {
        steps->m_isWanted = false;
        // Cancelling may drop the last reference to a callback that holds these steps.
        const auto running = std::exchange(steps->m_running, {});
    });
}

} // namespace wf::sources
