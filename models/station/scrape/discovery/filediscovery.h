// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/base/throttle.h"
#include "models/station/scrape/discovery/discovery.h"

#include <QFileSystemWatcher>
#include <QTimer>

#include <map>

namespace wf::station {

// file_sd_configs: reads the files that match a pattern, again when they change and every refresh interval. A file that
// is broken or cannot be read keeps what it said last; one that is gone has no targets.
class FileTargets final : public Discovery {
    Q_OBJECT
public:
    FileTargets(FileDiscovery options, QThreadPool &pool, QObject *parent);
    void start() override;

private:
    using Read = std::map<QString, base::Result<std::vector<TargetGroup>>>;
    void look();
    void seen(Read read);
    void watch(const Read &read);

    FileDiscovery m_options;
    QThreadPool &m_pool;
    QFileSystemWatcher m_watcher;
    QTimer m_timer;
    base::Throttle m_soon;
    std::map<QString, std::vector<TargetGroup>> m_last;
    async::JobScope m_jobs;
};

} // namespace wf::station
