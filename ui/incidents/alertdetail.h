// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/ackdesk.h"
#include "models/engine/alerts/watch/alertrecorder.h"
#include "models/engine/metrics/metricreader.h"
#include "models/engine/noise/noisewatch.h"
#include "ui/base/watchcontext.h"

#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace wf::widgets {
class Button;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class FactStrip;
class RuleChart;
class SeverityMark;
class TextBlock;

// One alert, or what several have in common: actions, facts, the rule with its graph, labels, annotations, history.
class AlertDetail final : public QWidget {
    Q_OBJECT
public:
    AlertDetail(engine::AckDesk &desk, const engine::NoiseWatch &noise, engine::AlertRecorder &recorder,
                engine::MetricReader &reader, WatchContext &context, QWidget *parent = nullptr);
    ~AlertDetail() override;

    // Copies what it shows; empty shows what to do.
    void show(std::vector<engine::WatchedAlert> alerts);
    [[nodiscard]] const std::vector<engine::WatchedAlert> &alerts() const { return m_alerts; }
    void setActive(bool active);
    void refresh();
    [[nodiscard]] bool isSettled() const;
    void openRunbook();
    void editRule(); // of the one alert that is shown

Q_SIGNALS:
    void acknowledgeRequested();
    void silenceRequested();
    void endRequested(); // ends the acknowledgement or silence that holds it
    void settledChanged();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void fillOne(const engine::WatchedAlert &alert);
    void fillMany();
    void fillFacts(const engine::WatchedAlert &alert);
    void fillActions();
    void askHistory(const engine::WatchedAlert &alert);
    [[nodiscard]] widgets::PlainLabel *addSection(const QString &title, QWidget *content);
    void showSection(widgets::PlainLabel *title, QWidget *content, bool shown);
    [[nodiscard]] QString runbook() const;

    engine::AckDesk &m_desk;
    const engine::NoiseWatch &m_noise;
    engine::AlertRecorder &m_recorder;
    WatchContext &m_context;
    std::vector<engine::WatchedAlert> m_alerts;
    SeverityMark *m_mark;
    widgets::PlainLabel *m_title, *m_summary, *m_hint;
    widgets::Button *m_acknowledge, *m_silence, *m_runbook, *m_editRule;
    FactStrip *m_facts;
    RuleChart *m_chart;
    QScrollArea *m_scroll;
    QVBoxLayout *m_column = nullptr;
    TextBlock *m_rule, *m_labels, *m_annotations, *m_history;
    widgets::PlainLabel *m_ruleTitle = nullptr, *m_labelsTitle = nullptr, *m_annotationsTitle = nullptr,
                        *m_historyTitle = nullptr;
    quint64 m_historyOf = 0;
    async::Request m_historyRequest;
};

} // namespace wf::ui
