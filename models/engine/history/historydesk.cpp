// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/history/historydesk.h"

namespace wf::engine {

HistoryDesk::HistoryDesk(store::AlertLog &log, const base::Clock &clock, const async::Pools &pools, QObject *parent)
    : QObject(parent), m_log(log), m_clock(clock), m_pools(pools), m_snapshot(std::make_shared<const HistorySnapshot>())
{
}

HistoryDesk::~HistoryDesk() = default;

void HistoryDesk::setSeries(const sources::SourceSet &sources, PlaceResolver resolve)
{
    m_series.emplace(sources);
    m_resolve = std::move(resolve);
}

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
            m_sightings = std::make_shared<const std::vector<store::AlertSighting>>(std::move(*answer));
            count(range, {}, !m_series);
            return;
        }
        m_isBusy = false;
        m_error = answer.error();
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

void HistoryDesk::askSeries(base::TimeRange range)
{
    m_reading = m_series->read(range, [this, range](SeriesPast past) { count(range, std::move(past), true); });
}

void HistoryDesk::count(base::TimeRange range, SeriesPast series, bool isLast)
{
    m_jobs.runLatest(
        QStringLiteral("count"), m_pools.analysis(),
        [range, sightings = m_sightings, series = std::move(series), resolve = m_resolve,
         incidents = m_incidents ? m_incidents->incidents() : std::vector<PastIncident>()](std::stop_token) {
            auto out = std::make_shared<HistorySnapshot>();
            out->range = range;
            out->alerts = pastAlerts(*sightings);
            for (const auto &told : series.told)
                mergeSeries(out->alerts, told.firings, told.source, resolve, series.stepNs);
            out->stepNs = series.stepNs;
            out->missing = series.missing;
            out->days = dayCounts(out->alerts, range);
            out->all = responseTimes(out->alerts);
            out->rules = ruleHistories(out->alerts, verdictsOf(incidents));
            const auto asAlerts = asFirings(incidents, range);
            out->weeks = weeksOfServices(out->alerts, asAlerts);
            out->ofIncidents = responseTimes(asAlerts);
            for (auto it = incidents.rbegin(); it != incidents.rend(); ++it)
                if (range.contains(it->openedNs))
                    out->incidents.push_back(*it);
            return out;
        },
        [this, range, isLast](const std::shared_ptr<HistorySnapshot> &counted) {
            counted->asOfNs = m_clock.nowNs();
            m_snapshot = counted;
            m_isBusy = !isLast;
            if (!isLast)
                askSeries(range);
            Q_EMIT changed();
        });
}

} // namespace wf::engine
