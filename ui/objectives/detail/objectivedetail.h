// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/objectivestate.h"
#include "models/items/rows/rowsmodel.h"

#include <QWidget>

namespace wf::widgets {
class BurnDownFigure;
class Panel;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class BurnWindows;
class FlatTable;
class FreezePanel;

// One objective at large: its budget over the window with what spent it, the last hours with where it goes, burn per
// window, its rules, and what follows for changes.
class ObjectiveDetail final : public QWidget {
    Q_OBJECT
public:
    explicit ObjectiveDetail(QWidget *parent = nullptr);
    void setState(const engine::ObjectiveState &state, qint64 nowNs, bool mayDecide, bool isDecided);
    // When something of its service was not as usual; before setState().
    void setUnusual(std::vector<base::TimeRange> runs) { m_unusual = std::move(runs); }
    void clear();
    [[nodiscard]] FreezePanel &freeze() { return *m_freeze; }

Q_SIGNALS:
    void changesAsked(wf::base::TimeRange range); // of its budget
    void queryAsked(wf::base::TimeRange range);   // what it counts, in the explorer

private:
    void showHead(const engine::ObjectiveState &state);
    void showBudget(const engine::ObjectiveState &state);
    void showTonight(const engine::ObjectiveState &state, qint64 nowNs);

    std::vector<base::TimeRange> m_unusual;
    widgets::Panel *m_head;
    widgets::PlainLabel *m_numbers;
    widgets::BurnDownFigure *m_budget;
    widgets::BurnDownFigure *m_tonight;
    widgets::Panel *m_budgetPanel;
    widgets::Panel *m_tonightPanel;
    widgets::Panel *m_burnPanel;
    BurnWindows *m_burn;
    FlatTable *m_rules;
    items::RowsModel<engine::BurnAlert, qint64> *m_ruleRows;
    FreezePanel *m_freeze;
};

} // namespace wf::ui
