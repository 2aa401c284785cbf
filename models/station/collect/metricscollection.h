// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/config/stationfile.h"
#include "models/station/host/selfcollector.h"
#include "models/station/scrape/scraper.h"

#include <QFileSystemWatcher>
#include <QObject>

namespace wf::station {

// Everything the station collects as metrics, from its settings: the host, this program, what serves /metrics on this
// machine, the jobs of station.yaml and of the prometheus.yml files it names. Those are read again when they change.
// One thread with an event loop.
class MetricsCollection final : public QObject {
    Q_OBJECT
public:
    explicit MetricsCollection(const ScrapeEnvironment &environment, QObject *parent = nullptr);
    ~MetricsCollection() override;

    // Before apply(): what other parts of the station tell about themselves.
    [[nodiscard]] SelfCollector &self() { return *m_self; }
    // Starts, and later goes on with what has changed.
    void apply(const HostSettings &host, const ScrapeSettings &scrape);
    [[nodiscard]] Scraper &scraper() { return m_scraper; }
    // What is wrong with the prometheus.yml files, with file and line.
    [[nodiscard]] const QStringList &problems() const { return m_problems; }

Q_SIGNALS:
    void problemsChanged();

private:
    struct Loaded {
        std::vector<ScrapeJob> jobs;
        QStringList problems;
    };
    [[nodiscard]] static Loaded load(const QStringList &files);
    void applyHost(const HostSettings &host);
    void readFiles();
    void filesRead(const Loaded &loaded);
    void watch();

    ScrapeEnvironment m_env;
    std::shared_ptr<SelfCollector> m_self;
    std::optional<HostSettings> m_host;
    std::optional<ScrapeSettings> m_scrape;
    QStringList m_problems;
    QFileSystemWatcher m_watcher;
    base::Throttle m_soon;
    async::JobScope m_jobs;
    Scraper m_scraper;
};

} // namespace wf::station
