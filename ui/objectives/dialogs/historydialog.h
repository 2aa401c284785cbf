// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/objectivestate.h"

#include <QDialog>

namespace wf::ui {

// The figures behind an objective's curves as a table: what was counted step by step and what was left, newest first.
class HistoryDialog final : public QDialog {
    Q_OBJECT
public:
    explicit HistoryDialog(const engine::ObjectiveState &state, QWidget *parent = nullptr);
};

} // namespace wf::ui
