// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/objectivekeeper.h"
#include "models/items/rows/rowsmodel.h"
#include "ui/base/screen.h"
#include "ui/base/watchcontext.h"

namespace wf::widgets {
class BurnDownFigure;
class Panel;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class BurnWindows;
class FlatTable;

// Objectives worst first with budget left; of the selected one the burn-down, burn per window and how it is known.
class ObjectivesPage final : public Screen {
    Q_OBJECT
public:
    ObjectivesPage(engine::ObjectiveKeeper &keeper, WatchContext &context, QWidget *parent = nullptr);
    [[nodiscard]] QString key() const override { return QStringLiteral("objectives"); }
    bool showSubject(const signals::Subject &subject) override;
    void setActive(bool active) override;
    [[nodiscard]] bool isSettled() const override { return m_keeper.snapshot()->asOfNs != 0; }
    [[nodiscard]] Badge badge() const override;

private:
    void buildTable();
    void fill();
    void showDetail(const engine::ObjectiveState &state);

    engine::ObjectiveKeeper &m_keeper;
    WatchContext &m_context;
    widgets::PlainLabel *m_facts;
    widgets::PlainLabel *m_how;
    widgets::PlainLabel *m_sentence;
    FlatTable *m_table;
    items::RowsModel<engine::ObjectiveState, QString> *m_rows;
    widgets::Panel *m_tablePanel;
    widgets::Panel *m_burnDownPanel;
    widgets::BurnDownFigure *m_burnDown;
    widgets::Panel *m_windowsPanel;
    BurnWindows *m_windows;
    QString m_selected;
    bool m_active = false;
};

// The subject of an objective, for the selection.
[[nodiscard]] signals::Subject objectiveSubject(const signals::Objective &objective);

} // namespace wf::ui
