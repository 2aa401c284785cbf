// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/throttle.h"
#include "models/station/scrape/jobrunner.h"
#include "models/station/scrape/targetstate.h"

#include <QObject>

#include <memory>
#include <vector>

namespace wf::station {

// Collects metrics: every job of a configuration, what is found on this machine, and collectors inside this program.
// Decodes on the pool and hands batches to the intake. Lives on one thread with an event loop (the GUI's); its end is
// silent: a program that closes does not say that its targets are gone.
class Scraper final : public QObject {
    Q_OBJECT
public:
    explicit Scraper(const ScrapeEnvironment &environment, QObject *parent = nullptr);
    // For tests: how names are looked up.
    Scraper(const ScrapeEnvironment &environment, LookUpRecords lookUp, QObject *parent = nullptr);
    ~Scraper() override;

    // Makes the jobs what the configuration says. A job that stays as it is goes on undisturbed; one that changed or
    // went ends its series.
    void apply(const ScrapeConfig &config);
    // A target of our own, with the labels job and instance, asked every intervalNs. Takes the place of an earlier one
    // of this job.
    void collect(const QString &job, const QString &instance, qint64 intervalNs, std::shared_ptr<Collector> collector,
                 const base::Labels &more = {});
    void endCollecting(const QString &job);
    // Finds what serves /metrics on this machine's loopback (see LocalTargets).
    void discoverLocal(bool on, const std::vector<int> &ignoredPorts = {}, bool leavesNodeExporter = true);

    void scrapeNow(); // every target, out of turn
    [[nodiscard]] ScrapeSnapshotPtr snapshot() const { return m_snapshot; }

Q_SIGNALS:
    // At most ten times a second.
    void changed(const wf::station::ScrapeSnapshotPtr &snapshot);

private:
    void run(std::unique_ptr<JobRunner> runner, std::vector<std::unique_ptr<JobRunner>> &among);
    void publish();

    ScrapeEnvironment m_env;
    LookUpRecords m_lookUp;
    std::vector<std::unique_ptr<JobRunner>> m_configured;
    std::vector<std::unique_ptr<JobRunner>> m_own;
    std::unique_ptr<JobRunner> m_local;
    ScrapeSnapshotPtr m_snapshot;
    base::Throttle m_soon;
};

} // namespace wf::station
