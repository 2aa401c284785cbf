// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/links/boardtrail.h"

#include <utility>

namespace wf::ui {

void BoardTrail::leave(BoardVisit visit)
{
    if (!m_visits.empty() && m_visits.back() == visit)
        return;
    if (m_visits.size() == most)
        m_visits.erase(m_visits.begin());
    m_visits.push_back(std::move(visit));
}

std::optional<BoardVisit> BoardTrail::back(const BoardVisit &shown)
{
    std::optional<BoardVisit> out;
    while (!m_visits.empty() && (!out || *out == shown)) {
        out = std::move(m_visits.back());
        m_visits.pop_back();
    }
    return out == shown ? std::nullopt : out;
}

} // namespace wf::ui
