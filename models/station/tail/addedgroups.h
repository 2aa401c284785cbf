// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/tail/tailsettings.h"

#include <QDateTime>

#include <memory>

namespace wf::station::tail {

using GroupPtr = std::shared_ptr<const TailGroup>;

// The groups people add by hand while the station runs (config/addedlogs.h). One thread; reads from the disk.
class AddedGroups {
public:
    // Empty: there are none.
    explicit AddedGroups(QString file) : m_file(std::move(file)) {}

    // Reads the file when it has changed. True when the groups are others now; one that stayed is the same object. A
    // file that cannot be read leaves them as they were.
    [[nodiscard]] bool refresh();
    [[nodiscard]] const std::vector<GroupPtr> &groups() const { return m_groups; }
    [[nodiscard]] const QString &problem() const { return m_problem; } // empty: none

private:
    QString m_file;
    QDateTime m_writtenAt;
    qint64 m_size = -1;
    std::vector<GroupPtr> m_groups;
    QString m_problem;
};

} // namespace wf::station::tail
