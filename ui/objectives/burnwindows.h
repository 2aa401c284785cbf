// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/objectivekeeper.h"

#include <QWidget>

namespace wf::ui {

// Burn per window on a log scale: short and long window of each rule with the limit as a tick, and whether the rule
// fires.
class BurnWindows final : public QWidget {
    Q_OBJECT
public:
    explicit BurnWindows(QWidget *parent = nullptr);
    void setState(const engine::ObjectiveState &state);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::vector<engine::BurnWindowState> m_windows;
};

// "5 min / 1 h".
[[nodiscard]] QString windowName(const analysis::BurnRule &rule);
// "63 ×", "0.2 ×".
[[nodiscard]] QString burnText(double burn);

} // namespace wf::ui
