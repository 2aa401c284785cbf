// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/wizard/objectivewizard.h"

#include "models/engine/objectives/propose/objectivetext.h"
#include "models/engine/objectives/propose/openslotext.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <iterator>

namespace wf::engine {

ObjectiveWizard::ObjectiveWizard(ServiceCatalog &catalog, const sources::SourceSet &sources, ObjectiveKeeper &keeper,
                                 MetricReader &metrics, const base::Clock &clock, async::Pools &pools, QObject *parent)
    : QObject(parent),
      m_catalog(catalog),
      m_sources(sources),
      m_keeper(keeper),
      m_metrics(metrics),
      m_clock(clock),
      m_pools(pools)
{
}

ObjectiveWizard::~ObjectiveWizard() = default;

QStringList ObjectiveWizard::services() const
{
    QStringList out;
    for (const ServiceInfo &one : m_catalog.snapshot()->services)
        if (!one.matcher().isEmpty())
            out << one.name;
    return out;
}

void ObjectiveWizard::choose(const QString &service)
{
    m_service = service;
    m_requests.clear();
    m_jobs.cancelAll();
    m_series.clear();
    m_proposals.clear();
    m_error.reset();
    const auto &all = m_catalog.snapshot()->services;
    const auto info = std::ranges::find(all, service, &ServiceInfo::name);
    if (info == all.end() || info->matcher().isEmpty()) {
        m_waiting = 0;
        m_error = base::makeError(base::ErrorKind::NotFound, tr("No metric of %1 is known").arg(service.left(120)));
        Q_EMIT proposalsChanged();
        return;
    }
    m_input = {};
    m_input.title = service;
    m_input.matcher = info->matcher();
    m_waiting = m_sources.metrics.size() + 1;
    const qint64 now = m_clock.nowNs();
    for (sources::MetricSource *source : m_sources.metrics)
        m_requests.push_back(source->series({u'{' + m_input.matcher + u'}'}, {now - base::nsPerHour, now},
                                            [this](base::Result<std::vector<base::Labels>> reply) {
                                                if (reply.ok())
                                                    std::ranges::move(*reply, std::back_inserter(m_series));
                                                else
                                                    m_error = reply.error();
                                                arrived();
                                            }));
    m_requests.push_back(
        m_metrics.metadata(10 * base::nsPerMinute, [this](const base::Result<MetricReader::MetadataPtr> &reply) {
            if (reply.ok()) // without it the names alone decide
                m_metadata = (*reply)->metrics;
            arrived();
        }));
}

void ObjectiveWizard::arrived()
{
    if (--m_waiting > 0)
        return;
    m_jobs.runLatest(
        QStringLiteral("proposals"), m_pools.analysis(),
        [input = m_input, series = std::move(m_series), metadata = m_metadata](std::stop_token) mutable {
            input.metrics = collectMetrics(series, metadata);
            return engine::proposals(input);
        },
        [this](std::vector<ObjectiveProposal> found) {
            m_proposals = std::move(found);
            if (!m_proposals.empty())
                m_error.reset();
            Q_EMIT proposalsChanged();
        });
}

void ObjectiveWizard::preview(const signals::Objective &objective, ObjectiveKeeper::ReportReply reply)
{
    m_keeper.ask(objective, 700, std::move(reply));
}

QString ObjectiveWizard::folder() const
{
    for (const QString &path : m_keeper.paths())
        if (QFileInfo(path).isDir())
            return path;
    return m_home;
}

void ObjectiveWizard::write(std::function<base::Result<QString>(const QString &)> work,
                            std::function<void(base::Result<QString>)> reply)
{
    const QString into = folder();
    if (into.isEmpty())
        return reply(
            base::makeError(base::ErrorKind::Invalid,
                            tr("The environment names no folder for objectives: write one under objectives: in "
                               "its file")));
    m_jobs.run(
        m_pools.analysis(),
        [work = std::move(work), into](std::stop_token) -> base::Result<QString> {
            if (!QDir().mkpath(into))
                return base::makeError(
                    base::ErrorKind::Storage,
                    QCoreApplication::translate("Proposals", "The folder %1 cannot be made").arg(into));
            return work(into);
        },
        [this, into, reply = std::move(reply)](base::Result<QString> saved) {
            if (saved)
                m_keeper.addPath(into);
            reply(std::move(saved));
        });
}

void ObjectiveWizard::save(const signals::Objective &objective, std::function<void(base::Result<QString>)> reply)
{
    write([objective](const QString &into) { return saveObjective(objective, into); }, std::move(reply));
}

void ObjectiveWizard::saveComposite(const wire::SloComposite &composite,
                                    std::function<void(base::Result<QString>)> reply)
{
    write([composite,
           paths = m_keeper.paths()](const QString &into) { return engine::saveComposite(composite, paths, into); },
          std::move(reply));
}

void ObjectiveWizard::read(const QString &path, std::function<void(base::Result<QByteArray>)> reply)
{
    m_jobs.run(
        m_pools.analysis(), [path](std::stop_token) { return objectiveText(path); }, std::move(reply));
}

void ObjectiveWizard::check(const QString &path, const QByteArray &text,
                            std::function<void(std::vector<wire::SloProblem>)> reply)
{
    m_jobs.runLatest(
        QStringLiteral("check"), m_pools.analysis(),
        [paths = m_keeper.paths(), path, text](std::stop_token) { return problemsOfText(paths, path, text); },
        std::move(reply));
}

void ObjectiveWizard::replace(const QString &path, const QByteArray &before, const QByteArray &after,
                              std::function<void(base::Status)> reply)
{
    m_jobs.run(
        m_pools.analysis(),
        [path, before, after](std::stop_token) { return replaceObjectiveText(path, before, after); },
        [this, reply = std::move(reply)](base::Status status) {
            if (status)
                m_keeper.reload();
            reply(std::move(status));
        });
}

} // namespace wf::engine
