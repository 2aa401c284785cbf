// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/explain/whatif.h"
#include "models/engine/objectives/objectivestate.h"

#include <QDialog>

#include <functional>

class QLineEdit;
class QStandardItemModel;

namespace wf::widgets {
class BurnDownFigure;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// The past 90 days with another target or window, beside how they were. The history is asked once.
class WhatIfDialog final : public QDialog {
    Q_OBJECT
public:
    using Reply = std::function<void(const base::Result<engine::BudgetReport> &)>;
    using AskHistory = std::function<void(const engine::HistoryQuestion &, Reply)>;
    WhatIfDialog(const engine::ObjectiveState &state, const AskHistory &ask, QWidget *parent = nullptr);

private:
    void recompute();
    void tabulate(const engine::WhatIf &was, const engine::WhatIf &would);
    void show(const engine::WhatIf &shown, widgets::BurnDownFigure &figure, widgets::PlainLabel &words) const;

    engine::ObjectiveState m_state;
    analysis::EventCounts m_history;
    QStandardItemModel *m_table; // of both, for the export
    QLineEdit *m_target;
    QLineEdit *m_days;
    widgets::PlainLabel *m_problem;
    widgets::BurnDownFigure *m_was;
    widgets::BurnDownFigure *m_would;
    widgets::PlainLabel *m_wasWords;
    widgets::PlainLabel *m_wouldWords;
};

} // namespace wf::ui
