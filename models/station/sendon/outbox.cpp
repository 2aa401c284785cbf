// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/sendon/outbox.h"

namespace wf::station {

void Outbox::push(QByteArray body, qint64 items)
{
    const std::lock_guard lock(m_mutex);
    m_state.bytes += body.size();
    m_state.items += items;
    m_parcels.push_back({std::move(body), items, m_next++});
    while (m_state.bytes > m_mostBytes && !m_parcels.empty()) {
        m_state.bytes -= m_parcels.front().body.size();
        m_state.items -= m_parcels.front().items;
        m_state.droppedItems += m_parcels.front().items;
        m_parcels.pop_front();
    }
    m_state.parcels = static_cast<qint64>(m_parcels.size());
}

std::optional<Outbox::Parcel> Outbox::first() const
{
    const std::lock_guard lock(m_mutex);
    return m_parcels.empty() ? std::nullopt : std::optional(m_parcels.front());
}

bool Outbox::takeAway(quint64 number)
{
    const std::lock_guard lock(m_mutex);
    if (m_parcels.empty() || m_parcels.front().number != number)
        return false;
    m_state.bytes -= m_parcels.front().body.size();
    m_state.items -= m_parcels.front().items;
    m_parcels.pop_front();
    m_state.parcels = static_cast<qint64>(m_parcels.size());
    return true;
}

Outbox::State Outbox::state() const
{
    const std::lock_guard lock(m_mutex);
    return m_state;
}

} // namespace wf::station
