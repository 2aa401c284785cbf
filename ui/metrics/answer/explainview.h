// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/explore/explain/explainer.h"
#include "models/items/rows/rowsmodel.h"

#include <QWidget>

namespace wf::widgets {
class Panel;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;

// The parts of a query in words, each with how many series it has; counted only while this is seen.
class ExplainView final : public QWidget {
    Q_OBJECT
public:
    explicit ExplainView(engine::ExplainDesk &desk, QWidget *parent = nullptr);
    [[nodiscard]] bool isSettled() const { return !isVisible() || !m_desk.isAsking(); }

Q_SIGNALS:
    void partChosen(int start, int length); // of the query's text

private:
    struct Row {
        std::size_t index = 0;
        engine::ExplainedStep step;
        qint64 series = -1;
    };
    void fill();
    engine::ExplainDesk &m_desk;
    FlatTable *m_table;
    items::RowsModel<Row, int> *m_rows;
    widgets::Panel *m_panel;
    widgets::PlainLabel *m_cost;
};

} // namespace wf::ui
