// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/scrape/scraper.h"

#include "models/station/scrape/discovery/localdiscovery.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>

namespace wf::station {

namespace {
using namespace std::chrono_literals;
}

Scraper::Scraper(const ScrapeEnvironment &environment, QObject *parent)
    : Scraper(environment, &net::lookUpRecords, parent)
{
}

Scraper::Scraper(const ScrapeEnvironment &environment, LookUpRecords lookUp, QObject *parent)
    : QObject(parent),
      m_env(environment),
      m_lookUp(std::move(lookUp)),
      m_snapshot(std::make_shared<ScrapeSnapshot>()),
      m_soon(100ms, [this] { publish(); })
{
}

Scraper::~Scraper() = default;

void Scraper::run(std::unique_ptr<JobRunner> runner, std::vector<std::unique_ptr<JobRunner>> &among)
{
    connect(runner.get(), &JobRunner::changed, this, [this] { m_soon.trigger(); });
    among.push_back(std::move(runner));
    among.back()->start();
}

void Scraper::apply(const ScrapeConfig &config)
{
    std::erase_if(m_configured, [&](const auto &runner) {
        if (std::ranges::find(config.jobs, runner->job()) != config.jobs.end())
            return false;
        runner->end();
        return true;
    });
    for (const auto &job : config.jobs)
        if (std::ranges::none_of(m_configured, [&](const auto &runner) { return runner->job() == job; }))
            run(std::make_unique<JobRunner>(job, m_env, m_lookUp, nullptr), m_configured);
    m_soon.trigger();
}

void Scraper::collect(const QString &job, const QString &instance, qint64 intervalNs,
                      std::shared_ptr<Collector> collector, const base::Labels &more)
{
    endCollecting(job);
    ScrapeJob own;
    own.name = job;
    own.intervalNs = intervalNs;
    own.timeoutNs = std::min(own.timeoutNs, intervalNs);
    own.groups = {{{instance}, more, QCoreApplication::translate("wf::station", "built in")}};
    run(std::make_unique<JobRunner>(std::move(own), std::move(collector), m_env, nullptr), m_own);
}

void Scraper::endCollecting(const QString &job)
{
    std::erase_if(m_own, [&](const auto &runner) {
        if (runner->job().name != job)
            return false;
        runner->end();
        m_soon.trigger();
        return true;
    });
}

void Scraper::discoverLocal(bool on, const std::vector<int> &ignoredPorts, bool leavesNodeExporter)
{
    if (m_local)
        m_local->end();
    m_local.reset();
    m_soon.trigger();
    if (!on)
        return;
    ScrapeJob job;
    job.name = QStringLiteral("local");
    m_local = std::make_unique<JobRunner>(std::move(job), m_env, m_lookUp, nullptr);
    LocalOptions options;
    options.ignoredPorts = ignoredPorts;
    options.leavesNodeExporter = leavesNodeExporter;
    m_local->add(std::make_unique<LocalTargets>(std::move(options), m_env.clock, m_env.pool, nullptr));
    connect(m_local.get(), &JobRunner::changed, this, [this] { m_soon.trigger(); });
    m_local->start();
}

void Scraper::scrapeNow()
{
    for (const auto *runners : {&m_configured, &m_own})
        for (const auto &runner : *runners)
            runner->scrapeNow();
    if (m_local)
        m_local->scrapeNow();
}

void Scraper::publish()
{
    auto snapshot = std::make_shared<ScrapeSnapshot>();
    for (const auto *runners : {&m_own, &m_configured})
        for (const auto &runner : *runners)
            runner->appendTo(*snapshot);
    if (m_local)
        m_local->appendTo(*snapshot);
    std::ranges::stable_sort(snapshot->targets, {},
                             [](const TargetState &state) { return std::pair(state.job, state.url.toString()); });
    m_snapshot = std::move(snapshot);
    Q_EMIT changed(m_snapshot);
}

} // namespace wf::station
