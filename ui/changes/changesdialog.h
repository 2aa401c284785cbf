// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/changes/changesearch.h"
#include "models/items/rows/rowsmodel.h"
#include "ui/base/watchcontext.h"

#include <QDialog>

class QProgressBar;
class QVBoxLayout;

namespace wf::widgets {
class Button;
class ChartView;
class Panel;
class PlainLabel;
class Segmented;
} // namespace wf::widgets

namespace wf::ui {

class FlatTable;

// "What changed here?" for one window and, of one series, "what moves with this?": the ranking grows while sources
// answer, Escape stops and closes. Selecting a row shows its evidence and selects its subject (the Thread follows),
// Enter opens the metric, the lines or the trace, M asks what moves with the row. It blocks nothing: the window stays
// usable beside it.
class ChangesDialog final : public QDialog {
    Q_OBJECT
public:
    // Asks nothing by itself.
    ChangesDialog(const sources::SourceSet &sources, const engine::SubjectRules &rules, async::Pools &pools,
                  WatchContext &context, base::TimeRange window, QWidget *parent = nullptr);
    ~ChangesDialog() override;
    void askChanges();
    // A metric: PromQL in its id, labels that name one of its series.
    void askMoves(const signals::Subject &series);

    [[nodiscard]] const engine::ChangeSearch &search() const { return m_search; }

private:
    enum Against { RightBefore, DayBefore, WeekBefore };
    enum Question { Changes, Moves };
    void build();
    void buildHead(QVBoxLayout &column);
    void buildFoot(QVBoxLayout &column);
    void ask();
    void showQuestion();
    void fill();
    void fillState(const engine::ChangesSnapshot &now, std::size_t shown);
    void showRow();
    void openRow();
    void copyQuery();
    void askMovesOfRow();
    [[nodiscard]] const engine::Change *current() const;

    WatchContext &m_context;
    base::TimeRange m_window;
    engine::ChangeSearch m_search;
    signals::Subject m_series; // what the moves are asked of; None: not yet
    items::RowsModel<engine::Change, QString> *m_rows = nullptr;
    FlatTable *m_table = nullptr;
    widgets::Panel *m_panel = nullptr;
    widgets::ChartView *m_chart = nullptr;
    widgets::PlainLabel *m_title = nullptr, *m_comparedWith = nullptr;
    widgets::Segmented *m_question = nullptr;
    widgets::Segmented *m_against = nullptr;
    widgets::Segmented *m_kinds = nullptr; // all, metrics, logs, traces
    QProgressBar *m_progress = nullptr;
    widgets::PlainLabel *m_state = nullptr;
    widgets::PlainLabel *m_evidence = nullptr;
    widgets::Button *m_stop = nullptr, *m_open = nullptr, *m_copy = nullptr, *m_moves = nullptr;
};

} // namespace wf::ui
