// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/request.h"
#include "models/base/clock.h"
#include "models/engine/alerts/alertsnapshot.h"
#include "models/engine/metrics/metricreader.h"
#include "ui/base/watchcontext.h"

#include <QWidget>

namespace wf::widgets {
class ChartView;
class Panel;
} // namespace wf::widgets

namespace wf::ui {

// What the rule of an alert measures, with its threshold, over the range of the window.
class RuleChart final : public QWidget {
    Q_OBJECT
public:
    RuleChart(engine::MetricReader &reader, WatchContext &context, QWidget *parent = nullptr);
    ~RuleChart() override;
    // Asks only while shown; an alert without a rule clears.
    void setAlert(const engine::WatchedAlert *alert);
    void refresh();
    void setActive(bool active);
    [[nodiscard]] bool isSettled() const { return !m_waiting; }
    [[nodiscard]] QSize sizeHint() const override { return {320, 190}; }

Q_SIGNALS:
    void settledChanged();

private:
    void show(const engine::MetricAnswer &answer);
    [[nodiscard]] signals::Subject measured() const; // as a metric
    engine::MetricReader &m_reader;
    WatchContext &m_context;
    widgets::ChartView *m_chart;
    widgets::Panel *m_panel;
    quint64 m_key = 0;
    QString m_expression;
    base::Labels m_labels;
    qint64 m_firedNs = 0;
    signals::Severity m_severity = signals::Severity::Unknown;
    bool m_active = false;
    bool m_waiting = false;
    async::Request m_request;
};

// Series that can be the alert's own: their labels are part of the alert's. All, when none is. Pure.
[[nodiscard]] std::vector<signals::Series> seriesOfAlert(const std::vector<signals::Series> &series,
                                                         const base::Labels &alert);

} // namespace wf::ui
