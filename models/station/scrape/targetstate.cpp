// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/targetstate.h"

#include <algorithm>

namespace wf::station {

qint64 ScrapeSnapshot::count(TargetHealth health) const
{
    return std::ranges::count(targets, health, &TargetState::health);
}

QString healthName(TargetHealth health)
{
    switch (health) {
    case TargetHealth::Up:
        return QStringLiteral("up");
    case TargetHealth::Down:
        return QStringLiteral("down");
    case TargetHealth::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

} // namespace wf::station
