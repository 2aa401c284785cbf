// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/history/historydesk.h"

namespace wf::engine {

HistoryDesk::HistoryDesk(store::AlertLog &log, const base::Clock &clock, const async::Pools &pools, QObject *parent)
    : QObject(parent), m_log(log), m_clock(clock), m_pools(pools), m_snapshot(std::make_shared<const HistorySnapshot>())
{
}

HistoryDesk::~HistoryDesk() = default;

void HistoryDesk::refresh(int days)
{
    const qint64 now = m_clock.nowNs();
    const base::TimeRange range{now - days * base::nsPerDay, now};
    store::AlertLogFilter filter;
    filter.limit = mostFirings;
    m_isBusy = true;
    m_reading = m_log.sightings(range, filter, [this, range](base::Result<std::vector<store::AlertSighting>> answer) {
        if (answer) {
            m_error.reset();
            count(range, std::move(*answer));
            return;
        }
        m_isBusy = false;
        m_error = answer.error();
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

void HistoryDesk::count(base::TimeRange range, std::vector<store::AlertSighting> sightings)
{
    m_jobs.runLatest(
        QStringLiteral("count"), m_pools.analysis(),
        [range, sightings = std::move(sightings)](std::stop_token) {
            auto out = std::make_shared<HistorySnapshot>();
            out->range = range;
            out->alerts = pastAlerts(sightings);
            out->days = dayCounts(out->alerts, range);
            out->all = responseTimes(out->alerts);
            out->weeks = weeksOfServices(out->alerts);
            out->rules = ruleHistories(out->alerts);
            return out;
        },
        [this](const std::shared_ptr<HistorySnapshot> &counted) {
            counted->asOfNs = m_clock.nowNs();
            m_snapshot = counted;
            m_isBusy = false;
            Q_EMIT changed();
        });
}

} // namespace wf::engine
