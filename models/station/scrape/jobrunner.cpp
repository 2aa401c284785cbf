// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/jobrunner.h"

#include "models/station/scrape/discovery/filediscovery.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <set>

namespace wf::station {

namespace {

using namespace std::chrono_literals;

net::HttpOptions clientOptions(const ScrapeJob &job)
{
    const std::chrono::milliseconds timeout(job.timeoutNs / base::nsPerMs);
    net::HttpOptions options;
    options.name = QCoreApplication::translate("wf::station", "job %1").arg(job.name);
    options.auth = job.auth;
    options.tls = job.tls;
    options.proxy = job.proxy;
    options.connectTimeout = std::min<std::chrono::milliseconds>(5s, timeout);
    options.idleTimeout = timeout;
    options.concurrency = 256;
    options.manyHosts = true;
    options.tries = 1;
    options.maxBodyBytes = job.limits.bodyBytes;
    return options;
}

// Of a job whose only target is inside this program.
Target ownTarget(const ScrapeJob &job)
{
    const TargetGroup &group = job.groups.front();
    const auto labels =
        group.labels.with("job", job.name.toStdString()).with("instance", group.targets.front().toStdString());
    Target target{job.name, labels, labels, QUrl(), job.intervalNs, job.timeoutNs, group.source, {}};
    target.key = targetKey(target);
    return target;
}

} // namespace

JobRunner::JobRunner(ScrapeJob job, const ScrapeEnvironment &environment, LookUpRecords lookUp, QObject *parent)
    : QObject(parent),
      m_job(std::move(job)),
      m_env(environment),
      m_client(std::make_unique<net::HttpClient>(
          clientOptions(m_job),
          net::HttpEnvironment{environment.clock, net::systemUniform(), environment.secrets, &environment.pool}))
{
    for (const auto &file : m_job.files)
        add(std::make_unique<FileTargets>(file, m_env.pool, nullptr));
    for (const auto &dns : m_job.dns)
        add(std::make_unique<DnsTargets>(dns, lookUp, nullptr));
}

JobRunner::JobRunner(ScrapeJob job, std::shared_ptr<Collector> collector, const ScrapeEnvironment &environment,
                     QObject *parent)
    : QObject(parent), m_job(std::move(job)), m_env(environment), m_collector(std::move(collector))
{
}

JobRunner::~JobRunner() = default;

void JobRunner::add(std::unique_ptr<Discovery> discovery)
{
    connect(discovery.get(), &Discovery::changed, this, [this] { resolve(); });
    m_discoveries.push_back(std::move(discovery));
}

void JobRunner::start()
{
    resolve();
    for (const auto &discovery : m_discoveries)
        discovery->start();
}

// On the pool: thousands of targets through a dozen relabelling steps take longer than a frame.
void JobRunner::resolve()
{
    if (m_collector) {
        resolved({{ownTarget(m_job)}, {}, 0, {}});
        return;
    }
    std::vector<TargetGroup> groups = m_job.groups;
    for (const auto &discovery : m_discoveries)
        groups.insert(groups.end(), discovery->groups().begin(), discovery->groups().end());
    m_jobs.runLatest(
        QStringLiteral("resolve"), m_env.pool,
        [job = m_job, groups = std::move(groups)](std::stop_token) { return resolveTargets(job, groups); },
        [this](ResolvedTargets targets) { resolved(std::move(targets)); });
}

void JobRunner::resolved(ResolvedTargets targets)
{
    m_resolved = std::move(targets);
    std::set<QString> wanted;
    for (const auto &target : m_resolved.active)
        wanted.insert(target.key);
    std::erase_if(m_loops, [&](const auto &entry) {
        if (wanted.contains(entry.first))
            return false;
        entry.second->end();
        return true;
    });
    for (const auto &target : m_resolved.active)
        if (!m_loops.contains(target.key))
            startLoop(target);
    Q_EMIT changed();
}

void JobRunner::startLoop(const Target &target)
{
    auto loop = std::make_unique<TargetLoop>(target, m_job, m_client.get(), m_collector, m_env, nullptr);
    connect(loop.get(), &TargetLoop::changed, this, &JobRunner::changed);
    loop->start();
    m_loops.emplace(target.key, std::move(loop));
}

void JobRunner::end()
{
    m_jobs.cancelAll();
    for (const auto &[key, loop] : m_loops)
        loop->end();
    m_loops.clear();
}

void JobRunner::scrapeNow()
{
    for (const auto &[key, loop] : m_loops)
        loop->scrapeNow();
}

void JobRunner::appendTo(ScrapeSnapshot &snapshot) const
{
    for (const auto &[key, loop] : m_loops)
        snapshot.targets.push_back(loop->state());
    snapshot.dropped.insert(snapshot.dropped.end(), m_resolved.dropped.begin(), m_resolved.dropped.end());
    snapshot.droppedCount += m_resolved.droppedCount;
    snapshot.problems << m_resolved.problems;
    for (const auto &discovery : m_discoveries)
        for (const auto &problem : discovery->problems())
            snapshot.problems << QCoreApplication::translate("wf::station", "job %1: %2").arg(m_job.name, problem);
}

} // namespace wf::station
