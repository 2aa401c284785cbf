// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/scrape/discovery/discovery.h"
#include "models/station/scrape/discovery/dnsdiscovery.h"
#include "models/station/scrape/targetloop.h"

#include <QObject>

#include <map>
#include <memory>
#include <vector>

namespace wf::station {

// One job: finds its targets and keeps a loop for each. Targets that come and go start and end loops; the others are
// not touched. Owner's thread.
class JobRunner final : public QObject {
    Q_OBJECT
public:
    JobRunner(ScrapeJob job, const ScrapeEnvironment &environment, LookUpRecords lookUp, QObject *parent);
    // A single target inside this program; the job's only group names its instance.
    JobRunner(ScrapeJob job, std::shared_ptr<Collector> collector, const ScrapeEnvironment &environment,
              QObject *parent);
    ~JobRunner() override;

    // Further ways of finding targets; before start().
    void add(std::unique_ptr<Discovery> discovery);
    void start();
    void end(); // every target ends
    void scrapeNow();
    [[nodiscard]] const ScrapeJob &job() const { return m_job; }
    void appendTo(ScrapeSnapshot &snapshot) const;

Q_SIGNALS:
    void changed();

private:
    void resolve();
    void resolved(ResolvedTargets targets);
    void startLoop(const Target &target);

    ScrapeJob m_job;
    ScrapeEnvironment m_env;
    std::unique_ptr<net::HttpClient> m_client;
    std::shared_ptr<Collector> m_collector;
    std::vector<std::unique_ptr<Discovery>> m_discoveries;
    std::map<QString, std::unique_ptr<TargetLoop>> m_loops; // by the target's key
    ResolvedTargets m_resolved;
    async::JobScope m_jobs;
};

} // namespace wf::station
