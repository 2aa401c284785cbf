// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/discovery/discovery.h"

namespace wf::station {

void Discovery::publish(std::vector<TargetGroup> groups, QStringList problems)
{
    if (groups == m_groups && problems == m_problems)
        return;
    m_groups = std::move(groups);
    m_problems = std::move(problems);
    Q_EMIT changed();
}

} // namespace wf::station
