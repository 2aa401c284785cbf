// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/collect/metricscollection.h"

#include "models/station/config/addedtargets.h"
#include "models/station/host/hostcollector.h"

#include <QFile>
#include <QFileInfo>
#include <QSysInfo>

#include <algorithm>
#include <chrono>

namespace wf::station {

namespace {

using namespace std::chrono_literals;
constexpr qint64 mostBytes = 4 << 20;
constexpr qint64 selfIntervalNs = 15 * base::nsPerSecond; // also of targets added by hand

QString hostJob()
{
    return QStringLiteral("node");
}
// What the machine is called where services are listed: its job is that of every machine.
std::string hostName(const HostSettings &host)
{
    return hostInstance(host).section(u':', 0, 0).toStdString();
}
QString selfJob()
{
    return QStringLiteral("watchfloor");
}

} // namespace

MetricsCollection::MetricsCollection(const ScrapeEnvironment &environment, QObject *parent)
    : QObject(parent),
      m_env(environment),
      m_self(std::make_shared<SelfCollector>()),
      m_soon(200ms, [this] { readFiles(); }),
      m_scraper(environment)
{
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] { m_soon.trigger(); });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] { m_soon.trigger(); });
}

MetricsCollection::~MetricsCollection() = default;

void MetricsCollection::applyHost(const HostSettings &host)
{
    if (!host.isOn)
        m_scraper.endCollecting(hostJob());
    else if (m_host != host)
        m_scraper.collect(hostJob(), hostInstance(host), host.intervalNs,
                          std::make_shared<HostCollector>(host, m_env.clock), {{"service", hostName(host)}});
}

void MetricsCollection::apply(const HostSettings &host, const ScrapeSettings &scrape)
{
    applyHost(host);
    const bool isFirst = !m_scrape;
    if (isFirst || scrape.scrapesItself != m_scrape->scrapesItself) {
        if (scrape.scrapesItself)
            m_scraper.collect(selfJob(), QSysInfo::machineHostName(), selfIntervalNs, m_self);
        else
            m_scraper.endCollecting(selfJob());
    }
    if (isFirst || scrape.discoversLocal != m_scrape->discoversLocal || scrape.ignoredPorts != m_scrape->ignoredPorts ||
        host.isOn != m_host->isOn)
        m_scraper.discoverLocal(scrape.discoversLocal, scrape.ignoredPorts, host.isOn);
    m_host = host;
    m_scrape = scrape;
    if (scrape.prometheusFiles.isEmpty())
        filesRead({});
    else
        readFiles();
}

MetricsCollection::Loaded MetricsCollection::load(const QStringList &files)
{
    Loaded out;
    for (const auto &path : files) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            out.problems << tr("%1 cannot be read: %2; its jobs are not scraped").arg(path, file.errorString());
            continue;
        }
        const auto read = readPrometheusFile(file.read(mostBytes + 1), QFileInfo(path).absolutePath());
        if (!read) {
            out.problems << tr("%1: %2; its jobs are not scraped").arg(path, read.error().detail);
            continue;
        }
        for (const auto &problem : read->problems)
            out.problems << problem.text(path);
        for (const auto &job : read->scrape.jobs)
            out.jobs.push_back(job);
    }
    return out;
}

void MetricsCollection::readFiles()
{
    m_jobs.runLatest(
        QStringLiteral("read"), m_env.pool,
        [files = m_scrape->prometheusFiles](std::stop_token) { return load(files); },
        [this](const Loaded &loaded) { filesRead(loaded); });
}

void MetricsCollection::filesRead(const Loaded &loaded)
{
    watch();
    ScrapeConfig config = m_scrape->config;
    if (!m_scrape->addedTargetsFile.isEmpty())
        config.jobs.insert(config.jobs.begin(), addedTargetsJob(m_scrape->addedTargetsFile, selfIntervalNs));
    QStringList problems = loaded.problems;
    for (const auto &job : loaded.jobs) {
        if (std::ranges::find(config.jobs, job.name, &ScrapeJob::name) == config.jobs.end())
            config.jobs.push_back(job);
        else
            problems << tr("There is more than one job %1; only the first is scraped.").arg(job.name);
    }
    m_scraper.apply(config);
    if (std::exchange(m_problems, problems) != problems)
        Q_EMIT problemsChanged();
}

// Files replaced by renaming leave the watcher: their folders are watched as well, and they are added again.
void MetricsCollection::watch()
{
    QStringList paths;
    for (const auto &path : m_scrape->prometheusFiles)
        for (const auto &one : {path, QFileInfo(path).absolutePath()})
            if (QFileInfo::exists(one))
                paths << one;
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    QStringList gone = watched;
    gone.removeIf([&](const QString &path) { return paths.contains(path); });
    paths.removeIf([&](const QString &path) { return watched.contains(path); });
    paths.removeDuplicates();
    if (!gone.isEmpty())
        m_watcher.removePaths(gone);
    // What changed between reading and watching is seen by reading once more.
    if (!paths.isEmpty() && m_watcher.addPaths(paths).size() < paths.size())
        m_soon.trigger();
}

} // namespace wf::station
