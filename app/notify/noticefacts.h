// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/causes/causedesk.h"
#include "models/engine/metrics/metricreader.h"
#include "models/engine/notify/notices/noticebook.h"
#include "models/engine/objectives/objectivekeeper.h"
#include "models/engine/services/servicecatalog.h"

namespace wf::app {

// What a notice says beside its title: impact, objectives, likely cause, and the line of the last 35 minutes. Some of
// it is known at once, the rest is asked for and comes later. GUI thread.
class NoticeFacts final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        engine::IncidentKeeper &incidents;
        engine::ObjectiveKeeper &objectives;
        engine::ServiceCatalog &services;
        engine::MetricReader &metrics;
        const sources::SourceSet &sources;
        store::Ledger &ledger;
    };
    NoticeFacts(const Parts &parts, const base::Clock &clock, const async::Pools &pools, const QString &actor,
                QObject *parent = nullptr);
    ~NoticeFacts() override;

    void start();
    [[nodiscard]] engine::Promises promises(const engine::Incident &incident) const;
    // "5 alerts. Checkout budget burns 15 times faster than it may. Likely cause: payment v2.31.0, 8 min before."
    [[nodiscard]] QString words(const engine::Incident &incident) const;

    struct Trend {
        std::vector<double> values; // oldest first, of the last 35 minutes; NaN: a gap
        double markAt = -1;         // 0 to 1: the service's last deploy; below 0: none in that time
        QString name, now;          // "checkout p99, 35 min", "4.1 s"
    };
    // Asks for the line and the likely cause of an incident, one at a time; trend() and words() know them afterwards.
    void ask(qint64 incident);
    [[nodiscard]] const Trend &trend() const { return m_trend; } // of the incident that was asked for last

    static constexpr qint64 trendNs = 35 * base::nsPerMinute;

Q_SIGNALS:
    void learned(qint64 incident);

private:
    void askTrend(const engine::Incident &incident);
    void took(const engine::MetricAnswer &answer, const QString &service);

    Parts m_parts;
    const base::Clock &m_clock;
    engine::CauseDesk m_causes; // of its own: the window's looks at what the operator looks at
    qint64 m_asked = 0;
    Trend m_trend;
    std::map<qint64, QString> m_likely; // by incident; the newest 50
    async::Request m_asking;
};

} // namespace wf::app
