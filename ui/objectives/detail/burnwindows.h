// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/objectives/objectivestate.h"

#include <QWidget>

namespace wf::ui {

// Burn of every window the rules look at, on a log scale, with the limit of its rule as a tick.
class BurnWindows final : public QWidget {
    Q_OBJECT
public:
    explicit BurnWindows(QWidget *parent = nullptr);
    void setState(const engine::ObjectiveState &state);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Row {
        qint64 lengthNs = 0;
        double burn = 0; // NaN: not known
        double limit = 0;
        bool page = false;
        bool fires = false; // of a rule that looks at this window
    };
    std::vector<Row> m_rows; // short ones first
};

} // namespace wf::ui
