// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/ports/linefeed.h"

namespace wf::station {

std::shared_ptr<void> LineFeed::listen(Listener listener)
{
    auto ear = std::make_shared<Ear>();
    ear->listener = std::move(listener);
    {
        const std::scoped_lock lock(m_mutex);
        std::erase_if(m_ears, [](const auto &known) { return known.expired(); });
        m_ears.push_back(ear);
    }
    return std::shared_ptr<void>(ear.get(), [ear](void *) {
        const std::scoped_lock lock(ear->mutex); // waits for a call that is under way
        ear->listener = nullptr;
    });
}

bool LineFeed::isHeard() const
{
    const std::scoped_lock lock(m_mutex);
    for (const auto &known : m_ears)
        if (!known.expired())
            return true;
    return false;
}

void LineFeed::publish(const LineBatchPtr &batch)
{
    std::vector<std::shared_ptr<Ear>> ears;
    {
        const std::scoped_lock lock(m_mutex);
        for (const auto &known : m_ears)
            if (auto ear = known.lock())
                ears.push_back(std::move(ear));
    }
    for (const auto &ear : ears) {
        const std::scoped_lock lock(ear->mutex);
        if (ear->listener)
            ear->listener(batch);
    }
}

} // namespace wf::station
