// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/bench/replaybench.h"
#include "models/items/rows/rowsmodel.h"
#include "ui/base/watchcontext.h"

#include <QWidget>

namespace wf::widgets {
class Button;
class ChartView;
class Panel;
class PickButton;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;
class IconLine;

// One firing that would have been, with its number from 1.
struct FiringRow {
    int number = 0;
    engine::JudgedFiring judged;
    bool isNew = false; // the rule as it runs does not fire then
};

// What the rule measured and when it would have fired: the chart with its threshold and the firings, how that compares
// with the rule as it runs, each firing judged, and at most one suggestion.
class ReplayPanel final : public QWidget {
    Q_OBJECT
public:
    ReplayPanel(engine::ReplayBench &bench, WatchContext &context, QWidget *parent = nullptr);
    ~ReplayPanel() override;
    void setDays(int days);
    [[nodiscard]] const std::optional<engine::ReplaySuggestion> &suggestion() const { return m_suggested; }

Q_SIGNALS:
    void applyRequested(const wf::engine::ReplaySuggestion &suggestion);

private:
    void build();
    void connectAll();
    void fill();
    void fillChart();
    void fillTable();
    void fillWords();
    void fillState();

    engine::ReplayBench &m_bench;
    WatchContext &m_context;
    engine::ReplayPtr m_shown;
    std::optional<engine::ReplaySuggestion> m_suggested;
    widgets::ChartView *m_chart;
    widgets::Panel *m_panel;
    widgets::PickButton *m_range;
    widgets::PlainLabel *m_summary, *m_compared;
    FlatTable *m_table;
    items::RowsModel<FiringRow, int> *m_rows;
    QWidget *m_advice;
    IconLine *m_suggestion;
    widgets::Button *m_apply;
};

} // namespace wf::ui
