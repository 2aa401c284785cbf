// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/engine/alerts/watch/alertwatch.h"
#include "models/engine/incidents/incident.h"
#include "models/engine/metrics/metricreader.h"
#include "widgets/chart/lanes/onsetlanes.h"

#include <QObject>

namespace wf::ui {

// The alert whose rule says best what hurts: one that fires, by its severity, with a threshold before without, then the
// earlier; where it begins before elsewhere. Null when no rule of the incident is known.
[[nodiscard]] const engine::WatchedAlert *worstSymptom(const engine::Incident &incident,
                                                       const engine::AlertSnapshot &alerts);

// What hurts in an incident, over the time it has lasted: the figure that its worst alert is about, with the threshold
// of the rule. GUI thread.
class SymptomReader final : public QObject {
    Q_OBJECT
public:
    explicit SymptomReader(engine::MetricReader &reader, QObject *parent = nullptr);
    ~SymptomReader() override;

    // Asks again when it is another figure, or time has gone on by a step.
    void look(const engine::Incident &incident, const engine::AlertSnapshot &alerts, base::TimeRange range);
    void stop();
    [[nodiscard]] const std::optional<widgets::OnsetChart> &chart() const { return m_chart; }
    [[nodiscard]] bool isSettled() const { return !m_isWaiting; }

Q_SIGNALS:
    void changed();

private:
    void show(const engine::MetricAnswer &answer, const engine::WatchedAlert &alert);

    engine::MetricReader &m_reader;
    std::optional<widgets::OnsetChart> m_chart;
    qint64 m_incident = 0;
    QString m_expression;
    base::TimeRange m_range;
    bool m_isWaiting = false;
    async::Request m_request;
};

} // namespace wf::ui
