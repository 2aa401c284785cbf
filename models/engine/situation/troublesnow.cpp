// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/situation/troublesnow.h"

namespace wf::engine {

const std::vector<Trouble> &TroublesNow::of(const AlertSnapshotPtr &alerts)
{
    if (alerts != m_alerts) {
        m_troubles = troubles(*alerts);
        m_alerts = alerts;
    }
    return m_troubles;
}

} // namespace wf::engine
