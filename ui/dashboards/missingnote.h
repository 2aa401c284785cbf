// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/dashboards/templates/templates.h"

#include <QWidget>

namespace wf::ui {

// Below the rows of a template: which of its panels are not shown, and why.
class MissingNote final : public QWidget {
    Q_OBJECT
public:
    explicit MissingNote(const std::vector<engine::MissingPanel> &missing, QWidget *parent = nullptr);
    // "Queue depth: no metric of queue depth found", one a panel.
    [[nodiscard]] static QStringList sentences(const std::vector<engine::MissingPanel> &missing);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace wf::ui
