// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/health/healthmonitor.h"

#include <QWidget>

namespace wf::ui {

// The console's own figures in a grid of three columns, each with its last hour.
class OwnFigures final : public QWidget {
    Q_OBJECT
public:
    explicit OwnFigures(QWidget *parent = nullptr);
    void setFigures(const std::vector<engine::OwnFigure> &figures);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::vector<engine::OwnFigure> m_figures;
};

// "612 MB", "6.4 %", "84 ms" from a figure's unit name.
[[nodiscard]] QString ownFigureText(const engine::OwnFigure &figure);

} // namespace wf::ui
