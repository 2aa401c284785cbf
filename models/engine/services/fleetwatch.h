// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/services/servicecatalog.h"
#include "models/signals/severity.h"

#include <array>
#include <functional>
#include <limits>

namespace wf::engine {

inline constexpr double unknownValue = std::numeric_limits<double>::quiet_NaN();

// Golden signals of one service, now and over the range. NaN = the environment does not measure it.
struct FleetRow {
    QString service;
    std::vector<std::pair<QString, signals::Severity>> regions; // worst alert firing there
    std::vector<signals::Severity> states;                      // 40 cells over the range
    double requestsPerSecond = unknownValue;
    double errorRatio = unknownValue;
    double p99Seconds = unknownValue;
    std::vector<double> p99Trend;
    double saturation = unknownValue; // 0..1 of the fullest resource
    QString saturationOf;
    signals::Severity severity = signals::Severity::Unknown; // worst alert firing now
    int firing = 0;
    const signals::Deploy *deploy = nullptr; // inside the snapshot's services
};

// Worst alert first; of equals what fails more, then what is asked more.
[[nodiscard]] bool needsMore(const FleetRow &a, const FleetRow &b);

struct FleetSnapshot {
    ServicesPtr services;
    std::vector<FleetRow> rows;                     // worst first
    std::vector<double> requestsTrend;              // of all services over the range, per second; empty: not measured
    std::vector<double> errorsTrend;                // failed / all of them
    std::vector<std::array<int, 3>> alertsOverTime; // critical, warning, info counts in `alertStepNs` bins
    base::TimeRange alertRange;
    qint64 alertStepNs = 0;
    bool alertsKnown = false; // some source answers the ALERTS series
    qint64 asOfNs = 0;
    base::Completeness completeness;
};
using FleetPtr = std::shared_ptr<const FleetSnapshot>;

// Keeps the golden signals of all services: one query per signal and convention for the whole fleet, never one a
// service. Asks only while active. GUI thread.
class FleetWatch : public QObject {
    Q_OBJECT
public:
    FleetWatch(ServiceCatalog &catalog, const sources::SourceSet &sources, const base::Clock &clock,
               QObject *parent = nullptr);
    ~FleetWatch() override;

    void setRange(base::TimeRange range);
    void refresh();
    // What was known before this start, at its asOfNs; counts until somebody answers. Without effect afterwards.
    void restore(const FleetPtr &known);
    // As refresh(), and a catalogue that nobody has answered yet asks again.
    void refreshAll();
    [[nodiscard]] const FleetPtr &snapshot() const { return m_snapshot; }
    [[nodiscard]] bool isBusy() const { return m_waiting > 0; }
    [[nodiscard]] bool hasSources() const { return !m_sources.metrics.empty(); }
    static constexpr int stateCells = 40;

Q_SIGNALS:
    void changed();

private:
    struct Round;
    void askSource(sources::MetricSource *source);
    void askRequests(sources::MetricSource *source);
    void askTotals(sources::MetricSource *source);
    void askSaturation(sources::MetricSource *source);
    void askAlerts(sources::MetricSource *source);
    void askAlertHistory(sources::MetricSource *source);
    template<class Take>
    std::function<void(const signals::QueryAnswer &)> eachService(Take take);
    void ask(sources::MetricSource *source, const QString &expr, qint64 stepNs, base::TimeRange range,
             std::function<void(const signals::QueryAnswer &)> take);
    [[nodiscard]] FleetRow rowOf(const ServiceInfo &info, const ServicesSnapshot &services);
    void publish();

    ServiceCatalog &m_catalog;
    const sources::SourceSet &m_sources;
    const base::Clock &m_clock;
    base::TimeRange m_range;
    FleetPtr m_snapshot;
    bool m_answered = false; // some round had an answer
    std::unique_ptr<Round> m_round;
    std::vector<async::Request> m_requests;
    int m_waiting = 0;
};

} // namespace wf::engine
