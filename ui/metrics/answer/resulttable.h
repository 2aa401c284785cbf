// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/explore/desk/exploredesk.h"
#include "models/items/rows/rowsmodel.h"
#include "ui/metrics/answer/resultrows.h"

#include <QWidget>

namespace wf::widgets {
class PlainLabel;
class Button;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;

// The answer as rows: labels that differ, a line, the value at the cross-hair, greatest, smallest, mean. Worst, that is
// the greatest at the cross-hair, first.
class ResultTable final : public QWidget {
    Q_OBJECT
public:
    explicit ResultTable(QWidget *parent = nullptr);
    // `chart`: what the chart paints of the same answer, for keys and colours.
    void setAnswer(const engine::ExploreAnswer &answer, const widgets::ChartData &chart);
    void setCursor(qint64 timeNs); // 0: the newest values
    void setSelected(const QString &key);
    [[nodiscard]] QString asCsv() const; // what is shown
    [[nodiscard]] const std::vector<ResultRow> &rows() const;
    static constexpr std::size_t mostRows = 1000;

Q_SIGNALS:
    void seriesChosen(const QString &key);
    void seriesOpened(const QString &key); // isolate it
    void csvRequested();

private:
    void fill();
    void makeColumns(const std::vector<std::string> &labels);
    void giveRoom();
    void showFoot();
    FlatTable *m_table;
    items::RowsModel<ResultRow, QString> *m_model;
    widgets::PlainLabel *m_count, *m_when;
    widgets::Button *m_csv;
    engine::ExploreAnswer m_answer;
    std::vector<widgets::ChartSeries> m_series;
    std::vector<std::string> m_labels;
    std::vector<int> m_widths; // of the columns
    qint64 m_cursorNs = 0;
    bool m_isFilling = false;
};

} // namespace wf::ui
