// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/hearers/hearerdesk.h"

namespace wf::engine {

HearerDesk::HearerDesk(const sources::SourceSet &sources, const async::Pools &pools, QObject *parent)
    : QObject(parent), m_sources(sources), m_pools(pools)
{
}

HearerDesk::~HearerDesk() = default;

void HearerDesk::ask()
{
    m_requests.clear();
    m_jobs.cancelAll();
    m_isFound = false;
    m_open = static_cast<int>(m_sources.alerts.size());
    for (auto *source : m_sources.alerts)
        m_requests.push_back(
            source->status([this, name = source->state().name](
                               const base::Result<signals::AlertmanagerStatus> &status) { answered(name, status); }));
}

void HearerDesk::setOwn(std::shared_ptr<const wire::NotifySettings> settings, bool isRun, const QString &runBy)
{
    if (settings == m_own && isRun == m_isOwnRun && runBy == m_ownRunBy)
        return;
    m_own = std::move(settings);
    m_isOwnRun = isRun;
    m_ownRunBy = runBy;
    Q_EMIT changed();
}

std::vector<OwnHearer> HearerDesk::ownHearers(const base::Labels &alert) const
{
    return m_own ? ownHearersOf(*m_own, alert, m_subjects.resolve(alert).service) : std::vector<OwnHearer>();
}

void HearerDesk::answered(const QString &name, const base::Result<signals::AlertmanagerStatus> &status)
{
    --m_open;
    if (!status) {
        if (!m_routing)
            m_error = status.error();
        Q_EMIT changed();
        return;
    }
    if (m_isFound || status->configYaml.isEmpty()) {
        Q_EMIT changed();
        return;
    }
    m_isFound = true;
    ++m_open;
    m_jobs.run(
        m_pools.parse(), [yaml = status->configYaml](std::stop_token) { return readAlertRouting(yaml); },
        [this, name](base::Result<AlertRouting> routing) {
            --m_open;
            m_error = routing ? std::nullopt : std::optional(routing.error());
            if (routing) {
                m_routing = std::make_shared<const AlertRouting>(std::move(*routing));
                m_sourceName = name;
            }
            Q_EMIT changed();
        });
}

} // namespace wf::engine
