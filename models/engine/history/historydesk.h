// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/async/request.h"
#include "models/base/clock.h"
#include "models/engine/history/incidentlog.h"
#include "models/engine/history/seriesreader.h"

#include <QObject>

#include <memory>

namespace wf::engine {

// What the ledger knows of the past. Immutable; shared with views.
struct HistorySnapshot {
    base::TimeRange range;
    std::vector<PastAlert> alerts; // newest first
    std::vector<DayCount> days;
    ResponseTimes all;
    std::vector<WeekOfService> weeks;
    std::vector<RuleHistory> rules;
    std::vector<PastIncident> incidents; // that began in the range, newest first
    ResponseTimes ofIncidents;
    qint64 stepNs = 0;   // how exact beginnings are that only series tell; 0: none were asked
    QStringList missing; // what could not be asked, in words; outside text
    qint64 asOfNs = 0;   // 0: never read
};
using HistoryPtr = std::shared_ptr<const HistorySnapshot>;

// Reads the history of alerts and counts it on a pool, when somebody asks. GUI thread.
class HistoryDesk final : public QObject {
    Q_OBJECT
public:
    HistoryDesk(store::AlertLog &log, const base::Clock &clock, const async::Pools &pools, QObject *parent = nullptr);
    ~HistoryDesk() override;

    // What else tells of the past; borrowed.
    void setIncidents(const IncidentLog &log) { m_incidents = &log; }
    void setSeries(const sources::SourceSet &sources, PlaceResolver resolve);

    // Of the last so many days; the past that is shown stays until the new one is there. What the ledger knows is shown
    // at once, what series tell joins it.
    void refresh(int days);
    // Never null.
    [[nodiscard]] const HistoryPtr &snapshot() const { return m_snapshot; }
    [[nodiscard]] const std::optional<base::Error> &error() const { return m_error; }
    [[nodiscard]] bool isBusy() const { return m_isBusy; }

    static constexpr int mostFirings = 500'000;

Q_SIGNALS:
    void changed();

private:
    void askSeries(base::TimeRange range);
    void count(base::TimeRange range, SeriesPast series, bool isLast);

    store::AlertLog &m_log;
    const base::Clock &m_clock;
    const async::Pools &m_pools;
    HistoryPtr m_snapshot;
    std::optional<base::Error> m_error;
    bool m_isBusy = false;
    const IncidentLog *m_incidents = nullptr;
    std::optional<SeriesReader> m_series;
    PlaceResolver m_resolve = placeFromUsualLabels;
    std::shared_ptr<const std::vector<store::AlertSighting>> m_sightings; // as read
    async::Request m_reading;
    async::JobScope m_jobs;
};

} // namespace wf::engine
