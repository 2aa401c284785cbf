// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/dashboard/dashboard.h"

#include <memory>
#include <optional>
#include <vector>

namespace wf::engine {

using DashboardDocument = std::shared_ptr<const signals::Dashboard>; // never null

// A dashboard while it is edited: every change is one step that can be undone (at most 200). Panels are named by their
// identifier, rows by theirs; row 0 is what stands before the first row. A step that would change nothing is none.
// Any one thread.
class BoardDraft {
public:
    explicit BoardDraft(signals::Dashboard dashboard);

    [[nodiscard]] const DashboardDocument &dashboard() const { return m_steps[m_at].dashboard; }
    [[nodiscard]] std::optional<signals::BoardPanel> panel(int id) const; // also of folded rows; rows too
    [[nodiscard]] int rowOf(int id) const;                                // 0: before the first row
    // Differs from what was opened or last saved.
    [[nodiscard]] bool isChanged() const;
    void markSaved() { m_saved = dashboard(); }

    // What undoing takes back, redoing brings: "Move a panel"; empty: nothing.
    [[nodiscard]] QString undoText() const { return m_at > 0 ? m_steps[m_at].text : QString(); }
    [[nodiscard]] QString redoText() const { return m_at + 1 < m_steps.size() ? m_steps[m_at + 1].text : QString(); }
    void undo();
    void redo();

    void describe(const QString &title, const QString &description);
    // Moves or resizes within its row; the others make room.
    void place(int id, const signals::GridPlace &to);
    // Side by side in reading order, so many columns wide and as high as most of them are: what stands directly in the
    // row or tab, and in the rows within it; 0: everything.
    void tile(int row, int columns);
    void moveToRow(int id, int row);
    // The panel as edited; its identifier and place stay.
    void change(signals::BoardPanel panel);
    // At the highest free place of the row; answers its identifier.
    int add(signals::BoardPanel panel, int row);
    int duplicate(int id);
    void remove(int id);
    // At the end of the row or tab `within`; 0: of the dashboard. Answers its identifier, as addTab().
    int addRow(const QString &title, int within = 0);
    // Beside the other tabs. The first one takes what there was into a tab of its own.
    int addTab(const QString &title);
    // Of rows and tabs, which bring what stands in them.
    void renameRow(int row, const QString &title);
    void repeatRow(int row, const QString &variable); // empty: once; its title names the variable
    void moveRow(int row, int by);                    // among its neighbours, up or left (negative), down or right
    void removeRow(int row);                          // its panels join what stands above it; a tab's the tab beside it
    void removeRowAndPanels(int row);
    void setVariables(std::vector<signals::BoardVariable> variables);
    // Another text of the whole, a version of before for example.
    void replace(signals::Dashboard dashboard, const QString &text);

private:
    struct Step {
        QString text;
        DashboardDocument dashboard;
    };
    void step(const QString &text, signals::Dashboard dashboard);
    template<class Change>
    void stepSections(const QString &text, const Change &change);

    std::vector<Step> m_steps;
    std::size_t m_at = 0;
    DashboardDocument m_saved;
};

} // namespace wf::engine
