// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/addedgroups.h"

#include "models/station/config/addedlogs.h"

#include <QFileInfo>

#include <algorithm>

namespace wf::station::tail {

bool AddedGroups::refresh()
{
    if (m_file.isEmpty())
        return false;
    const QFileInfo info(m_file);
    if (info.size() == m_size && info.lastModified() == m_writtenAt)
        return false;
    m_size = info.size();
    m_writtenAt = info.lastModified();
    const auto logs = loadAddedLogs(m_file);
    m_problem = logs ? QString() : logs.error().summary + u' ' + logs.error().detail;
    if (!logs)
        return false;
    std::vector<GroupPtr> groups;
    for (const AddedLog &log : *logs) {
        const auto same = std::ranges::find_if(m_groups, [&](const GroupPtr &group) {
            return group->include.front() == log.glob && group->service == log.service;
        });
        if (same != m_groups.end()) {
            groups.push_back(*same);
            continue;
        }
        TailGroup group;
        group.include << log.glob;
        group.service = log.service;
        groups.push_back(std::make_shared<const TailGroup>(std::move(group)));
    }
    return std::exchange(m_groups, groups) != groups;
}

} // namespace wf::station::tail
