// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/health/healthmonitor.h"

#include <QWidget>

namespace wf::ui {

// Figures in a grid of three columns, each with its value now and its line.
class FigureGrid final : public QWidget {
    Q_OBJECT
public:
    explicit FigureGrid(const QString &accessibleName, QWidget *parent = nullptr);
    void setFigures(const std::vector<engine::OwnFigure> &figures);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::vector<engine::OwnFigure> m_figures;
};

// "612 MB", "6.4 %", "84 ms", "412 /s" from a figure's unit name.
[[nodiscard]] QString figureText(const engine::OwnFigure &figure);

} // namespace wf::ui
