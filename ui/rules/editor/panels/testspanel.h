// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/bench/rulebench.h"
#include "models/items/rows/rowsmodel.h"

#include <QWidget>

namespace wf::widgets {
class Button;
class CodeEdit;
class Panel;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;
class IconLine;

// Unit tests of the rule in promtool's format, run here against what is written; each failure at its place.
class TestsPanel final : public QWidget {
    Q_OBJECT
public:
    explicit TestsPanel(engine::RuleBench &bench, QWidget *parent = nullptr);
    void run();
    void takeFocus(); // the text, or what begins one

private:
    struct Failure {
        int number = 0;
        station::RuleTestFailure failure;
    };
    void build();
    void fill();
    void fillRun();
    [[nodiscard]] static std::vector<items::RowColumn<Failure>> columns();

    engine::RuleBench &m_bench;
    IconLine *m_says;
    widgets::Button *m_run, *m_begin;
    widgets::CodeEdit *m_text;
    FlatTable *m_table;
    items::RowsModel<Failure, int> *m_rows;
};

} // namespace wf::ui
