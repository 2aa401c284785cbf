// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/history/dailycounts.h"
#include "models/engine/objectives/objectivestate.h"
#include "models/items/rows/rowsmodel.h"

#include <QDialog>

namespace wf::widgets {
class BurnDownFigure;
class PlainLabel;
class Segmented;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;

// How an objective's weeks, months and quarters went, as far back as its days were kept: a line of what was left of
// each period's budget, and the table.
class TrendDialog final : public QDialog {
    Q_OBJECT
public:
    TrendDialog(const engine::ObjectiveState &state, engine::DailyCounts days, QWidget *parent = nullptr);

private:
    void fill();
    void draw(const std::vector<engine::TrendPoint> &points);

    engine::ObjectiveState m_state;
    engine::DailyCounts m_days;
    widgets::Segmented *m_unit;
    widgets::BurnDownFigure *m_figure;
    widgets::PlainLabel *m_words;
    FlatTable *m_table;
    items::RowsModel<engine::TrendPoint, qint64> *m_rows;
};

} // namespace wf::ui
