// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/objectivestate.h"

#include <QWidget>

namespace wf::widgets {
class BurnDownFigure;
}

namespace wf::ui {

// One objective in a panel: what is left of its budget, how fast each window burns it, and, where there is room, the
// way down to it (mock objectives.png).
class ObjectiveView final : public QWidget {
    Q_OBJECT
public:
    explicit ObjectiveView(QWidget *parent = nullptr);
    void setState(std::shared_ptr<const engine::ObjectiveState> state);
    [[nodiscard]] const QString &left() const { return m_left; }       // "72.4 %"
    [[nodiscard]] const QStringList &burns() const { return m_burns; } // "1 h 0.4×", short windows first

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showBurnDown();

    std::shared_ptr<const engine::ObjectiveState> m_state;
    QString m_left, m_target, m_ends;
    QStringList m_burns;
    std::vector<bool> m_isOver; // parallel to the burns
    widgets::BurnDownFigure *m_figure;
};

} // namespace wf::ui
