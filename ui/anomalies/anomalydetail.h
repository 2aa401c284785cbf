// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/anomalies/anomaliessnapshot.h"
#include "models/items/rows/rowsmodel.h"
#include "models/signals/deploy.h"

#include <QWidget>

namespace wf::widgets {
class Button;
class ChartView;
class Panel;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;

// One anomaly: its line with the band that was expected, how each detector voted and why, what operators said.
class AnomalyDetail final : public QWidget {
    Q_OBJECT
public:
    explicit AnomalyDetail(QWidget *parent = nullptr);
    void clear();
    // `state` may be null: the series is not watched any more.
    void show(const engine::AnomalyRun &run, const engine::SeriesState *state, base::TimeRange range,
              const std::vector<signals::Deploy> &deploys);
    [[nodiscard]] widgets::ChartView &chart() const { return *m_chart; }

Q_SIGNALS:
    void said(wf::analysis::FeedbackKind kind);
    void undoAsked();
    void rollBackAsked();
    void dashboardAsked();

private:
    void showWords(const engine::AnomalyRun &run, const engine::SeriesState *state);
    widgets::Panel *m_head = nullptr;
    widgets::PlainLabel *m_confidence = nullptr;
    widgets::ChartView *m_chart = nullptr;
    widgets::PlainLabel *m_sentence = nullptr;
    widgets::PlainLabel *m_words = nullptr;
    FlatTable *m_votes = nullptr;
    items::RowsModel<engine::RunVote, QString> *m_rows = nullptr;
    widgets::Button *m_undo = nullptr;
    widgets::Button *m_rollBack = nullptr;
};

} // namespace wf::ui
