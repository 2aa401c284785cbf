// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/engine/causes/causesignals.h"
#include "models/engine/incidents/incident.h"
#include "models/engine/metrics/metricreader.h"
#include "models/engine/services/servicecatalog.h"

#include <functional>
#include <memory>

namespace wf::engine {

// Gathers what metrics, traces and logs say about the time around an incident: one question a figure for all services,
// through the samples that are kept already; one search for traces before and one since; one count of error lines.
// What does not answer is named, and the rest counts. GUI thread.
class CauseReader {
public:
    CauseReader(MetricReader &metrics, const sources::SourceSet &sources, const ServiceCatalog &catalog)
        : m_metrics(metrics), m_sources(sources), m_catalog(catalog)
    {
    }

    using Reply = std::function<void(const std::shared_ptr<const CauseSignals> &)>;
    // Calls back once, later. Dropping the Request stops it.
    [[nodiscard]] async::Request gather(const Incident &incident, qint64 nowNs, Reply reply) const;

    static constexpr qint64 stepNs = base::nsPerMinute;
    static constexpr qint64 beforeNs = base::nsPerHour;
    static constexpr qint64 withinNs = 30 * base::nsPerMinute; // of an incident, at most

private:
    struct Round;
    void askFigures(const std::shared_ptr<Round> &round) const;
    void askFigure(const std::shared_ptr<Round> &round, CauseMeasure measure, const QString &expr,
                   const QString &title = {}) const;
    void askTraces(const std::shared_ptr<Round> &round, const QString &service) const;
    void askLogs(const std::shared_ptr<Round> &round, const QStringList &services) const;

    MetricReader &m_metrics;
    const sources::SourceSet &m_sources;
    const ServiceCatalog &m_catalog;
};

} // namespace wf::engine
