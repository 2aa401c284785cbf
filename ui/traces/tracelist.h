// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/traces/tracesearch.h"
#include "models/items/rows/rowsmodel.h"
#include "widgets/chart/seriescolors.h"
#include "widgets/scatter/scatterlegend.h"
#include "widgets/scatter/scatterview.h"

#include <QWidget>

namespace wf::widgets {
class Panel;
}

namespace wf::ui {

class FlatTable;

// What a search found: a scatter above a table. What is selected in the scatter narrows the table.
class TraceList final : public QWidget {
    Q_OBJECT
public:
    explicit TraceList(widgets::SeriesColors &colors, QWidget *parent = nullptr);

    void setSnapshot(const engine::TraceSearchSnapshot &snapshot, bool hasSources, qint64 nowNs);
    [[nodiscard]] int shownRows() const { return m_rows->rowCount(); }
    [[nodiscard]] widgets::ScatterView &scatter() { return *m_scatter; }
    [[nodiscard]] FlatTable &table() { return *m_table; }

Q_SIGNALS:
    void selected(const wf::signals::TraceSummary &trace);
    void opened(const wf::signals::TraceSummary &trace);
    void menuRequested(const QPoint &global); // over the trace that is selected
    void stopRequested();
    void retryRequested();

private:
    struct Row {
        signals::TraceSummary trace;
        double share = 0; // of the longest shown
    };
    void buildTable();
    void showStates(const engine::TraceSearchSnapshot &snapshot, bool hasSources, qint64 nowNs);
    void showPoints(const engine::TraceSearchSnapshot &snapshot);
    void fillTable();

    widgets::SeriesColors &m_colors;
    std::vector<signals::TraceSummary> m_traces;
    widgets::ScatterView *m_scatter;
    widgets::ScatterLegend *m_legend;
    FlatTable *m_table;
    items::RowsModel<Row, QString> *m_rows;
    widgets::Panel *m_scatterPanel;
    widgets::Panel *m_tablePanel;
};

// The subject of a trace, for selecting and opening.
[[nodiscard]] signals::Subject traceSubject(const signals::TraceSummary &trace);

} // namespace wf::ui
